import type { Kysely } from 'kysely';
import { createOwned } from './owned-table.ts';

/** What each letter offered to answer, how far answers were read, the trials with a witness message. */
export const letters = {
  version: 3,
  name: '003-letters',
  async up(db: Kysely<unknown>): Promise<void> {
    await createOwned(db, 'letter_item', {
      letter: 'date',
      place: 'integer',
      mention_id: 'bigint',
      at: 'timestamp',
    });
    await createOwned(db, 'answers_read', { folder: 'text', validity: 'text', next_uid: 'bigint' });
    await createOwned(db, 'witness_trial', { code: 'text', planted_at: 'timestamp', found_at: 'timestamp?' });
  },
};
