import type { Kysely } from 'kysely';
import { createOwned } from './owned-table.ts';

/** What vigie had said of a remark when the owner answered: what its accuracy is measured by. */
export const answers = {
  version: 4,
  name: '004-answers',
  async up(db: Kysely<unknown>): Promise<void> {
    await createOwned(db, 'answer_before', {
      action_id: 'text',
      mention_id: 'bigint',
      stage: 'text',
      item: 'text',
      version: 'integer',
      label: 'text',
      score: 'double precision',
      confidence: 'double precision',
      abstain: 'boolean',
      because: 'text',
      moved: 'integer?',
    });
  },
};
