import type { Annotation, StageName } from '../../domain/annotation.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Item } from '../../domain/stage.ts';
import type { KillablePool } from '../../platform/worker/killable-pool.ts';
import { killablePool } from '../../platform/worker/killable-pool.ts';
import type {
  Opened,
  StatesByStage,
  TaggingTask,
  TagOutcome,
  Taught,
} from '../../platform/worker/tagging-task.ts';
import { workerAt } from '../../platform/worker/worker-at.ts';

/** Bounds of tagging one batch, each with its reason. Times are of computing: a busy machine loses no text. */
const TAGGING = {
  /** Model, language tables and stories' memory take some 200 MB; a batch of 20,000-character texts 100 more. */
  heapMb: 512,
  /** Reading the model, the tables and the stories' memory takes a second or two. */
  openMs: 60_000,
  /** For a batch of one: its text takes 30 ms, the tables it may need a second, a slow core ten times as long. */
  batchMs: 10_000,
  /** A thousand texts take one second; a thousand of the longest, on a slow core, half a minute. */
  itemMs: 115,
} as const;

/** Milliseconds of computing for a batch of so many texts. A text that never ends is looked for in ever shorter times. */
export function cpuMsFor(items: number): number {
  return TAGGING.batchMs + items * TAGGING.itemMs;
}

/** Runs the stages elsewhere. Opened once for a series of batches, whose states follow one another. */
export type Tagger = {
  readonly versions: Readonly<Record<StageName, number>>;
  tag(items: readonly Item[]): Promise<Tagged>;
  close(): Promise<void>;
};

export type Tagged = {
  readonly annotations: readonly Annotation[];
  readonly states: StatesByStage;
  /** Items that ended the worker even alone: nothing is said of them. */
  readonly failed: readonly string[];
};

const WORKER = new URL('../../platform/worker/tagging-worker.ts', import.meta.url);

/** @param states what the stages remember from earlier runs; @param taught what they learn from */
export async function openTagger(settings: Settings, states: StatesByStage, taught: Taught): Promise<Tagger> {
  const pool: KillablePool<TaggingTask> = killablePool(workerAt(WORKER), {
    size: 1,
    heapMb: TAGGING.heapMb,
  });
  let current = states;
  let session = '';
  const open = async (): Promise<Opened> => {
    session = crypto.randomUUID();
    const task = { kind: 'open', session, settings, states: current, taught } as const;
    const outcome = await pool.run<Opened>(task, TAGGING.openMs);
    if ('value' in outcome) return outcome.value;
    await pool.close();
    throw new Error(`tagging cannot start: ${outcome.failed} ${outcome.detail}`);
  };
  const run = async (items: readonly Item[]): Promise<Tagged> => {
    if (items.length === 0) return { annotations: [], states: current, failed: [] };
    const outcome = await pool.run<TagOutcome>({ kind: 'tag', session, items }, cpuMsFor(items.length));
    if ('value' in outcome && !outcome.value.lost) {
      current = outcome.value.states;
      return { annotations: outcome.value.annotations, states: current, failed: [] };
    }
    await open();
    return 'value' in outcome ? run(items) : halved(items, run);
  };
  const { versions } = await open();
  return { versions, tag: items => run(items), close: pool.close };
}

/** A batch that ended the worker is tried in halves, down to the one item that does it. */
async function halved(
  items: readonly Item[],
  run: (items: readonly Item[]) => Promise<Tagged>,
): Promise<Tagged> {
  if (items.length === 1) return { annotations: [], states: {}, failed: items.map(item => item.id) };
  const middle = Math.ceil(items.length / 2);
  const first = await run(items.slice(0, middle));
  const second = await run(items.slice(middle));
  return {
    annotations: [...first.annotations, ...second.annotations],
    states: second.failed.length === items.length - middle ? first.states : second.states,
    failed: [...first.failed, ...second.failed],
  };
}
