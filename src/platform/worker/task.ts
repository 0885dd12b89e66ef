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

/** Does a robots.txt let the agent read a URL? Its patterns are hostile text too. */
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

/** `detail`: the error's name, never its message, which may quote what was fetched. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly detail: string };
