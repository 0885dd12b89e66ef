import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { writeJsonl } from './csv.ts';
import type { Column, WriteSheet } from './sheet.ts';

const TYPES: Readonly<Record<Column['type'], string>> = {
  text: 'VARCHAR',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMP',
  date: 'DATE',
};
/** A few row groups of text; an export is no reason to fill the machine. */
const MEMORY = '512MB';

/** Parquet by DuckDB, in a store of its own in memory: the owner's store is the host's alone. */
export const writeParquet: WriteSheet = async (path, sheet) => {
  // A folder of our own: DuckDB takes brackets and stars of a path for a pattern.
  const folder = await mkdtemp(join(tmpdir(), 'vigie-export-'));
  const spool = join(folder, 'rows.jsonl');
  const made = join(folder, 'rows.parquet');
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: MEMORY });
  const connection = await instance.connect();
  try {
    const rows = await writeJsonl(spool, sheet);
    const columns = sheet.columns.map(({ id, type }) => `${quoted(id)}: ${quoted(TYPES[type])}`).join(', ');
    const source = `read_json(${quoted(spool)}, format = 'newline_delimited', columns = {${columns}})`;
    await connection.run(
      `COPY (SELECT * FROM ${source}) TO ${quoted(made)} (FORMAT parquet, COMPRESSION zstd)`,
    );
    await copyFile(made, path);
    return rows;
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
};

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
