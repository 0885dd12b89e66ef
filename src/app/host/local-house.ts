import { VigieError } from '../../domain/errors.ts';
import type { House, ReadingProgress } from '../../domain/house.ts';
import type { Asker } from '../../domain/question.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Clock } from '../../domain/time.ts';
import { questions } from '../../generated/questions.ts';
import type { Store } from '../../platform/store/open.ts';
import { type Learning, learningFor } from './learning.ts';
import { openWork, type Work } from './work.ts';

export type LocalHouse = {
  readonly store: Store;
  readonly settings: Settings;
  /** Relative paths in the settings start here. */
  readonly settingsDir: string;
  readonly clock: Clock;
};

/** A house that also answers by other settings of the same firm: those of a client that was started later. */
export type OwnHouse = House & { under(settings: Settings, settingsDir: string): House };

/** What the views of one store share. */
type Shared = {
  readonly listeners: Set<() => void>;
  readonly work: Work;
  readonly learnings: Learning[];
  changed(): void;
};

/** The house in this process: the questions straight on the store. */
export function localHouse(local: LocalHouse): OwnHouse {
  const listeners = new Set<() => void>();
  const shared: Shared = {
    listeners,
    work: openWork(),
    learnings: [],
    changed: () => {
      for (const listener of listeners) listener();
    },
  };
  return {
    ...houseOf(local, shared),
    under: (settings, settingsDir) => houseOf({ ...local, settings, settingsDir }, shared),
    async close() {
      const drained = await shared.work.close(async () => {
        for (const learning of shared.learnings) await learning.close();
      });
      // Closing the file under a question that still runs would wait for ever. Like after a crash, the log of
      // the store holds everything, and the next to open it folds it in.
      if (drained) await local.store.close();
    },
  };
}

function houseOf(local: LocalHouse, { listeners, work, learnings, changed }: Shared): House {
  const { store, settings, clock } = local;
  const learning = learningFor(local, changed);
  learnings.push(learning);
  return {
    ask: <A>(id: string, params: Readonly<Record<string, unknown>>) =>
      work.run(async () => (await answerOf(local, id, params)) as A),
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
    read: (sources, onProgress, stop) =>
      work
        .run(async signal => {
          const { readSources } = await import('../collecting/read-sources.ts');
          const tell = (progress: ReadingProgress) => {
            onProgress?.(progress);
            changed();
          };
          return readSources({ ...local, signal, onProgress: tell }, sources);
        }, stop)
        .finally(changed),
    pass: (onProgress, stop) =>
      work
        .run(async signal => {
          const { passOnce } = await import('../scheduling/pass.ts');
          const tell = (progress: ReadingProgress) => {
            onProgress?.(progress);
            changed();
          };
          return passOnce({ ...local, signal, onProgress: tell });
        }, stop)
        .finally(changed),
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
    retag: (all, onProgress, stop) =>
      work
        .run(async signal => {
          const { retag } = await import('../processing/retag.ts');
          const report = await retag(store, settings, { clock, all, onProgress, signal });
          await store.checkpoint();
          return report;
        }, stop)
        .finally(changed),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => undefined,
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
