import type { Answer, Cursor, Fetch } from '../../domain/collector.ts';
import type { Observation } from '../../domain/observation.ts';

/** What the reading worker is asked. Everything in it can be cloned across threads. */
export type ReadTask = {
  readonly kind: 'read';
  readonly collector: string;
  readonly answer: Answer;
  /** Already checked by the collector's own schema. */
  readonly options: unknown;
  readonly cursor: Cursor;
  readonly maxItems: number;
};

/** May the agent read a URL, and how fast, by a robots.txt? Its patterns are hostile text too. */
export type RobotsTask = {
  readonly kind: 'robots';
  readonly robotsUrl: string;
  readonly text: string;
  readonly url: string;
  readonly agent: string;
};

export type Task = ReadTask | RobotsTask;

/** A collector's `Read`, checked, bounded and cleaned: nothing else leaves the worker. */
export type CleanRead = {
  readonly recognised: boolean;
  readonly observations: readonly Observation[];
  readonly cursor: Cursor | null;
  readonly next: readonly Fetch[];
  /** Items not kept, with the reason of each kind of loss. */
  readonly dropped: readonly { readonly reason: string; readonly count: number }[];
};

/** An answer that is neither the format itself nor says where the format is. */
export function leadsNowhere(read: CleanRead): boolean {
  return !read.recognised && read.next.length === 0;
}

/** What becomes of an answer. The bytes of one that could not be read come back: they were handed over. */
export type ReadOutcome = {
  /** Or the name of the error that its collector threw. */
  readonly read: CleanRead | string;
  readonly failing: Uint8Array<ArrayBuffer> | null;
};

/** What a robots.txt says to an agent. */
export type RobotsRules = {
  readonly allowed: boolean;
  /** Seconds, as written: of any size and sign; null when none is asked for. */
  readonly crawlDelay: number | null;
};

/** `detail`: the error's name, never its message, which may quote what was fetched. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly detail: string };
