import { type Kysely, sql } from 'kysely';

const INCIDENT_COLUMNS = [
  'level text',
  'matter text',
  'count integer',
  'updated_at timestamp',
  'alerted_at timestamp',
  'alerted_count integer',
  'acknowledged_at timestamp',
  'snoozed_until timestamp',
];

/** Incidents with their history, deliveries with their tries, replies and mails of the owner. */
export const owners = {
  version: 2,
  name: '002-owners-week',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const column of INCIDENT_COLUMNS) await addColumn(db, 'incident', column);
    await addColumn(db, 'outbox', 'due_at timestamp');
    for (const column of ['tries integer', 'next_at timestamp', 'error_code text', 'error_params text'])
      await addColumn(db, 'delivery', column);
    await ownedTable(db, 'reply_draft')
      .addColumn('mention_id', 'bigint', column => column.notNull())
      .addColumn('text', 'text', column => column.notNull())
      .addColumn('at', 'timestamp', column => column.notNull())
      .execute();
    await ownedTable(db, 'answered_mail')
      .addColumn('key', 'text', column => column.notNull())
      .addColumn('verb', 'text', column => column.notNull())
      .addColumn('mention_id', 'bigint')
      .addColumn('at', 'timestamp', column => column.notNull())
      .execute();
  },
};

function ownedTable(db: Kysely<unknown>, name: string) {
  return db.schema
    .createTable(name)
    .addColumn('tenant_id', 'text', column => column.notNull())
    .addColumn('brand_id', 'text', column => column.notNull());
}

/** DuckDB adds a column to a table only without a constraint; the one writer always fills it. */
async function addColumn(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  await sql`alter table ${sql.table(table)} add column ${sql.raw(column)}`.execute(db);
}
