import { VigieError } from '../../domain/errors.ts';
import type { House, ReadingProgress } from '../../domain/house.ts';
import type { Asker } from '../../domain/question.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Clock } from '../../domain/time.ts';
import { questions } from '../../generated/questions.ts';
import type { Store } from '../../platform/store/open.ts';
import type { Learner } from '../processing/learner.ts';

export type LocalHouse = {
  readonly store: Store;
  readonly settings: Settings;
  readonly settingsDir: string;
  readonly clock: Clock;
};

/** The house in this process: the questions straight on the store. */
export function localHouse(local: LocalHouse): House {
  const { store, settings, clock } = local;
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  let learning: Promise<Learner> | null = null;
  // What could not be weighed again keeps its verdict, and is weighed with the next answer or `vigie retag`.
  const learn = (): Promise<Learner> => {
    learning ??= import('../processing/learner.ts').then(({ learner }) =>
      learner(store, settings, clock, changed, () => undefined),
    );
    return learning;
  };
  const long = longWork(changed);
  return {
    ask: async <A>(id: string, params: Readonly<Record<string, unknown>>) =>
      (await answerOf(local, id, params)) as A,
    async act(act) {
      const { saveAction } = await import('../../platform/store/actions.ts');
      const id = await saveAction(store, act, clock.now());
      changed();
      (await learn()).answered(act);
      return id;
    },
    async undo(actionId) {
      const { undoAction } = await import('../../platform/store/actions.ts');
      await undoAction(store, actionId, clock.now());
      changed();
      await (await learn()).undone(actionId);
    },
    async read(sources, onProgress, stop) {
      const { readSources } = await import('../collecting/read-sources.ts');
      const tell = (progress: ReadingProgress) => {
        onProgress?.(progress);
        changed();
      };
      return long.run(signal => readSources({ ...local, signal, onProgress: tell }, sources), stop);
    },
    async retag(all, onProgress, stop) {
      const { retag } = await import('../processing/retag.ts');
      return long.run(async signal => {
        const report = await retag(store, settings, { clock, all, onProgress, signal });
        await store.checkpoint();
        return report;
      }, stop);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await long.close();
      await (await learning)?.close();
      await store.close();
    },
  };
}

/** Work that closing stops and waits for: the store must not go while it writes. */
function longWork(onEnd: () => void) {
  const leaving = new AbortController();
  const underWay = new Set<Promise<unknown>>();
  return {
    async run<T>(work: (signal: AbortSignal) => Promise<T>, stop?: AbortSignal): Promise<T> {
      const working = work(AbortSignal.any(stop ? [leaving.signal, stop] : [leaving.signal]));
      underWay.add(working);
      try {
        return await working;
      } finally {
        underWay.delete(working);
        onEnd();
      }
    },
    async close(): Promise<void> {
      leaving.abort();
      await Promise.allSettled(underWay);
    },
  };
}

async function answerOf(
  { store, settings, clock }: LocalHouse,
  id: string,
  params: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const load = Object.hasOwn(questions, id) ? questions[id] : undefined;
  if (!load) throw new VigieError('UsageInvalid', { word: id, mend: 'vigie ask' });
  const question = await load();
  const parsed = question.params.safeParse(params);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new VigieError('UsageInvalid', {
      word: `--${issue?.path.join('.') ?? id}`,
      mend: 'vigie ask --help',
    });
  }
  const asker: Asker = {
    db: store.db,
    tenantId: store.tenantId,
    brandId: store.brandId,
    timezone: settings.timezone,
    now: clock.now(),
  };
  return question.answer(asker, parsed.data);
}
