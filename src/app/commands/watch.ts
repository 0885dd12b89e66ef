import { type Catalogue, say } from '../../domain/catalogue.ts';
import type { PassReport } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { configuredSource } from '../../domain/settings/source.ts';
import { type Instant, localDay } from '../../domain/time.ts';
import { dayOf, timeOfDay } from '../../domain/words.ts';
import { dataDirectory, settingsPath } from '../../platform/files.ts';
import { type Command, EXIT, type ExitCode, type Invocation } from '../command.ts';
import { openInvokedHouse } from '../host/open-house.ts';
import { currentHouse } from '../scheduling/current-house.ts';
import { watchMailbox } from '../scheduling/mailbox-news.ts';
import { watchOn } from '../scheduling/watching.ts';
import { tellAnyway } from '../telling.ts';
import { catalogueFor, wordError } from '../wording.ts';

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Fait ce qui est dû, au bon moment : lectures, alertes, lettre du lundi',
    en: 'Does what is due, when it is due: reading, alerts, the Monday letter',
  },
  usage: 'watch [--once]',
  examples: ['vigie watch --once', 'vigie watch'],
  options: { once: { type: 'boolean' } },
  run: invocation => (invocation.values.once === true ? passOnce(invocation) : stay(invocation)),
};

/** What the system's scheduler runs. */
async function passOnce(invocation: Invocation): Promise<ExitCode> {
  const { house, settings } = await openInvokedHouse(invocation);
  try {
    const report = await house.pass(undefined, invocation.signal);
    tellPass(invocation, settings, report);
    if (invocation.signal.aborted) return EXIT.interrupted;
    return report.sources.some(source => source.error !== null) ? EXIT.partial : EXIT.ok;
  } finally {
    await house.close();
  }
}

async function stay(invocation: Invocation): Promise<ExitCode> {
  const { flags, io, clock, signal } = invocation;
  const path = settingsPath(flags.config, io.env);
  const dataDir = dataDirectory(flags.dataDir, io.env);
  const current = await currentHouse(
    path,
    () => openInvokedHouse(invocation),
    (error, settings) => {
      io.stderr.write(`${wordError(catalogueFor(invocation, settings), error)}\n`);
    },
  );
  const started = say(catalogueFor(invocation, current.settings()), 'watch.started');
  if (!flags.quiet && !flags.json) io.stderr.write(`${started}\n`);
  try {
    await watchOn({
      clock,
      signal,
      house: current.house,
      onPass: report => tellPass(invocation, current.settings(), report),
      onNews: wake => {
        const news = { settings: current.settings(), dataDir, env: io.env, signal };
        watchMailbox(news, wake).catch(() => undefined);
      },
      newsSources: () => mailboxSources(current.settings()),
    });
    return EXIT.ok;
  } finally {
    await current.close();
  }
}

function mailboxSources(settings: Settings): readonly string[] {
  return settings.sources
    .map(configuredSource)
    .filter(source => source.collector === 'mailbox' && !source.paused)
    .map(source => source.id);
}

function tellPass(invocation: Invocation, settings: Settings, report: PassReport): void {
  const { flags, clock } = invocation;
  const at = clock.now();
  const sources = report.sources.map(({ error, ...source }) => ({ ...source, error: error?.code ?? null }));
  const lines = flags.quiet ? [] : linesOf(catalogueFor(invocation, settings), settings, report, at);
  tellAnyway(invocation, { at, ...report, sources }, lines);
}

/** What the pass did, on a few lines. */
function linesOf(
  catalogue: Catalogue,
  { timezone, sources }: Settings,
  report: PassReport,
  now: Instant,
): readonly string[] {
  const { language } = catalogue;
  const read = report.sources.filter(source => source.error === null).length;
  const fresh = report.sources.reduce((sum, source) => sum + source.new, 0);
  const total = report.sources.length;
  const at = timeOfDay(language, now, timezone);
  const done =
    total > 0
      ? say(catalogue, 'watch.read', { time: at, read, total, n: fresh })
      : say(catalogue, sources.length > 0 ? 'watch.nothingDue' : 'watch.noSites', { time: at });
  const answered = (report.answers ?? 0) > 0 ? [say(catalogue, 'watch.answered')] : [];
  const sent = report.delivered > 0 ? [say(catalogue, 'watch.sent', { n: report.delivered })] : [];
  const waiting = report.waiting > 0 ? [say(catalogue, 'watch.waiting', { n: report.waiting })] : [];
  return [done, ...answered, ...sent, ...waiting, ...nextLine(catalogue, timezone, report.nextAt, now)];
}

function nextLine(
  catalogue: Catalogue,
  timezone: string,
  nextAt: Instant | null,
  now: Instant,
): readonly string[] {
  if (nextAt === null || nextAt <= now) return [];
  const { language } = catalogue;
  const time = timeOfDay(language, nextAt, timezone);
  const isToday = localDay(nextAt, timezone) === localDay(now, timezone);
  if (isToday) return [say(catalogue, 'watch.nextToday', { time })];
  return [say(catalogue, 'watch.next', { day: dayOf(language, nextAt, timezone), time })];
}
