import { createInterface } from 'node:readline/promises';
import { type Catalogue, say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import { nearest } from '../../domain/settings/problem.ts';
import { tradeIds } from '../../platform/data-files.ts';
import { settingsPath } from '../../platform/files.ts';
import { type Command, EXIT, type Invocation } from '../command.ts';
import { type FirstAnswers, writeFirstSettings } from '../setup/first-settings.ts';
import { catalogueFor } from '../wording.ts';

export const command: Command = {
  essential: true,
  summary: {
    fr: 'Écrit vos premiers réglages : enseigne, ville, métier',
    en: 'Writes your first settings: sign, town, trade',
  },
  usage: 'init [--name NAME] [--town TOWN] [--trade TRADE]',
  examples: ['vigie init', 'vigie init --name "Menuiserie Kerlann" --town Vannes --trade joinery --no-input'],
  options: { name: { type: 'string' }, town: { type: 'string' }, trade: { type: 'string' } },
  async run(invocation) {
    const catalogue = catalogueFor(invocation, null);
    const answers = await firstAnswers(invocation, catalogue);
    const path = settingsPath(invocation.flags.config, invocation.io.env);
    await writeFirstSettings(path, catalogue.language, answers);
    invocation.io.stdout.write(`${say(catalogue, 'init.written', { path })}\n`);
    return EXIT.ok;
  },
};

/** From the flags; what is missing is asked where someone can answer. */
async function firstAnswers({ values, flags, io }: Invocation, catalogue: Catalogue): Promise<FirstAnswers> {
  const known = tradeIds();
  const canAsk = flags.input && io.stdin.isTTY === true;
  const prompt = canAsk ? createInterface({ input: io.stdin, output: io.stderr }) : null;
  const answer = async (name: 'name' | 'town' | 'trade', params = {}): Promise<string> => {
    const given = values[name];
    if (typeof given === 'string' && given.trim() !== '') return given.trim();
    if (!prompt) throw new VigieError('UsageInvalid', { word: `--${name}`, mend: 'vigie init --help' });
    return (await prompt.question(`${say(catalogue, `init.${name}`, params)}\n› `)).trim();
  };
  try {
    if (prompt) io.stderr.write(`${say(catalogue, 'init.short')}\n\n`);
    const name = await answer('name');
    const town = await answer('town');
    const trade = await answer('trade', { trades: known.join(', ') });
    for (const [option, value] of Object.entries({ name, town }))
      if (value === '')
        throw new VigieError('UsageInvalid', { word: `--${option}`, mend: 'vigie init --help' });
    if (!known.includes(trade))
      throw new VigieError('UsageInvalid', { word: trade, mend: nearest(trade, known) || known[0]! });
    return { name, town, trade };
  } finally {
    prompt?.close();
  }
}
