import { schedule } from 'node-cron';
import type { House, PassReport } from '../../domain/house.ts';
import type { Clock, Instant } from '../../domain/time.ts';

const MINUTE_MS = 60_000;
/**
 * A pass with nothing due costs some milliseconds. Other programs change what is due (a reading by hand, a matter
 * settled): what they did is seen within this.
 */
const PASS_MS_MAX = 10 * MINUTE_MS;
/** Clocks are set back by a second or two every day; more is a jump. */
const CLOCK_SLACK_MS = MINUTE_MS;
/** node-cron says a late tick on the console, which is the command's own: being late is what due times are for. */
const SILENT = { info() {}, warn() {}, error() {}, debug() {} };

export type Watching = {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The house by the settings as they now are. */
  readonly house: () => Promise<House>;
  readonly onPass: (report: PassReport) => void;
  /** Calls `wake` when there is news that should not wait for a due time, until the signal. */
  readonly onNews: (wake: () => void) => void;
  /** Read at once when there is such news, whatever their due times: ids. */
  readonly newsSources: () => readonly string[];
};

/** Whether a pass is needed now. Pure, so that a year of it can be simulated. */
export function isPassDue(
  last: { readonly at: Instant; readonly nextAt: Instant | null } | null,
  now: Instant,
): boolean {
  if (last === null) return true;
  const sinceMs = Date.parse(now) - Date.parse(last.at);
  return sinceMs < -CLOCK_SLACK_MS || sinceMs >= PASS_MS_MAX || (last.nextAt !== null && last.nextAt <= now);
}

/**
 * Passes for as long as the program runs: node-cron ticks every minute, and the store says whether anything is due.
 * A machine that slept is one tick late, whatever it slept through. Resolves once told to stop and what was under
 * way has ended; rejects when the house cannot be had any more.
 */
export function watchOn(watching: Watching): Promise<void> {
  const { clock, signal } = watching;
  let last: { at: Instant; nextAt: Instant | null } | null = null;
  let running: Promise<void> | null = null;
  let hasNews = false;
  return new Promise((resolve, reject) => {
    const passes = async (): Promise<void> => {
      const house = await watching.house();
      if (hasNews) {
        hasNews = false;
        await house.read(watching.newsSources(), undefined, signal);
        last = null;
      }
      if (!isPassDue(last, clock.now())) return;
      const report = await house.pass(undefined, signal);
      last = { at: clock.now(), nextAt: report.nextAt };
      watching.onPass(report);
    };
    const tick = () => {
      if (running || signal.aborted) return;
      running = passes()
        .catch(error => end(() => reject(error)))
        .finally(() => {
          running = null;
        });
    };
    const ticker = schedule('* * * * *', tick, { logger: SILENT, suppressMissedWarning: true });
    const end = (settle: () => void) => {
      void ticker.destroy();
      settle();
    };
    const stop = () => void (running ?? Promise.resolve()).then(() => end(resolve));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    watching.onNews(() => {
      hasNews = true;
      tick();
    });
    tick();
  });
}
