import type { Kysely } from 'kysely';

/** What each letter offered to answer, how far answers were read, the trials with a witness message. */
export const letters = {
  version: 3,
  name: '003-letters',
  async up(db: Kysely<unknown>): Promise<void> {
    await ownedTable(db, 'letter_item')
      .addColumn('letter', 'date', column => column.notNull())
      .addColumn('place', 'integer', column => column.notNull())
      .addColumn('mention_id', 'bigint', column => column.notNull())
      .addColumn('at', 'timestamp', column => column.notNull())
      .execute();
    await ownedTable(db, 'answers_read')
      .addColumn('folder', 'text', column => column.notNull())
      .addColumn('validity', 'text', column => column.notNull())
      .addColumn('next_uid', 'bigint', column => column.notNull())
      .execute();
    await ownedTable(db, 'witness_trial')
      .addColumn('code', 'text', column => column.notNull())
      .addColumn('planted_at', 'timestamp', column => column.notNull())
      .addColumn('found_at', 'timestamp')
      .execute();
  },
};

function ownedTable(db: Kysely<unknown>, name: string) {
  return db.schema
    .createTable(name)
    .addColumn('tenant_id', 'text', column => column.notNull())
    .addColumn('brand_id', 'text', column => column.notNull());
}
