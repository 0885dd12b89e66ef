import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { VigieError } from '../../domain/errors.ts';
import type { Tables } from '../../domain/tables.ts';
import { first } from './migrations/001-first.ts';
import { owners } from './migrations/002-owners-week.ts';
import { letters } from './migrations/003-letters.ts';
import { answers } from './migrations/004-answers.ts';

export type Migration = {
  readonly version: number;
  readonly name: string;
  up(db: Kysely<unknown>): Promise<void>;
};

/** In order; a released one is never edited. */
export const MIGRATIONS: readonly Migration[] = [first, owners, letters, answers];

/**
 * The version of the schema in the file, 0 for a fresh one.
 *
 * @throws VigieError StoreMismatch when a newer vigie wrote it.
 */
export async function schemaVersion(
  db: Kysely<Tables>,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<number> {
  const known = await sql<{ present: number }>`
    select cast(count(*) as integer) as present from information_schema.tables
    where table_name = 'schema_version'`.execute(db);
  if (!known.rows[0]?.present) return 0;
  const row = await db
    .selectFrom('schema_version')
    .select(({ fn }) => fn.max('version').as('version'))
    .executeTakeFirst();
  const found = row?.version ?? 0;
  const newest = migrations.at(-1)?.version ?? 0;
  if (found > newest) throw new VigieError('StoreMismatch', { found, expected: newest });
  return found;
}

/** Applies what is missing, each migration in its own transaction. Returns how many were applied. */
export async function migrate(
  db: Kysely<Tables>,
  from: number,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<number> {
  const missing = migrations.filter(migration => migration.version > from);
  for (const { version, name, up } of missing) {
    await db.transaction().execute(async trx => {
      if (version === 1) await createVersionTable(trx);
      // A migration knows the tables as they were, not as tables.ts has them today.
      await up(trx as unknown as Kysely<unknown>);
      await trx.insertInto('schema_version').values({ version, name }).execute();
    });
  }
  return missing.length;
}

/** A copy of the closed file, kept in backups/ under the version it has. Overwrites one of the same version. */
export async function backupBefore(file: string, backupsDir: string, version: number): Promise<string> {
  await mkdir(backupsDir, { recursive: true, mode: 0o700 });
  const copy = join(backupsDir, `vigie-schema-${version}.duckdb`);
  await copyFile(file, copy);
  return copy;
}

async function createVersionTable(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('schema_version')
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('applied_at', 'timestamp', column => column.notNull().defaultTo(sql`current_timestamp`))
    .execute();
}
