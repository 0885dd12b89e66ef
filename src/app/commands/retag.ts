import { type Catalogue, say } from '../../domain/catalogue.ts';
import type { RetagProgress, RetagReport } from '../../domain/house.ts';
import { type Command, EXIT, type Invocation } from '../command.ts';
import { openInvokedHouse } from '../host/open-house.ts';
import { tellAnyway } from '../telling.ts';
import { catalogueFor } from '../wording.ts';

/** Erases the line that the next one replaces; only ever written to a terminal. */
const LINE_START = '\r\u001b[2K';

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Relit ce qui est gardé avec les règles d’aujourd’hui',
    en: 'Reads again what is kept, with today’s rules',
  },
  usage: 'retag [--all]',
  examples: ['vigie retag', 'vigie retag --all --json'],
  options: { all: { type: 'boolean' } },
  async run(invocation) {
    const { io, values, signal } = invocation;
    const { house, settings } = await openInvokedHouse(invocation);
    try {
      const catalogue = await catalogueFor(invocation, settings);
      const report = await house.retag(values['all'] === true, progressTeller(invocation, catalogue), signal);
      tellAnyway(invocation, report, linesOf(catalogue, report));
      if (signal.aborted) {
        io.stderr.write(`${say(catalogue, 'cli.interrupted')}\n`);
        return EXIT.interrupted;
      }
      return report.failed.length === 0 ? EXIT.ok : EXIT.partial;
    } finally {
      await house.close();
    }
  },
};

/** A moving line on a terminal, gone with the last batch; elsewhere nothing moves. */
function progressTeller({ io, flags }: Invocation, catalogue: Catalogue) {
  const moves = io.stderr.isTTY === true && !flags.quiet && !flags.plain;
  return ({ read, total }: RetagProgress): void => {
    if (!moves) return;
    const words = read < total ? say(catalogue, 'retag.reading', { read, total }) : '';
    io.stderr.write(`${LINE_START}${words.slice(0, (io.stdout.columns ?? 80) - 1)}`);
  };
}

function linesOf(catalogue: Catalogue, { items, failed }: RetagReport): string[] {
  if (items === 0) return [say(catalogue, 'retag.none')];
  const done = say(catalogue, 'retag.done', { n: items });
  return failed.length === 0 ? [done] : [done, say(catalogue, 'retag.failed', { n: failed.length })];
}
