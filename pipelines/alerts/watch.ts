import type { AlertFacts } from '../../src/domain/alert.ts';
import type { Intent, Tone } from '../../src/domain/annotation.ts';
import { FIRM, type Subject } from '../../src/domain/brand.ts';
import type { Rating } from '../../src/domain/observation.ts';
import { daysBetween, type Instant, type LocalDay, localDay } from '../../src/domain/time.ts';

/** Published so lately, a remark is news that cannot wait; older ones that turn up late wait for the evening. */
export const FRESH_HOURS = 72;
/** Today and the six days before. What was published earlier is history, whenever it was read: no rule tells of it. */
export const RECENT_DAYS = 7;
/** What one message rests on, at most. */
const MEMBERS_MAX = 50;

/** A remark of the last seven days that opens its story, kept or still to confirm. */
export type Recent = {
  readonly id: string;
  readonly kind: 'mention' | 'review';
  readonly site: string;
  readonly sourceId: string;
  readonly story: string;
  readonly publishedAt: Instant;
  readonly day: LocalDay;
  readonly rating: Rating | null;
  readonly verdict: 'kept' | 'to-check';
  /** Null when the tone is unclear. */
  readonly tone: Tone | null;
  readonly intent: Intent | null;
  /** Topics spoken of badly. */
  readonly complained: readonly string[];
  readonly title: string;
  readonly text: string;
  /** Answered, or the owner said what becomes of it: it counts, and no message is about it alone. */
  readonly isSettled: boolean;
};

/** A remark of the weeks before as the counting rules see it. */
export type Past = { readonly complained: readonly string[]; readonly tone: Tone | null };

/** One site's reviews with a rating, oldest first, and how many there were before them. */
export type SiteStars = {
  readonly sourceId: string;
  readonly site: string;
  readonly best: number;
  /** Reviews older than those listed, of the last year. */
  readonly before: { readonly all: number; readonly bad: number; readonly sum: number };
  readonly recent: readonly {
    readonly id: string;
    readonly publishedAt: Instant;
    readonly value: number;
    readonly isBad: boolean;
  }[];
};

/**
 * What the rules know of the firm at one moment. Everything is of what was published, not of when it was read; what
 * has no date and came with a source's first reading is in none of it. A source that fails is left out of what counts.
 */
export type Watch = {
  readonly now: Instant;
  readonly timezone: string;
  readonly subject: Subject;
  /** Oldest first. */
  readonly recent: readonly Recent[];
  /** Bad remarks a day, of `covered` sources, oldest first; the last is today. */
  readonly bad: readonly number[];
  /** Sources whose past is known as long as `bad` is: only their remarks make a burst. */
  readonly covered: ReadonlySet<string>;
  /** The weeks before the last seven days, oldest first. */
  readonly past: readonly Past[];
  /** Bottom-band reviews and press in the days of `bad` before the last seven. */
  readonly before: { readonly days: number; readonly bottom: number; readonly press: number };
  readonly stars: readonly SiteStars[];
  /** Sources that cannot be read now. */
  readonly failing: ReadonlySet<string>;
  /** Words that make a matter urgent: of the trade, of every trade, of the owner. */
  readonly urgent: readonly string[];
};

/** One alert rule: what it sees in the facts, pure. */
export type Rule = (watch: Watch) => AlertFacts[];

/** Defavourable beyond doubt: of a rated review the stars decide, otherwise the tone. */
export function isBad(remark: { readonly tone: Tone | null }): boolean {
  return remark.tone === 'negative';
}

/** `now` for what is fresh, `day` for what turns up late; null for what is history. */
export function levelByAge(
  watch: Pick<Watch, 'now' | 'timezone'>,
  publishedAt: Instant,
): 'now' | 'day' | null {
  if (publishedAt > watch.now) return null;
  const hours = (Date.parse(watch.now) - Date.parse(publishedAt)) / 3_600_000;
  if (hours <= FRESH_HOURS) return 'now';
  const age = daysBetween(localDay(publishedAt, watch.timezone), localDay(watch.now, watch.timezone));
  return age < RECENT_DAYS ? 'day' : null;
}

/** So many in so many days, per day, week or month: the first unit of which there is one. */
export function usually(count: number, days: number): AlertFacts['usual'] {
  if (days <= 0) return null;
  const rate = count / days;
  if (rate >= 1) return { count: Math.round(rate), per: 'day' };
  if (rate * 7 >= 1) return { count: Math.round(rate * 7), per: 'week' };
  return { count: Math.round(rate * 30), per: 'month' };
}

/** Facts of a rule about the firm, its members bounded. */
export function factsOf(
  facts: Omit<AlertFacts, 'subject' | 'mentionIds' | 'count'> & {
    readonly members: readonly { readonly id: string }[];
  },
): AlertFacts {
  const { members, ...rest } = facts;
  const mentionIds = members.slice(0, MEMBERS_MAX).map(member => member.id);
  return { ...rest, subject: FIRM, mentionIds, count: members.length };
}
