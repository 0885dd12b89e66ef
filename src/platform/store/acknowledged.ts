import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Tables } from '../../domain/tables.ts';
import { writeWhole } from '../whole-file.ts';

/** Batches remembered beside the database: a cut log loses the last few, never more than one checkpoint's worth. */
const REMEMBERED_MAX = 64;

/**
 * DuckDB drops a torn write-ahead log without a word. The ids of the last batches are therefore also kept in a
 * small file, written after each commit; those that the ledger no longer knows at opening were lost.
 */
export async function openAcknowledged(
  root: string,
  db: Kysely<Tables>,
): Promise<{ lost: number; add(batchId: string): Promise<void> }> {
  const file = join(root, 'acknowledged');
  const before = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean);
  let recent = before.length === 0 ? [] : await stillStored(db, before);
  const lost = before.length - recent.length;
  const write = (): Promise<void> => writeWhole(file, recent.join('\n'));
  // Several sources are acknowledged at the same time; two writers of one file would rename it away.
  let last: Promise<void> = Promise.resolve();
  return {
    lost,
    add: batchId => {
      recent = [...recent.filter(known => known !== batchId), batchId].slice(-REMEMBERED_MAX);
      const mine = last.then(write);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

async function stillStored(db: Kysely<Tables>, batchIds: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('ledger')
    .select('name')
    .distinct()
    .where('kind', '=', 'batch')
    .where('name', 'in', batchIds)
    .execute();
  const stored = new Set(rows.map(row => row.name));
  return batchIds.filter(batchId => stored.has(batchId));
}
