import { type Kysely, sql } from 'kysely';
import { createOwned } from './owned-table.ts';

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
    await createOwned(db, 'reply_draft', { mention_id: 'bigint', text: 'text', at: 'timestamp' });
    await createOwned(db, 'answered_mail', {
      key: 'text',
      verb: 'text',
      mention_id: 'bigint?',
      at: 'timestamp',
    });
  },
};

/**
 * DuckDB adds a column to a table only without a constraint; the one writer always fills it. Before this version
 * nothing wrote incidents or deliveries: there is no row without.
 */
async function addColumn(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  await sql`alter table ${sql.table(table)} add column ${sql.raw(column)}`.execute(db);
}
