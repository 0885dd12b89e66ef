import { FIRM } from '../../domain/brand.ts';
import { type Act, TEACHING_VERBS } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Clock } from '../../domain/time.ts';
import { keepMoved } from '../../platform/store/answer-before.ts';
import type { Store } from '../../platform/store/open.ts';
import { retagAnswered, retagToned } from './retag.ts';

/** Weighs remarks again after the owner's answers, one firm at a time, while she goes on. */
export type Learner = {
  /** An answer was given. Other verbs teach nothing. */
  answered(act: Act): void;
  /** An answer was taken back. */
  undone(actionId: string): Promise<void>;
  /** Waits for what is under way. */
  close(): Promise<void>;
};

type Answer = { readonly mentionId: string; readonly verb: string; readonly subject: string };
/** Remarks to read again, and the one that was answered last, not taken back. */
type About = { readonly mentionIds: Set<string>; answered: string | null };
/** What waits to be learnt: whom remarks are about, by subject, or the tone (null). */
type Waiting = Map<string | null, About>;

/** @param onWeighed after remarks were weighed again, so many of which moved; @param onError a failure leaves the earlier verdicts */
export function learner(
  store: Store,
  settings: Settings,
  clock: Clock,
  onWeighed: (subject: string, moved: number) => void,
  onError: (error: unknown) => void,
): Learner {
  const waiting: Waiting = new Map();
  let working: Promise<void> | null = null;
  const weigh = async (subject: string | null, { mentionIds: ids, answered }: About): Promise<void> => {
    const mentionIds = [...ids];
    const moved =
      subject === null
        ? mentionIds.length + (await retagToned(store, settings, mentionIds, { clock }))
        : await retagAnswered(store, settings, subject, { clock });
    const stage = subject === null ? 'sentiment' : 'relevance';
    if (answered !== null) await keepMoved(store, { mentionId: answered, stage, moved });
    onWeighed(subject ?? FIRM, moved);
  };
  const work = async (): Promise<void> => {
    for (const [subject, about] of waiting) {
      waiting.delete(subject);
      await weigh(subject, about).catch(onError);
    }
    working = null;
  };
  const teach = ({ mentionId, verb, subject }: Answer, isTakenBack: boolean): void => {
    if (!TEACHING_VERBS.some(teaching => teaching === verb)) return;
    const key = verb === 'tone' ? null : subject;
    const about = waiting.get(key) ?? { mentionIds: new Set(), answered: null };
    about.mentionIds.add(mentionId);
    if (!isTakenBack) about.answered = mentionId;
    waiting.set(key, about);
    working ??= work();
  };
  return {
    answered: act => teach(act, false),
    async undone(actionId) {
      const row = await store.db
        .selectFrom('action')
        .select(['mention_id', 'verb', 'subject'])
        .where('tenant_id', '=', store.tenantId)
        .where('brand_id', '=', store.brandId)
        .where('id', '=', actionId)
        .executeTakeFirst();
      if (row) teach({ ...row, mentionId: row.mention_id }, true);
    },
    async close() {
      waiting.clear();
      await working;
    },
  };
}
