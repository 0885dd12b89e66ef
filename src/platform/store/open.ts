import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Kysely, sql, type Transaction } from 'kysely';
import PQueue from 'p-queue';
import { HOME_TENANT } from '../../domain/brand.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Tables } from '../../domain/tables.ts';
import { openAcknowledged } from './acknowledged.ts';
import { AUTHOR_KEY_BYTES, authorSecret } from './author-key.ts';
import { duckdbDialect } from './duckdb-dialect.ts';
import { backupBefore, MIGRATIONS, type Migration, migrate, schemaVersion } from './migrate.ts';
import { openError } from './open-error.ts';

/** DuckDB's own default is 80 % of the machine. A million remarks ingest and answer within this. */
const MEMORY_LIMIT_MB = 384;

/** The open store. One process owns its file; within it, reads run side by side and writes one after another. */
export type Store = {
  readonly db: Kysely<Tables>;
  readonly tenantId: string;
  readonly brandId: string;
  /** Where batches are spooled on their way in: with exports/ and backups/ the only folders that SQL may touch. */
  readonly spoolDir: string;
  /** Where answers that could not be read are kept for a later look; null for a store that leaves nothing. */
  readonly failingDir: string | null;
  /** Secret of this installation: authors are stored under an HMAC with it. */
  readonly authorKey: KeyObject;
  /**
   * Batches acknowledged earlier that the file no longer holds (a write-ahead log cut by a power cut), of the
   * last 64: 0 when all is well. The sources will bring most of it again; the owner is told.
   */
  readonly batchesLost: number;
  /** Hash of what each source last said in this process, by source id: most reads bring nothing new. */
  readonly lastSaid: Map<string, string>;
  /** The one serialised writer: everything `work` does through `trx` is stored, or nothing. */
  write<T>(work: (trx: Transaction<Tables>) => Promise<T>): Promise<T>;
  /**
   * Runs `work` when no other tagging is under way: each starts from what the stages remembered after the one
   * before, and two at once would each forget what the other learnt. Not to be called from within itself.
   */
  tagging<T>(work: () => Promise<T>): Promise<T>;
  /** Notes outside the database that this batch is stored: what `batchesLost` is measured against. */
  acknowledge(batchId: string): Promise<void>;
  /** Folds the write-ahead log into the file. After each cycle of collecting. */
  checkpoint(): Promise<void>;
  /** Waits for tagging and the writer, then lets go of the file. */
  close(): Promise<void>;
};

export type OpenOptions = {
  /** Folder of the store, made 0700 when missing; `:memory:` for a store that leaves nothing behind. */
  readonly dataDir: string;
  /** Default: `home`. */
  readonly tenantId?: string;
  /** Slug of the firm; default: `home`. */
  readonly brandId?: string;
  /** Megabytes, at least 64; default 384. */
  readonly memoryLimitMb?: number;
  readonly readonly?: boolean;
  /** Default: those of this version. Tests bring older and newer ones. */
  readonly migrations?: readonly Migration[];
};

type Places = { readonly file: string; readonly root: string; readonly passing: boolean };

/**
 * Opens `<dataDir>/vigie.duckdb`, brings its schema up to date (after a copy in backups/) and locks its
 * configuration: SQL reaches no file outside spool/, exports/ and backups/.
 *
 * @throws VigieError StoreBusy when another process has it; StoreMismatch when a newer vigie wrote it;
 *   StoreDamaged when the file is not readable as a store (it is left as it is); StoreUnwritable when the
 *   folder does not let us write.
 */
export async function openStore(options: OpenOptions): Promise<Store> {
  const places = await placesOf(options.dataDir);
  const migrations = options.migrations ?? MIGRATIONS;
  let open = await openFile(places, options);
  try {
    let version = await schemaVersion(open.db, migrations);
    const newest = migrations.at(-1)?.version ?? 0;
    if (version > 0 && version < newest && !places.passing && !options.readonly) {
      await open.close();
      await backupBefore(places.file, join(places.root, 'backups'), version);
      open = await openFile(places, options);
      version = await schemaVersion(open.db, migrations);
    }
    if (options.readonly && version < newest)
      throw new VigieError('StoreMismatch', { found: version, expected: newest });
    await migrate(open.db, version, migrations);
    await emptySpool(places);
    return await storeOf(open, places, options);
  } catch (error) {
    await open.close();
    throw error;
  }
}

/**
 * What a killed process left there was never acknowledged: its sources will be read again. Only once the store
 * is ours: before, the files may be those of the process that has it.
 */
async function emptySpool({ root }: Places): Promise<void> {
  const spool = join(root, 'spool');
  for (const name of await readdir(spool)) await rm(join(spool, name), { force: true });
}

type OpenFile = { readonly db: Kysely<Tables>; close(): Promise<void> };

async function placesOf(dataDir: string): Promise<Places> {
  const passing = dataDir === ':memory:';
  const root = passing ? await mkdtemp(join(tmpdir(), 'vigie-')) : resolve(dataDir);
  try {
    for (const folder of ['', 'spool', 'exports', 'backups'])
      await mkdir(join(root, folder), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw openError(error, root);
  }
  return { file: passing ? ':memory:' : join(root, 'vigie.duckdb'), root, passing };
}

async function openFile(places: Places, options: OpenOptions): Promise<OpenFile> {
  const access = options.readonly ? { access_mode: 'READ_ONLY' } : {};
  try {
    const instance = await DuckDBInstance.create(places.file, access);
    await restrict(instance, places, options.memoryLimitMb ?? MEMORY_LIMIT_MB);
    const db = new Kysely<Tables>({ dialect: duckdbDialect(instance) });
    return {
      db,
      close: async () => {
        await db.destroy();
        instance.closeSync();
      },
    };
  } catch (error) {
    throw openError(error, places.file);
  }
}

/**
 * They plan with the least and greatest value of each column, and DuckDB 1.5 does not plan a prepared statement
 * anew when these change: it would drop rows, garble values or crash (test/store/asked-again.test.ts).
 */
const MISLED_BY_KEPT_PLANS = ['statistics_propagation', 'compressed_materialization'] as const;

/** By SQL after opening and in this order: as creation options they fail, and the spool would be refused. */
async function restrict(instance: DuckDBInstance, places: Places, memoryLimitMb: number): Promise<void> {
  const connection = await instance.connect();
  const folders = ['spool', 'exports', 'backups'].map(name => quoted(`${join(places.root, name)}/`));
  for (const statement of [
    `SET GLOBAL TimeZone = 'UTC'`,
    `SET allowed_directories = [${folders.join(', ')}]`,
    'SET enable_external_access = false',
    `SET memory_limit = '${Math.max(64, Math.round(memoryLimitMb))}MB'`,
    // Two threads on one small statement cost half as much CPU again; questions already run side by side.
    'SET threads = 1',
    `SET disabled_optimizers = '${MISLED_BY_KEPT_PLANS.join(',')}'`,
    'SET lock_configuration = true',
  ])
    await connection.run(statement);
  connection.closeSync();
}

async function storeOf(open: OpenFile, places: Places, options: OpenOptions): Promise<Store> {
  // One at a time: DuckDB answers "Conflict on update" to two writers.
  const writer = new PQueue({ concurrency: 1 });
  const tagging = new PQueue({ concurrency: 1 });
  const { db } = open;
  const secret = places.passing
    ? randomBytes(AUTHOR_KEY_BYTES)
    : await authorSecret(join(places.root, 'author.key'));
  const acknowledged = await openAcknowledged(places.root, db);
  return {
    db,
    tenantId: options.tenantId ?? HOME_TENANT,
    brandId: options.brandId ?? HOME_TENANT,
    spoolDir: join(places.root, 'spool'),
    failingDir: places.passing ? null : join(places.root, 'failing'),
    authorKey: createSecretKey(secret),
    batchesLost: acknowledged.lost,
    lastSaid: new Map(),
    write: work => writer.add(() => db.transaction().execute(work)),
    tagging: work => tagging.add(work),
    acknowledge: acknowledged.add,
    checkpoint: async () => {
      await writer.add(() => sql`checkpoint`.execute(db));
    },
    close: async () => {
      await tagging.onIdle();
      await writer.onIdle();
      await open.close();
      if (places.passing) await rm(places.root, { recursive: true, force: true });
    },
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
