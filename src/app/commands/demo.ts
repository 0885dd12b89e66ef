import { VigieError } from '../../domain/errors.ts';
import { nearest } from '../../domain/settings/problem.ts';
import type { Command } from '../command.ts';
import { FIRMS, type PlayName, SCENARIOS } from '../demo/names.ts';

export const command: Command = {
  essential: true,
  summary: {
    fr: 'Montre les semaines d’une entreprise inventée, lues pour de vrai sur cet ordinateur',
    en: 'Shows the weeks of an invented firm, really read, on this machine alone',
  },
  usage: `demo [${FIRMS.join('|')}] [--scenario ${SCENARIOS.join('|')}]`,
  examples: [
    'vigie demo',
    'vigie demo bakery --scenario crisis',
    'vigie demo hotel --plain',
    'vigie demo --json',
  ],
  options: { scenario: { type: 'string' } },
  async run(invocation) {
    const { positionals, values } = invocation;
    const asked: PlayName = {
      firm: chosen(positionals[0], FIRMS),
      scenario: chosen(values.scenario, SCENARIOS),
    };
    // Loaded when it is played: `--help` lists it without its web, its stages and its store.
    return (await import('../demo/show.ts')).showDemo(invocation, asked);
  },
};

/** The first is what nobody has to name. */
function chosen<N extends string>(word: unknown, names: readonly [N, ...N[]]): N {
  if (word === undefined) return names[0];
  const found = names.find(name => name === word);
  if (found) return found;
  const mend = nearest(String(word), names) || names.join(', ');
  throw new VigieError('UsageInvalid', { word: String(word), mend });
}
