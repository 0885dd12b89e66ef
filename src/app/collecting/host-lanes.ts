import { setTimeout as wait } from 'node:timers/promises';
import PQueue from 'p-queue';

/** Requests in flight over all hosts: enough to hide slow ones, few enough to hold their answers in memory. */
const IN_FLIGHT_MAX = 8;

export type HostLanes = {
  /**
   * Runs `work` when the host has no other request in flight and its interval has passed since the last one
   * began. Hosts do not wait for each other but for the bound over all of them.
   *
   * @param intervalMs least time between two requests to this host; 0: none
   */
  run<T>(host: string, intervalMs: number, work: () => Promise<T>): Promise<T>;
};

/** One lane per host, in one process; the interval is taken while holding the lane only, never a slot. */
export function createHostLanes(inFlightMax: number = IN_FLIGHT_MAX): HostLanes {
  const slots = new PQueue({ concurrency: inFlightMax });
  const lanes = new Map<string, PQueue>();
  const lastAt = new Map<string, number>();
  return {
    run(host, intervalMs, work) {
      const lane = lanes.get(host) ?? new PQueue({ concurrency: 1 });
      lanes.set(host, lane);
      return lane.add(async () => {
        const pauseMs = (lastAt.get(host) ?? Number.NEGATIVE_INFINITY) + intervalMs - performance.now();
        if (pauseMs > 0) await wait(pauseMs);
        return slots.add(() => {
          lastAt.set(host, performance.now());
          return work();
        });
      });
    },
  };
}
