import { VigieError } from '../../domain/errors.ts';
import type { House } from '../../domain/house.ts';
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
export function localHouse({ store, settings, settingsDir, clock }: LocalHouse): House {
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
  return {
    async ask<A>(id: string, params: Readonly<Record<string, unknown>>) {
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
      return (await question.answer(asker, parsed.data)) as A;
    },
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
    async read(sources, onProgress) {
      const { readSources } = await import('../collecting/read-sources.ts');
      const report = await readSources({ store, settings, settingsDir, clock }, sources, progress => {
        onProgress?.(progress);
        changed();
      });
      changed();
      return report;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await (await learning)?.close();
      await store.close();
    },
  };
}
