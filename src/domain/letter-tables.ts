import type { Owned } from './tables.ts';

/**
 * An answer of the owner by mail, acted on once: `key` is the code it carried, or the mail's own id. verb: what was
 * done, or `unclear` when nothing was.
 */
type AnsweredMailRow = Owned & { key: string; verb: string; mention_id: string | null; at: Date };

/** What a letter named as something to do: `letter` is the first day it tells of, `place` counts from 1. */
type LetterItemRow = Owned & { letter: string; place: number; mention_id: string; at: Date };

/** How far a folder was looked through for the owner's answers. `next_uid` arrives as decimal text. */
type AnswersReadRow = Owned & { folder: string; validity: string; next_uid: string };

/** One trial with a witness message; `found_at` null: it was not found at the end of the chain. */
type WitnessTrialRow = Owned & { code: string; planted_at: Date; found_at: Date | null };

/** The owner's own wording of a reply. */
type ReplyDraftRow = Owned & { mention_id: string; text: string; at: Date };

/**
 * The annotation as it stood when the owner first answered about it: what vigie had said by itself. `moved`: remarks
 * that changed sides after it was learnt from, hers included; null: not learnt from yet.
 */
export type AnswerBeforeRow = Owned & {
  action_id: string;
  mention_id: string;
  stage: string;
  item: string;
  version: number;
  label: string;
  score: number;
  confidence: number;
  abstain: boolean;
  because: string;
  moved: number | null;
};

/** The tables of letters and of what the owner writes and answers. */
export type LetterTables = {
  reply_draft: ReplyDraftRow;
  answered_mail: AnsweredMailRow;
  letter_item: LetterItemRow;
  answers_read: AnswersReadRow;
  witness_trial: WitnessTrialRow;
  answer_before: AnswerBeforeRow;
};
