import { type Catalogue, say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import type { ReadingProgress, ReadingReport, SourceReport } from '../../domain/house.ts';
import type { SettingsProblem } from '../../domain/settings/problem.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { configuredSource } from '../../domain/settings/source.ts';
import { cleanLine } from '../../domain/text/clean.ts';
import { settingsPath } from '../../platform/files.ts';
import { readSettings } from '../../platform/settings-file.ts';
import { type Command, EXIT, type ExitCode, type Invocation } from '../command.ts';
import { openInvokedHouse } from '../host/open-house.ts';
import { checkSources } from '../setup/check-sources.ts';
import { tellAnyway } from '../telling.ts';
import { catalogueFor, wordError } from '../wording.ts';

const NAME_LENGTH_MAX = 60;
/** Erases the line that the next one replaces; only ever written to a terminal. */
const LINE_START = '\r\u001b[2K';

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Lit maintenant les sites suivis, ou ceux que vous nommez',
    en: 'Reads the watched sites now, or those you name',
  },
  usage: 'collect [source…]',
  examples: ['vigie collect', 'vigie collect "Avis d’Armor"', 'vigie collect --json'],
  options: {},
  async run(invocation) {
    const { house, settings } = await openInvokedHouse(invocation);
    try {
      const catalogue = catalogueFor(invocation, settings);
      if (settings.sources.length === 0 && !invocation.flags.json) {
        invocation.io.stdout.write(`${say(catalogue, 'collect.noSites')}\n`);
        return EXIT.ok;
      }
      const teller = progressTeller(invocation, catalogue);
      const report = await house.read(invocation.positionals, teller.tell, invocation.signal);
      teller.clear();
      if (report.batchesLost)
        invocation.io.stderr.write(`${say(catalogue, 'collect.lost', { n: report.batchesLost })}\n`);
      const located = await withLines(invocation, settings, report);
      tellAnyway(invocation, documentOf(catalogue, located), linesOf(invocation, catalogue, located));
      if (!invocation.signal.aborted) return exitCodeOf(located);
      invocation.io.stderr.write(`${say(catalogue, 'cli.interrupted')}\n`);
      return EXIT.interrupted;
    } finally {
      await house.close();
    }
  },
};

/** A moving line on a terminal; elsewhere nothing moves and the lines come at the end. */
function progressTeller({ io, flags }: Invocation, catalogue: Catalogue) {
  const moves = io.stderr.isTTY === true && !flags.quiet && !flags.plain;
  return {
    tell(progress: ReadingProgress): void {
      if (!moves) return;
      const { read, total, last } = progress;
      const words = say(catalogue, 'collect.reading', { read, total, site: siteOf(last) });
      io.stderr.write(`${LINE_START}${words.slice(0, (io.stdout.columns ?? 80) - 1)}`);
    },
    clear(): void {
      if (moves) io.stderr.write(LINE_START);
    },
  };
}

/** What `vigie collect --json` prints. */
function documentOf(catalogue: Catalogue, report: ReadingReport): object {
  const sources = report.sources.map(({ error, ...source }) => ({
    ...source,
    error: error === null ? null : { code: error.code, message: messageOf(catalogue, source.name, error) },
  }));
  return { sources };
}

/** A line a site, of which `--quiet` wants none, and what came of all; a reading that was broken off has no sum. */
function linesOf({ flags, signal }: Invocation, catalogue: Catalogue, report: ReadingReport): string[] {
  const lines = flags.quiet ? [] : report.sources.map(source => lineOf(catalogue, source));
  if (signal.aborted) return lines;
  const read = report.sources.filter(source => source.error === null).length;
  const fresh = report.sources.reduce((sum, source) => sum + source.new, 0);
  return [...lines, say(catalogue, 'collect.done', { read, total: report.sources.length, n: fresh })];
}

function lineOf(catalogue: Catalogue, source: SourceReport): string {
  if (source.error !== null) {
    const message = messageOf(catalogue, source.name, source.error);
    const kind = source.error.code === 'SourceBlocked' ? 'refused' : 'failed';
    return say(catalogue, `collect.line.${kind}`, { message });
  }
  const site = siteOf(source);
  if (source.new === 0) return say(catalogue, 'collect.line.same', { site });
  return say(catalogue, 'collect.line.ok', { site, n: source.items, k: source.new });
}

function messageOf(catalogue: Catalogue, name: string, error: NonNullable<SourceReport['error']>): string {
  const site = cleanLine(name, NAME_LENGTH_MAX);
  return wordError(catalogue, new VigieError(error.code, { site, ...error.params }));
}

function siteOf(source: SourceReport): string {
  return cleanLine(source.name, NAME_LENGTH_MAX);
}

/** The house knows what is wrong with a source's options; only the file knows on which line. */
async function withLines(
  { flags, io }: Invocation,
  settings: Settings,
  report: ReadingReport,
): Promise<ReadingReport> {
  if (!report.sources.some(source => source.error?.code === 'SettingsInvalid')) return report;
  const problems = await checkSources(await readSettings(settingsPath(flags.config, io.env)), settings);
  const byName = new Map<string, SettingsProblem>();
  settings.sources.forEach((source, index) => {
    const problem = problems.find(({ path }) => path.startsWith(`sources[${index}]`));
    if (problem) byName.set(configuredSource(source).name, problem);
  });
  const sources = report.sources.map(source => {
    const problem = source.error?.code === 'SettingsInvalid' ? byName.get(source.name) : undefined;
    return problem
      ? { ...source, error: { code: 'SettingsInvalid' as const, params: { ...problem } } }
      : source;
  });
  return { sources };
}

/** 3 when some failed; 1 when nothing could even be tried for a mistake in the settings. */
function exitCodeOf({ sources }: ReadingReport): ExitCode {
  const failed = sources.filter(source => source.error !== null);
  if (failed.length === 0) return EXIT.ok;
  const allMistaken =
    failed.length === sources.length && failed.every(source => source.error?.code === 'SettingsInvalid');
  return allMistaken ? EXIT.failure : EXIT.partial;
}
