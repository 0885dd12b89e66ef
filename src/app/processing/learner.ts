import type { Act } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Clock } from '../../domain/time.ts';
import type { Store } from '../../platform/store/open.ts';
import { retagAnswered } from './retag.ts';

/** Weighs remarks again after the owner's answers, one firm at a time, while she goes on. */
export type Learner = {
  /** An answer was given. Other verbs teach nothing. */
  answered(act: Act): void;
  /** An answer was taken back. */
  undone(actionId: string): Promise<void>;
  /** Waits for what is under way. */
  close(): Promise<void>;
};

/** @param onWeighed after remarks were weighed again, so many of which moved; @param onError a failure leaves the earlier verdicts */
export function learner(
  store: Store,
  settings: Settings,
  clock: Clock,
  onWeighed: (subject: string, moved: number) => void,
  onError: (error: unknown) => void,
): Learner {
  const waiting = new Set<string>();
  let working: Promise<void> | null = null;
  const work = async (): Promise<void> => {
    for (const subject of waiting) {
      waiting.delete(subject);
      await retagAnswered(store, settings, subject, { clock }).then(
        moved => onWeighed(subject, moved),
        onError,
      );
    }
    working = null;
  };
  const teach = (subject: string): void => {
    waiting.add(subject);
    working ??= work();
  };
  return {
    answered(act) {
      if (act.verb === 'not-us' || act.verb === 'is-us') teach(act.subject);
    },
    async undone(actionId) {
      const row = await store.db
        .selectFrom('action')
        .select(['verb', 'subject'])
        .where('tenant_id', '=', store.tenantId)
        .where('brand_id', '=', store.brandId)
        .where('id', '=', actionId)
        .executeTakeFirst();
      if (row?.verb === 'not-us' || row?.verb === 'is-us') teach(row.subject);
    },
    async close() {
      waiting.clear();
      await working;
    },
  };
}
