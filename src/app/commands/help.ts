import { VigieError } from '../../domain/errors.ts';
import { nearest } from '../../domain/settings/problem.ts';
import { commands } from '../../generated/commands.ts';
import { type Command, EXIT } from '../command.ts';
import { commandHelp, overview } from '../help.ts';
import { catalogueFor } from '../wording.ts';

export const command: Command = {
  essential: false,
  summary: { fr: 'Explique une commande, avec des exemples', en: 'Explains a command, with examples' },
  usage: 'help [command]',
  examples: ['vigie help', 'vigie help import', 'vigie help --all'],
  options: {},
  async run(invocation) {
    const { io, positionals, values } = invocation;
    const catalogue = catalogueFor(invocation, null);
    const [name] = positionals;
    if (name === undefined) {
      io.stdout.write(await overview(catalogue, values['all'] === true));
      return EXIT.ok;
    }
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    const mend = nearest(name, Object.keys(commands));
    if (!load)
      throw new VigieError('UsageInvalid', { word: name, mend: mend ? `vigie help ${mend}` : 'vigie help' });
    io.stdout.write(commandHelp(catalogue, await load()));
    return EXIT.ok;
  },
};
