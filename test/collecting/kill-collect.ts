/**
 * kill −9 at random points of a real `vigie collect`:
 *
 *     node test/collecting/serve-corpora.ts vigie.yaml &
 *     node test/collecting/kill-collect.ts vigie.yaml 30
 *
 * After each kill: is every acknowledged batch in the store? Is anything there twice? At the end one collect runs
 * through, and the store must hold what a collect that was never killed holds.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openStore } from '../../src/platform/store/open.ts';

const [, , settingsFile, kills = '30'] = process.argv;
/** A collect of the corpora takes longer than this, so that most kills hit it at work. */
const KILL_AFTER_MS_MAX = 12_000;
const bundle = join(import.meta.dirname, '../../dist/vigie.js');

function collect(dataDir: string, killAfterMs: number | null): Promise<void> {
  const args = [bundle, 'collect', '--config', settingsFile!, '--data-dir', dataDir, '--json'];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  if (killAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return new Promise(resolve => child.on('close', () => resolve()));
}

function acknowledged(dataDir: string): string[] {
  try {
    return readFileSync(join(dataDir, 'acknowledged'), 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

async function look(
  dataDir: string,
): Promise<{ mentions: number; twice: number; batches: Set<string>; lost: number }> {
  const store = await openStore({ dataDir, brandId: 'menuiserie-kerlann' });
  try {
    const counted = await sql<{ rows: number; ids: number }>`
      select cast(count(*) as integer) as rows, cast(count(distinct id) as integer) as ids from mention`.execute(
      store.db,
    );
    const seen = await sql<{ rows: number; ids: number }>`
      select cast(count(*) as integer) as rows,
        cast(count(distinct mention_id || ' ' || source_id) as integer) as ids from sighting`.execute(
      store.db,
    );
    const ledger = await store.db.selectFrom('ledger').select('name').where('kind', '=', 'batch').execute();
    const { rows, ids } = counted.rows[0]!;
    const sightings = seen.rows[0]!;
    const twice = rows - ids + (sightings.rows - sightings.ids);
    return { mentions: rows, twice, batches: new Set(ledger.map(row => row.name)), lost: store.batchesLost };
  } finally {
    await store.close();
  }
}

const clean = mkdtempSync(join(tmpdir(), 'vigie-clean-'));
const killed = mkdtempSync(join(tmpdir(), 'vigie-killed-'));
try {
  await collect(clean, null);
  const expected = (await look(clean)).mentions;
  const totals = { kills: Number(kills), lost: 0, twice: 0, acknowledged: 0 };
  for (let kill = 0; kill < totals.kills; kill += 1) {
    await collect(killed, Math.random() * KILL_AFTER_MS_MAX);
    const promised = acknowledged(killed);
    const found = await look(killed);
    totals.acknowledged += promised.length;
    totals.lost += promised.filter(batch => !found.batches.has(batch)).length + found.lost;
    totals.twice += found.twice;
  }
  await collect(killed, null);
  const after = await look(killed);
  process.stdout.write(
    `${JSON.stringify({ ...totals, expected, after: after.mentions, twiceAtEnd: after.twice })}\n`,
  );
} finally {
  for (const folder of [clean, killed]) rmSync(folder, { recursive: true, force: true });
}
