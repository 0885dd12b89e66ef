import { createInterface } from 'node:readline/promises';
import { type Catalogue, say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import { nearest } from '../../domain/settings/problem.ts';
import { loadPack, tradeIds } from '../../platform/data-files.ts';
import { settingsPath } from '../../platform/files.ts';
import { type Command, EXIT, type Invocation } from '../command.ts';
import { type FirstAnswers, writeFirstSettings } from '../setup/first-settings.ts';
import { chosenTrade, tradeChoices } from '../setup/trade-choice.ts';
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

/** After so many answers that are none, somebody is not trying to answer. */
const TRIES_MAX = 3;

/** From the flags; what is missing is asked where someone can answer. */
async function firstAnswers({ values, flags, io }: Invocation, catalogue: Catalogue): Promise<FirstAnswers> {
  const canAsk = flags.input && io.stdin.isTTY === true;
  const prompt = canAsk ? createInterface({ input: io.stdin, output: io.stderr }) : null;
  const choices = tradeChoices(tradeIds().map(loadPack), catalogue.language);
  const list = choices.map(({ name }, index) => `${String(index + 1).padStart(3)}  ${name}`).join('\n');
  const answerTo = async (name: keyof FirstAnswers, understood: (answer: string) => string | null) => {
    const given = values[name];
    if (typeof given === 'string') {
      const value = understood(given);
      if (value !== null) return value;
      const mend = name === 'trade' ? nearest(given, tradeIds()) || 'general' : 'vigie init --help';
      throw new VigieError('UsageInvalid', { word: `--${name} ${given}`, mend });
    }
    for (let tries = 0; prompt && tries < TRIES_MAX; tries += 1) {
      const value = understood(
        await prompt.question(`${say(catalogue, `init.${name}`, { trades: list })}\n› `),
      );
      if (value !== null) return value;
      io.stderr.write(`${say(catalogue, 'init.again')}\n`);
    }
    throw new VigieError('UsageInvalid', { word: `--${name}`, mend: 'vigie init --help' });
  };
  const notEmpty = (answer: string) => answer.trim() || null;
  try {
    if (prompt) io.stderr.write(`${say(catalogue, 'init.short').replaceAll('. ', '.\n')}\n\n`);
    const name = await answerTo('name', notEmpty);
    const town = await answerTo('town', notEmpty);
    return { name, town, trade: await answerTo('trade', answer => chosenTrade(answer, choices)) };
  } finally {
    prompt?.close();
  }
}
