import type { Act, PassReport, ReadingProgress } from '../../domain/house.ts';
import type { Instant } from '../../domain/time.ts';
import { openOutbox } from '../../platform/store/outbox.ts';
import { sourceStates } from '../../platform/store/source-state.ts';
import { chosenSources } from '../collecting/prepared.ts';
import { readSources } from '../collecting/read-sources.ts';
import type { LocalHouse } from '../host/local-house.ts';
import { readMailAnswers } from './mail-answers.ts';
import { promiseLetter } from './promise-letter.ts';
import { sourceDueAt } from './source-due.ts';
import { tellOwner } from './tell-owner.ts';

type Passing = LocalHouse & {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ReadingProgress) => void;
  /** Told of each thing that she did by mail, so that what is to be learnt from it is learnt. */
  readonly onAct: (act: Act) => Promise<void>;
};

/**
 * What `House.pass` does: everything that is due, once. However long the computer slept, a source that came due
 * many times is read once, and the letters of several weeks are one.
 */
export async function passOnce(passing: Passing): Promise<PassReport> {
  const reading = await readSources({ ...passing, dueOnly: true }, []);
  const { store, settings, clock, signal } = passing;
  let answers = 0;
  if (!signal.aborted) {
    // First what she says of the last messages: they may need no other.
    answers = await readMailAnswers(passing);
    const schedule = { timezone: settings.timezone, letter: settings.schedule.letter };
    await promiseLetter(openOutbox(store), schedule, clock.now());
  }
  const { alerts, delivered, waiting, letter, nextAt } = await tellOwner(passing);
  const next = [nextAt, await nextReadAt(passing)].filter(at => at !== null).sort()[0] ?? null;
  return { ...reading, answers, alerts, delivered, waiting, letter, nextAt: next };
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
