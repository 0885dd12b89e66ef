import type { PassReport, ReadingProgress } from '../../domain/house.ts';
import type { Instant } from '../../domain/time.ts';
import { openOutbox } from '../../platform/store/outbox.ts';
import { sourceStates } from '../../platform/store/source-state.ts';
import { chosenSources } from '../collecting/prepared.ts';
import { readSources } from '../collecting/read-sources.ts';
import type { LocalHouse } from '../host/local-house.ts';
import { planLetter } from './letter-due.ts';
import { sourceDueAt } from './source-due.ts';
import { tellOwner } from './tell-owner.ts';

type Passing = LocalHouse & {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReadingProgress) => void;
};

/**
 * What `House.pass` does: everything that is due, once. However long the computer slept, a source that came due
 * many times is read once, and the letters of several weeks are one.
 */
export async function passOnce(passing: Passing): Promise<PassReport> {
  const reading = await readSources({ ...passing, dueOnly: true }, []);
  if (!passing.signal.aborted) await promiseLetter(passing);
  const { alerts, delivered, waiting, letter, nextAt } = await tellOwner(passing);
  const next = [nextAt, await nextReadAt(passing)].filter(at => at !== null).sort()[0] ?? null;
  return { ...reading, alerts, delivered, waiting, letter, nextAt: next };
}

/** The letter that is due, and the next one, stand in the outbox. */
async function promiseLetter({ store, settings, clock }: LocalHouse): Promise<void> {
  const outbox = openOutbox(store);
  const { timezone, schedule } = settings;
  const now = clock.now();
  const plan = planLetter({ timezone, letter: schedule.letter }, await outbox.letters(), now);
  await outbox.promiseLetters(plan.now ? [plan.now, plan.next] : [plan.next], now);
}

/** When the first source is due; null: there is none to read. */
async function nextReadAt({ store, settings, clock }: LocalHouse): Promise<Instant | null> {
  const states = await sourceStates(store);
  const { timezone, schedule } = settings;
  const now = clock.now();
  const dues = chosenSources(settings, []).map(source => {
    const state = states.get(source.id) ?? { lastReadAt: null, nextDueAt: null, failures: 0 };
    return sourceDueAt({ ...state, every: source.every }, { read: schedule.read, timezone }, now);
  });
  return dues.sort()[0] ?? null;
}
