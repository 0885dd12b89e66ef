import type { Changes } from '../../queries/changes.ts';
import type { Coverage } from '../../queries/coverage.ts';
import type { Incidents } from '../../queries/incidents.ts';
import type { Ratings } from '../../queries/ratings.ts';
import type { ShareOfVoice } from '../../queries/share-of-voice.ts';
import type { Sources } from '../../queries/sources.ts';
import type { Todo } from '../../queries/todo.ts';
import type { Topics } from '../../queries/topics.ts';
import type { Volume } from '../../queries/volume.ts';
import { FIRM } from '../../src/domain/brand.ts';
import type { House } from '../../src/domain/house.ts';
import type { Period } from '../../src/domain/time.ts';
import { addDays } from '../../src/domain/time.ts';
import type { Context } from './context.ts';
import { shownWeek, weekSoFar } from './context.ts';

/** Everything that the first two screens, the summary and the letter are drawn from. */
export type Answers = {
  readonly period: Period;
  readonly todo: Todo;
  readonly volume: Volume;
  /** The days since the period ended, up to today. */
  readonly since: Volume;
  /** 13 weeks ending with the period: what is usual. */
  readonly usual: Volume;
  readonly ratings: Ratings;
  readonly changes: Changes;
  readonly sources: Sources;
  readonly coverage: Coverage;
  readonly topics: Topics;
  readonly share: ShareOfVoice;
  /** Matters that are open; of an earlier period none is told any more. */
  readonly incidents: Incidents;
};

/** The three facts of the letter need no more topics than these. */
const TOPICS_MAX = 5;
const USUAL_DAYS = 91;

/**
 * Asks the house all that the screens show. What waits is asked up to today, so that this morning's review is
 * there; figures are of complete weeks, so that they compare. An earlier week is told as it ended.
 */
export async function askAll(
  house: Pick<House, 'ask'>,
  context: Context,
  period = shownWeek(context),
): Promise<Answers> {
  const subject = FIRM;
  const subjects = context.rivals.map(rival => rival.subject);
  const isLatest = period.to === shownWeek(context).to;
  const untilToday = { from: period.from, to: isLatest ? context.today : period.to };
  const usual = { from: addDays(period.to, 1 - USUAL_DAYS), to: period.to };
  const [todo, volume, since, usualVolume, ratings, changes, sources, coverage, topics, share, incidents] =
    await Promise.all([
      house.ask<Todo>('todo', untilToday),
      house.ask<Volume>('volume', { ...period, subject }),
      house.ask<Volume>('volume', { ...weekSoFar(context), subject }),
      house.ask<Volume>('volume', { ...usual, subject }),
      house.ask<Ratings>('ratings', { ...period, subject }),
      house.ask<Changes>('changes', untilToday),
      house.ask<Sources>('sources', period),
      house.ask<Coverage>('coverage', { ...period, subject }),
      house.ask<Topics>('topics', { ...period, subject, limit: TOPICS_MAX }),
      house.ask<ShareOfVoice>('share-of-voice', { ...period, subjects }),
      isLatest ? house.ask<Incidents>('incidents', {}) : { incidents: [] },
    ]);
  return {
    period,
    todo,
    volume,
    since,
    usual: usualVolume,
    ratings,
    changes,
    sources,
    coverage,
    topics,
    share,
    incidents,
  };
}
