import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { Period } from '../../src/domain/time.ts';
import { daysBetween, localDay } from '../../src/domain/time.ts';
import type { Answers } from './answers.ts';
import type { Context } from './context.ts';

/** What tells how much of a week was read at all. */
export type HowRead = Pick<Answers, 'coverage' | 'sources'>;

/** Under this share of the sites that can be read, silence proves nothing: nothing speaks of calm. */
const READ_SHARE_MIN = 2 / 3;
/** A reading older than this is not this week's. */
const READ_DAYS_MAX = 2;

type Read = { readonly context: Pick<Context, 'timezone' | 'today'>; readonly answers: HowRead };

/** Was enough read, and lately enough, for calm to be a result? Sites that refuse to be read are not expected. */
export function isWellRead({ context, answers }: Read): boolean {
  const { lastReadAt, sitesRead, sitesTotal } = answers.coverage;
  const refused = answers.sources.sources.filter(source => source.health === 'refused');
  const expected = sitesTotal - new Set(refused.map(source => source.name)).size;
  if (lastReadAt === null || expected <= 0) return false;
  const days = daysBetween(localDay(lastReadAt, context.timezone), context.today);
  return days <= READ_DAYS_MAX && sitesRead >= expected * READ_SHARE_MIN;
}

/** Were there sites to read, and was too little of them read? Before the first reading nothing was spoiled. */
export function isSpoiled(read: Read): boolean {
  const { lastReadAt, sitesTotal } = read.answers.coverage;
  return lastReadAt !== null && sitesTotal > 0 && !isWellRead(read);
}

/** `Lecture incomplète, 7 sites sur 14 : des remarques peuvent manquer.`; null where enough was read. */
export function spoiledWords(context: Context, answers: HowRead): string | null {
  if (!isSpoiled({ context, answers })) return null;
  const { sitesRead, sitesTotal } = answers.coverage;
  return say(context.catalogue, 'read.spoiled', { read: sitesRead, total: sitesTotal });
}

/** Did any of her sources of this name stop being read before the period ended? A refusal has no first day. */
export function wentUnread(
  { timezone }: Pick<Context, 'timezone'>,
  { sources, period }: Pick<Answers, 'sources'> & { readonly period: Period },
  site: string,
): boolean {
  return sources.sources.some(
    ({ name, subject, health, failingSince }) =>
      name === site &&
      subject === FIRM &&
      (health === 'failing' || health === 'refused') &&
      (failingSince === null || localDay(failingSince, timezone) <= period.to),
  );
}
