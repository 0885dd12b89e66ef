import { setTimeout as wait } from 'node:timers/promises';
import PQueue from 'p-queue';

/** Requests in flight over all hosts: enough to hide slow ones, few enough to hold their answers in memory. */
const IN_FLIGHT_MAX = 8;

export type HostLanes = {
  /**
   * Runs `work` when the host has no other request in flight and its interval has passed since the last one
   * began. Hosts do not wait for each other but for the bound over all of them.
   *
   * @param intervalMs least time between two requests to this host, asked for when it is this one's turn: what
   *   came before may have read the site's own wish; 0: none
   */
  run<T>(host: string, intervalMs: () => number, work: () => Promise<T>): Promise<T>;
};

/**
 * One lane per host, in one process; the interval is taken while holding the lane only, never a slot.
 *
 * @param interrupted nobody waits any more once it is aborted; the work itself must then refuse to begin
 */
export function createHostLanes(interrupted: AbortSignal, inFlightMax: number = IN_FLIGHT_MAX): HostLanes {
  const slots = new PQueue({ concurrency: inFlightMax });
  const lanes = new Map<string, PQueue>();
  const lastAt = new Map<string, number>();
  return {
    run(host, intervalMs, work) {
      const lane = lanes.get(host) ?? new PQueue({ concurrency: 1 });
      lanes.set(host, lane);
      return lane.add(async () => {
        const pauseMs = (lastAt.get(host) ?? Number.NEGATIVE_INFINITY) + intervalMs() - performance.now();
        if (pauseMs > 0) await wait(pauseMs, null, { signal: interrupted }).catch(() => null);
        return slots.add(() => {
          lastAt.set(host, performance.now());
          return work();
        });
      });
    },
  };
}
