import { stat } from 'node:fs/promises';
import { givesReviews } from '../../../dashboards/view-models/reading.ts';
import { sendingTroubles } from '../../../dashboards/view-models/sending.ts';
import type { Channels } from '../../../queries/channels.ts';
import type { Mentions } from '../../../queries/mentions.ts';
import type { SourceHealth, Sources } from '../../../queries/sources.ts';
import { FIRM } from '../../domain/brand.ts';
import { type Catalogue, say } from '../../domain/catalogue.ts';
import { ERROR_DISPOSITIONS, type ErrorCode, VigieError } from '../../domain/errors.ts';
import type { House } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { configuredSource } from '../../domain/settings/source.ts';
import { cleanLine } from '../../domain/text/clean.ts';
import { addDays, localDay } from '../../domain/time.ts';
import { dayOf, timeOfDay } from '../../domain/words.ts';
import { openInvokedHouse } from '../host/open-house.ts';
import { wordError } from '../wording.ts';
import type { Finding, Patient } from './check.ts';

/** What needs the store: it is opened once for all three. */
export async function checkHouse(patient: Patient): Promise<Finding[]> {
  const { catalogue, settings, invocation, dataDir } = patient;
  if (!settings) return [];
  const isThere = await stat(dataDir).then(
    () => true,
    () => false,
  );
  // Looking must not make a store where there is none.
  if (!isThere) return [notReadYet(patient, settings), clockFinding(patient, settings, [])];
  let house: House;
  try {
    house = (await openInvokedHouse(invocation)).house;
  } catch (error) {
    if (!(error instanceof VigieError)) throw error;
    if (error.code === 'StoreBusy')
      return [{ id: 'store', state: 'note', words: say(catalogue, 'care.store.busy') }];
    return [{ id: 'store', state: 'failed', words: wordError(catalogue, error) }];
  }
  try {
    const today = localDay(invocation.clock.now(), settings.timezone);
    const [{ total }, { sources }, channels] = await Promise.all([
      house.ask<Mentions>('mentions', { subject: FIRM, limit: 1 }),
      house.ask<Sources>('sources', { from: addDays(today, -6), to: today }),
      house.ask<Channels>('channels', {}),
    ]);
    const configured = new Set(settings.sources.map(source => configuredSource(source).id));
    const own = sources.filter(({ sourceId, health }) => configured.has(sourceId) && health !== 'paused');
    return [
      { id: 'store', state: 'ok', words: say(catalogue, 'care.store.ok', { n: total }) },
      ...sourceFindings(patient, settings, own),
      ...sendingFindings(patient, settings, channels),
      clockFinding(patient, settings, own),
    ];
  } finally {
    await house.close();
  }
}

/** Channels are not tried here: what became of the last messages tells. */
function sendingFindings({ catalogue }: Patient, settings: Settings, channels: Channels): Finding[] {
  const inUse = settings.channels.map(({ channel }) => channel);
  const { lettersStoppedAt } = channels;
  const speaking = { catalogue, timezone: settings.timezone };
  const faults = sendingTroubles(speaking, { ...channels, lettersStoppedAt: null }, inUse);
  const stopped = sendingTroubles(speaking, { ...channels, channels: [], lettersStoppedAt }, inUse);
  return [
    ...faults.map(words => ({ id: 'sending' as const, state: 'failed' as const, words })),
    // Her own wish: nothing is wrong.
    ...stopped.map(words => ({ id: 'sending' as const, state: 'note' as const, words })),
  ];
}

function notReadYet({ catalogue }: Patient, settings: Settings): Finding {
  const n = settings.sources.length;
  const words = n === 0 ? say(catalogue, 'care.sources.none') : say(catalogue, 'care.sources.ok', { n: 0 });
  return { id: 'sources', state: 'note', words };
}

function sourceFindings(patient: Patient, settings: Settings, sources: readonly SourceHealth[]): Finding[] {
  const { catalogue } = patient;
  const failing = sources.filter(source => source.error !== null);
  if (settings.sources.length === 0)
    return [{ id: 'sources', state: 'note', words: say(catalogue, 'care.sources.none') }];
  const read = sources.filter(({ lastReadAt }) => lastReadAt !== null).length;
  if (failing.length === 0)
    return [{ id: 'sources', state: 'ok', words: say(catalogue, 'care.sources.ok', { n: read }) }];
  return failing.map(source => failingFinding(patient, settings, source));
}

function failingFinding(
  { catalogue, invocation }: Patient,
  { timezone }: Settings,
  source: SourceHealth,
): Finding {
  const { name, error, failingSince, nextDueAt } = source;
  const holdsReviews = givesReviews(source);
  const site = cleanLine(name, 60);
  const day = failingSince ? dayOf(catalogue.language, failingSince, timezone) : null;
  const words =
    day === null ? site : failureWords(catalogue, { site, day, error, nextDueAt, timezone, holdsReviews });
  // A site that refuses is left alone; any other may have mended itself.
  if (error?.code === 'SourceBlocked') return { id: 'sources', state: 'partial', words };
  return {
    id: 'sources',
    state: 'partial',
    words,
    async fix() {
      const { house } = await openInvokedHouse(invocation);
      try {
        const { sources } = await house.read([name], undefined, invocation.signal);
        const failed = sources.find(report => report.error !== null)?.error;
        if (failed) throw new VigieError(failed.code, { site, ...failed.params });
      } finally {
        await house.close();
      }
    },
  };
}

type Failure = Pick<SourceHealth, 'error' | 'nextDueAt'> & {
  readonly site: string;
  readonly day: string;
  readonly timezone: string;
  /** May reviews of the firm be missing? Papers, registers and competitors' pages have none. */
  readonly holdsReviews: boolean;
};

function failureWords(
  catalogue: Catalogue,
  { site, day, error, nextDueAt, timezone, holdsReviews }: Failure,
): string {
  if (error?.code === 'SourceUnreachable' && nextDueAt)
    return say(catalogue, holdsReviews ? 'err.siteDown' : 'err.siteDownNews', {
      site,
      day,
      time: timeOfDay(catalogue.language, nextDueAt, timezone),
    });
  if (error?.code === 'SourceBlocked') return say(catalogue, 'err.siteRefuses', { site });
  const code = error && isErrorCode(error.code) ? error.code : 'SourceUnreachable';
  const message = wordError(catalogue, new VigieError(code, { site, ...error?.params }));
  return say(catalogue, 'care.sources.since', { message, day });
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_DISPOSITIONS, code);
}

/** A reading cannot have been made tomorrow: either it was, or it is, the clock that was wrong. */
const AHEAD_MS_MAX = 5 * 60_000;

function clockFinding(
  { catalogue, invocation }: Patient,
  settings: Settings,
  sources: readonly SourceHealth[],
): Finding {
  const now = invocation.clock.now();
  const { timezone } = settings;
  const { language } = catalogue;
  const time = `${dayOf(language, now, timezone)}, ${timeOfDay(language, now, timezone)}`;
  const latest = Math.max(...sources.map(({ lastReadAt }) => Date.parse(lastReadAt ?? '') || 0), 0);
  if (latest > Date.parse(now) + AHEAD_MS_MAX)
    return { id: 'clock', state: 'failed', words: say(catalogue, 'care.clock.wrong', { time }) };
  return { id: 'clock', state: 'ok', words: say(catalogue, 'care.clock.ok', { time, zone: timezone }) };
}
