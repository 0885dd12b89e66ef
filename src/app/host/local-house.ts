import type { House, HouseNews, ReadingProgress, ReadingReport } from '../../domain/house.ts';
import type { TextHits } from '../../domain/question.ts';
import type { Clock } from '../../domain/time.ts';
import type { Store } from '../../platform/store/open.ts';
import type { TextIndex } from '../searching/text-index.ts';
import { answerOf } from './answer-of.ts';
import { type Learning, learningFor } from './learning.ts';
import { openPasses, type Passes } from './passes.ts';
import type { Identity } from './protocol.ts';
import { openWork, type Work } from './work.ts';

export type LocalHouse = Identity & {
  readonly store: Store;
  readonly clock: Clock;
  /** What sources sign in with; absent: the owner's own secrets. */
  readonly secret?: (id: string) => Promise<string | null>;
};

/** A house that also answers by other settings of the same firm: those of a client that was started later. */
export type OwnHouse = House & { under(identity: Identity): House };

/** What the views of one store share. */
type Shared = {
  readonly listeners: Set<(news: HouseNews) => void>;
  readonly work: Work;
  readonly passes: Passes;
  readonly learnings: Learning[];
  tell(news: HouseNews): void;
  /** Looks through all texts; the index is made with the first search. */
  find(words: string, limit: number): Promise<TextHits>;
};

/** The house in this process: the questions straight on the store. */
export function localHouse(local: LocalHouse): OwnHouse {
  const listeners: Shared['listeners'] = new Set();
  let index: Promise<TextIndex> | null = null;
  const shared: Shared = {
    listeners,
    work: openWork(),
    passes: openPasses(),
    learnings: [],
    tell: news => {
      index?.then(one => one.stale());
      for (const listener of listeners) listener(news);
    },
    find: async (words, limit) => {
      index ??= import('../searching/text-index.ts').then(made => made.textIndex(local.store));
      return (await index).find(words, limit);
    },
  };
  return {
    ...houseOf(local, shared),
    under: ({ settings, settingsDir, settingsFile }) => {
      const { settingsFile: _, ...rest } = local;
      const file = settingsFile === undefined ? {} : { settingsFile };
      return houseOf({ ...rest, settings, settingsDir, ...file }, shared);
    },
    async close() {
      const drained = await shared.work.close(async () => {
        (await index)?.close();
        for (const learning of shared.learnings) await learning.close();
      });
      // Closing the file under a question that still runs would wait for ever. Like after a crash, the log of
      // the store holds everything, and the next to open it folds it in.
      if (drained) await local.store.close();
    },
  };
}

function houseOf(local: LocalHouse, shared: Shared): House {
  const { listeners, work, learnings, tell: announce } = shared;
  const { store, clock } = local;
  const changed = () => announce({ kind: 'changed' });
  const learning = learningFor(local, announce);
  learnings.push(learning);
  return {
    ask: <A>(id: string, params: Readonly<Record<string, unknown>>) =>
      work.run(async () => (await answerOf(local, id, params, shared.find)) as A),
    act: act =>
      work.run(async () => {
        const { saveAction } = await import('../../platform/store/actions.ts');
        const id = await saveAction(store, act, clock.now());
        changed();
        await learning.answered(act);
        return id;
      }),
    undo: actionId =>
      work.run(async () => {
        const { undoAction } = await import('../../platform/store/actions.ts');
        await undoAction(store, actionId, clock.now());
        changed();
        await learning.undone(actionId);
      }),
    ...readings(local, shared, learning),
    ...messages(local, shared),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => undefined,
  };
}

/** What reads, tags and passes: minutes, told of on the way. */
function readings(
  local: LocalHouse,
  { work, passes, tell: announce }: Shared,
  learning: Learning,
): Pick<House, 'read' | 'pass' | 'retag'> {
  const { store, settings, clock } = local;
  const changed = () => announce({ kind: 'changed' });
  const readingTeller = (onProgress?: (progress: ReadingProgress) => void) => (progress: ReadingProgress) => {
    onProgress?.(progress);
    announce({ kind: 'reading', read: progress.read, total: progress.total });
  };
  const over = (report: ReadingReport) => announce({ kind: 'read', batchesLost: report.batchesLost ?? 0 });
  return {
    read: (sources, onProgress, stop) =>
      work
        .run(async signal => {
          const { readSources } = await import('../collecting/read-sources.ts');
          const tell = readingTeller(onProgress);
          const report = await readSources({ ...local, signal, onProgress: tell }, sources);
          over(report);
          const { tellOwner } = await import('../scheduling/tell-owner.ts');
          await tellOwner({ ...local, signal });
          return report;
        }, stop)
        .finally(changed),
    pass: (onProgress, stop) =>
      passes.join(
        tell =>
          work
            .run(async signal => {
              const { passOnce } = await import('../scheduling/pass.ts');
              const report = await passOnce({
                ...local,
                signal,
                onProgress: readingTeller(tell),
                onAct: learning.answered,
              });
              over(report);
              return report;
            }, stop)
            .finally(changed),
        onProgress,
      ),
    retag: (all, onProgress, stop) =>
      work
        .run(async signal => {
          const { retag } = await import('../processing/retag.ts');
          const report = await retag(store, settings, { clock, all, onProgress, signal });
          await store.checkpoint();
          return report;
        }, stop)
        .finally(changed),
  };
}

/** Replies, matters and messages. */
function messages(
  local: LocalHouse,
  { work, tell: announce }: Shared,
): Pick<House, 'reply' | 'keepReply' | 'settle' | 'send'> {
  const { store, clock } = local;
  const changed = () => announce({ kind: 'changed' });
  return {
    reply: mentionId =>
      work.run(async () => {
        const { proposeReply } = await import('../replying/propose.ts');
        return proposeReply(local, mentionId);
      }),
    keepReply: (mentionId, text) =>
      work.run(async () => {
        const { keepReply } = await import('../replying/keep.ts');
        await keepReply(local, mentionId, text);
        changed();
      }),
    settle: (incidentId, as, until) =>
      work.run(async () => {
        const { settleIncident } = await import('../../platform/store/incidents.ts');
        await settleIncident(store, { incidentId, as, until: until ?? null, at: clock.now() });
        changed();
      }),
    send: (message, key, channels) =>
      work.run(async () => {
        const { sendNow } = await import('../delivering/send-now.ts');
        return sendNow(local, message, key, channels);
      }),
  };
}
