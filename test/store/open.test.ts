import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AlertFacts } from '../../src/domain/alert.ts';
import { changeIncidents } from '../../src/platform/store/incidents.ts';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { MIGRATIONS, type Migration } from '../../src/platform/store/migrate.ts';
import { openStore } from '../../src/platform/store/open.ts';
import { openOutbox } from '../../src/platform/store/outbox.ts';
import { pendingTags } from '../../src/platform/store/tagging.ts';
import { article, batchOf, source } from './world.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'vigie-store-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const file = () => join(dataDir, 'vigie.duckdb');
const AT = '2026-07-09T06:00:00.000Z';
const fails = (code: string) => ({ name: 'VigieError', code });
const write = (count: number) =>
  batchOf(
    source('L’Écho'),
    '2026-07-09T05:00:00.000Z',
    Array.from({ length: count }, (_, index) => article(`https://e.example/${index}`, 'Un', 'Texte', null)),
  );

test('SQL reaches no file but the spool, exports and backups, and cannot be told otherwise', async () => {
  const store = await openStore({ dataDir });
  writeFileSync(join(dataDir, 'secret.csv'), 'a\n1\n');
  await expect(
    sql`select * from read_csv(${sql.lit(join(dataDir, 'secret.csv'))})`.execute(store.db),
  ).rejects.toThrow(/Permission Error/);
  await expect(sql`set enable_external_access = true`.execute(store.db)).rejects.toThrow();
  await expect(sql`set memory_limit = '90GB'`.execute(store.db)).rejects.toThrow(/locked/);
  await expect(sql`select * from read_text('/etc/hostname')`.execute(store.db)).rejects.toThrow();
  await store.close();
  expect(statSync(join(dataDir, 'author.key')).mode & 0o777).toBe(0o600);
});

test('the key of the authors is whole or is made again: an empty file of a crash is no key', async () => {
  const key = join(dataDir, 'author.key');
  writeFileSync(key, '');
  writeFileSync(`${key}.new`, 'half');
  await (await openStore({ dataDir })).close();
  const made = readFileSync(key);
  expect(made).toHaveLength(32);
  expect(statSync(key).mode & 0o777).toBe(0o600);
  await (await openStore({ dataDir })).close();
  expect(readFileSync(key)).toEqual(made);
});

test('another process that has the store is told apart from every other failure', async () => {
  const store = await openStore({ dataDir });
  const spooled = join(dataDir, 'spool', 'on-its-way.ndjson');
  writeFileSync(spooled, '');
  const opener = `import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../src/platform/store/open.ts'))};
    await openStore({ dataDir: ${JSON.stringify(dataDir)} }).catch(error => process.stdout.write(error.code));`;
  const second = spawnSync(process.execPath, ['--input-type=module', '--eval', opener], { encoding: 'utf8' });
  expect(second.stdout).toBe('StoreBusy');
  expect(existsSync(spooled)).toBe(true);
  await store.close();
  await (await openStore({ dataDir })).close();
  expect(existsSync(spooled)).toBe(false);
});

test('a damaged file is named and left as it is', async () => {
  const store = await openStore({ dataDir });
  await commitBatch(store, write(50));
  await store.checkpoint();
  await store.close();
  const whole = readFileSync(file());
  for (const damage of [
    () => truncateSync(file(), 5000),
    () => writeFileSync(file(), 'bonjour'),
    () => writeFileSync(file(), Buffer.from(whole).fill(0xa5, 4096, 12_288)),
    () => writeFileSync(file(), Buffer.from(whole).fill(0, 0, 4096)),
  ]) {
    writeFileSync(file(), whole);
    damage();
    const before = readFileSync(file());
    await expect(openStore({ dataDir })).rejects.toMatchObject(fails('StoreDamaged'));
    expect(readFileSync(file()).equals(before)).toBe(true);
  }
});

test('a folder that is a file is not a store', async () => {
  writeFileSync(join(dataDir, 'plain'), '');
  await expect(openStore({ dataDir: join(dataDir, 'plain') })).rejects.toMatchObject(
    fails('StoreUnwritable'),
  );
});

const next: Migration = {
  version: (MIGRATIONS.at(-1)?.version ?? 0) + 1,
  name: 'next',
  up: async db => {
    await db.schema.createTable('newer').addColumn('x', 'integer').execute();
  },
};

test('a migration keeps a copy first; a newer schema is refused', async () => {
  const old = await openStore({ dataDir });
  await commitBatch(old, write(3));
  await old.close();
  const migrated = await openStore({ dataDir, migrations: [...MIGRATIONS, next] });
  expect(await migrated.db.selectFrom('mention').selectAll().execute()).toHaveLength(3);
  await migrated.close();
  expect(readdirSync(join(dataDir, 'backups'))).toEqual([`vigie-schema-${next.version - 1}.duckdb`]);
  await expect(openStore({ dataDir })).rejects.toMatchObject({
    ...fails('StoreMismatch'),
    params: { found: next.version },
  });
});

test('a store of the first version is brought up to date with what it holds', async () => {
  const old = await openStore({ dataDir, migrations: MIGRATIONS.slice(0, 1) });
  const { toTag } = await commitBatch(old, write(3));
  const promised = await old.db.selectFrom('outbox').select(['id', 'kind']).orderBy('id').execute();
  await old.close();
  const store = await openStore({ dataDir });
  expect(await store.db.selectFrom('mention').selectAll().execute()).toHaveLength(3);
  expect(await store.db.selectFrom('outbox').select(['id', 'kind']).orderBy('id').execute()).toEqual(
    promised,
  );
  // What was to be tagged still is, and none of it is taken for a message.
  expect(promised.length).toBeGreaterThan(0);
  expect((await pendingTags(store)).flatMap(one => one.mentionIds).sort()).toEqual([...toTag].sort());
  expect(await openOutbox(store).pending()).toEqual([]);
  const facts: AlertFacts = {
    rule: 'press',
    level: 'day',
    subject: 'firm',
    matter: 'press|firm',
    sureness: 'sure',
    since: AT,
    mentionIds: [],
    count: 1,
    usual: null,
    details: {},
  };
  await changeIncidents(store, { at: AT, since: AT }, () => ({
    opened: [{ id: 'i-1', facts }],
    grown: [],
    closed: [],
    promised: [{ incidentId: 'i-1', key: 'i-1:1', dueAt: AT }],
  }));
  expect(await openOutbox(store).pending()).toMatchObject([{ key: 'i-1:1', dueAt: AT }]);
  await store.close();
  await expect(openStore({ dataDir, migrations: MIGRATIONS.slice(0, 1) })).rejects.toMatchObject(
    fails('StoreMismatch'),
  );
});

test('a migration that fails leaves the store as it was', async () => {
  await (await openStore({ dataDir })).close();
  const broken: Migration = {
    ...next,
    up: async db => {
      await next.up(db);
      throw new Error('broken');
    },
  };
  await expect(openStore({ dataDir, migrations: [...MIGRATIONS, broken] })).rejects.toThrow('broken');
  const store = await openStore({ dataDir });
  const tables = await sql<{ n: number }>`select cast(count(*) as integer) as n from information_schema.tables
    where table_name = 'newer'`.execute(store.db);
  expect(tables.rows).toEqual([{ n: 0 }]);
  await store.close();
});

test('batches that the file lost since are counted at opening', async () => {
  const first = await openStore({ dataDir });
  await commitBatch(first, write(1));
  await first.close();
  const kept = readFileSync(file());
  const second = await openStore({ dataDir });
  expect(second.batchesLost).toBe(0);
  await commitBatch(second, write(5));
  await second.close();
  writeFileSync(file(), kept);
  const third = await openStore({ dataDir });
  expect(third.batchesLost).toBe(1);
  await third.close();
});

test('work that throws leaves nothing, and the writer goes on', async () => {
  const store = await openStore({ dataDir: ':memory:' });
  const row = {
    tenant_id: 'home',
    brand_id: 'home',
    title: 'x',
    first_at: new Date(0),
    last_at: new Date(0),
  };
  const failing = store.write(async trx => {
    await trx
      .insertInto('story')
      .values({ ...row, id: 'a' })
      .execute();
    throw new Error('cut');
  });
  const working = store.write(trx =>
    trx
      .insertInto('story')
      .values({ ...row, id: 'b' })
      .execute(),
  );
  await expect(failing).rejects.toThrow('cut');
  await working;
  expect(await store.db.selectFrom('story').select('id').execute()).toEqual([{ id: 'b' }]);
  await store.close();
});

test('a store opened for reading only is not written to, nor migrated', async () => {
  await (await openStore({ dataDir })).close();
  const store = await openStore({ dataDir, readonly: true });
  expect(await store.db.selectFrom('mention').selectAll().execute()).toEqual([]);
  await expect(commitBatch(store, write(1))).rejects.toThrow(/read-only/);
  await store.close();
  const newer = openStore({ dataDir, readonly: true, migrations: [...MIGRATIONS, next] });
  await expect(newer).rejects.toMatchObject(fails('StoreMismatch'));
});
