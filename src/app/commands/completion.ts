import { VigieError } from '../../domain/errors.ts';
import { nearest } from '../../domain/settings/problem.ts';
import { type Command, EXIT } from '../command.ts';
import { completionScript, SHELLS } from '../completing.ts';
import { catalogueFor } from '../wording.ts';

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Complète les commandes à la touche Tab : le texte à donner à votre terminal',
    en: 'Completes commands with the Tab key: the text to give to your shell',
  },
  usage: 'completion bash|zsh|fish|powershell',
  examples: [
    'vigie completion bash > ~/.local/share/bash-completion/completions/vigie',
    'vigie completion fish > ~/.config/fish/completions/vigie.fish',
    'vigie completion powershell >> $PROFILE',
  ],
  options: {},
  async run(invocation) {
    const [asked = ''] = invocation.positionals;
    const shell = SHELLS.find(name => name === asked);
    if (!shell)
      throw new VigieError('UsageInvalid', {
        word: asked || 'completion',
        mend: `vigie completion ${nearest(asked, SHELLS) || SHELLS[0]}`,
      });
    const { language } = catalogueFor(invocation, null);
    invocation.io.stdout.write(await completionScript(shell, language));
    return EXIT.ok;
  },
};
