import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/platform/store/open.ts';
import { sourceState } from '../../src/platform/store/source-state.ts';
import { source } from './world.ts';

/** VIGIE_KILLS=30 for the long run of docs/decisions. */
const KILLS = Number(process.env['VIGIE_KILLS'] ?? 6);
const ROWS = 20;
/** From "the first statement of a batch" to "a few batches later". */
const DELAY_MS_MAX = 400;

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'vigie-kill-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test(
  `kill −9 at ${KILLS} random points: every acknowledged batch is there once and whole, the cursor agrees`,
  async () => {
    let acknowledged = -1;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const said = await ingestUntilKilled(acknowledged + 1, Math.random() * DELAY_MS_MAX);
      acknowledged = Math.max(acknowledged, said);
      const stored = await readStore();
      expect(stored.torn).toEqual([]);
      expect(stored.lost).toBe(0);
      // The batch under way when the process died may be in, but only the one.
      expect([acknowledged, acknowledged + 1]).toContain(stored.last);
      expect(stored.batches).toBe(stored.last + 1);
      expect(stored.cursor).toBe(stored.last);
      expect(stored.promised).toBe(stored.batches * ROWS);
      acknowledged = stored.last;
    }
    expect(acknowledged).toBeGreaterThan(0);
  },
  KILLS * 30_000,
);

/** The last number that the child acknowledged, −1 for none. It is killed `delayMs` after its first one. */
async function ingestUntilKilled(first: number, delayMs: number): Promise<number> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'kill-child.ts'), dataDir, String(first), String(ROWS)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let heard = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    if (heard === '') setTimeout(() => child.kill('SIGKILL'), delayMs);
    heard += text;
  });
  await new Promise(resolve => child.on('close', resolve));
  return Math.max(-1, ...heard.split('\n').filter(Boolean).map(Number));
}

async function readStore() {
  const store = await openStore({ dataDir });
  const batches = await sql<{ title: string; rows: number; whole: number }>`
    select m.title, cast(count(*) as integer) as rows, cast(count(distinct m.id) as integer) as whole
    from mention m join sighting s on s.mention_id = m.id group by m.title`.execute(store.db);
  const promises = await store.db.selectFrom('outbox').select('payload').execute();
  const state = await sourceState(store, source('L’Écho').id);
  await store.close();
  return {
    batches: batches.rows.length,
    last: Math.max(...batches.rows.map(row => Number(row.title.replace('Lot ', '')))),
    torn: batches.rows.filter(row => row.rows !== ROWS || row.whole !== ROWS),
    lost: store.batchesLost,
    cursor: state?.cursor['batch'],
    promised: promises.reduce((sum, row) => sum + (JSON.parse(row.payload) as string[]).length, 0),
  };
}
