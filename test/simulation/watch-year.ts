import { nextByPattern } from '../../src/app/scheduling/read-pattern.ts';
import { DAY, HOUR, MINUTE, type SourceFate } from './fate.ts';
import { fault, skewAt, type World, ZONE } from './world.ts';

/** A pass may read a source only when the settings or its state give it a turn: never again and again. */
export function watchForBursts(world: World, { id, every }: SourceFate, now: string): void {
  const state = world.states.get(id);
  const lastEnd = world.lastReadEnd.get(id);
  if (!state?.lastReadAt || lastEnd === undefined || lastEnd < world.undisturbedSince) return;
  const sinceMs = Date.parse(now) - Date.parse(state.lastReadAt);
  const byPattern = world.fate.read && every === null && state.failures === 0;
  const least = byPattern ? 0 : Math.min(every ?? 30, 30) * MINUTE * 0.99;
  if (sinceMs < least) fault(world, `${id} read again after ${Math.round(sinceMs / MINUTE)} min`);
  const next = byPattern ? nextByPattern(world.fate.read!, state.lastReadAt, ZONE) : null;
  if (next !== null && next > now) fault(world, `${id} read before its time by the pattern`);
}

/** On a machine that runs undisturbed every source is read within its interval, a pass and what holds a pass up. */
export function watchForGaps(world: World): void {
  const { fate, time } = world;
  if (!world.awake) return;
  const now = time.now();
  const slackMs = 3 * HOUR + (fate.dying > 0 ? HOUR : 0);
  for (const { id, every } of fate.sources) {
    const since = Math.max(world.lastReadEnd.get(id) ?? 0, world.undisturbedSince);
    const state = world.states.get(id);
    let allowedMs = (every ?? 1440) * MINUTE;
    if ((state?.failures ?? 0) > 0) allowedMs = DAY;
    else if (fate.read && every === null) {
      const skew = skewAt(fate, since);
      const next = nextByPattern(fate.read, new Date(since + skew).toISOString(), ZONE);
      allowedMs = next === null ? DAY : Date.parse(next) - since - skew;
    }
    if (now - since > allowedMs + slackMs)
      fault(world, `${id} not read for ${Math.round((now - since) / HOUR)} h of undisturbed running`);
  }
}
