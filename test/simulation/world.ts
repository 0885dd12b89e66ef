import type { SourceTurn } from '../../src/app/scheduling/source-due.ts';
import type { IncidentView } from '../../src/domain/alert.ts';
import type { Clock } from '../../src/domain/time.ts';
import type { Promised } from '../../src/platform/store/outbox.ts';
import type { Fate } from './fate.ts';
import type { emptyRows } from './memory-outbox.ts';
import type { VirtualTime } from './virtual-time.ts';

export const ZONE = 'Europe/Paris';

/** What broke, and how much of everything there was. */
export type Findings = {
  readonly faults: string[];
  readonly counts: Record<string, number>;
  /** Passes that ended, true time. */
  readonly cleanPasses: { readonly begun: number; readonly ended: number }[];
};

/** A message that a server took. */
export type Taken = {
  readonly at: number;
  readonly channel: string;
  readonly key: string;
  readonly kind: Promised['kind'];
  readonly incidentIds: readonly string[];
  readonly dueAt: string | null;
  /** True once the program noted that it was taken; else it may be repeated. */
  noted: boolean;
};

/** What lasts when the machine is cut, and what the observer notes of the whole year. */
export type World = {
  readonly fate: Fate;
  readonly time: VirtualTime;
  /** The machine's own, which may be wrong. */
  readonly clock: Clock;
  readonly random: () => number;
  readonly rows: ReturnType<typeof emptyRows>;
  readonly states: Map<string, SourceTurn>;
  readonly incidents: Map<string, IncidentView>;
  /** Read and stored, not judged yet. */
  readonly stored: Set<number>;
  readonly taken: Taken[];
  readonly findings: Findings;
  awake: boolean;
  /** True time since when nothing but running happened: wake, start, jump. */
  undisturbedSince: number;
  readonly lastReadEnd: Map<string, number>;
  readonly wakers: (() => void)[];
};

export function skewAt({ jumps }: Fate, at: number): number {
  return jumps.find(jump => jump.from <= at && at < jump.to)?.skew ?? 0;
}

export function count({ findings }: World, name: string): void {
  findings.counts[name] = (findings.counts[name] ?? 0) + 1;
}

export function fault(world: World, words: string): void {
  world.findings.faults.push(`${new Date(world.time.now()).toISOString()} ${words}`);
}
