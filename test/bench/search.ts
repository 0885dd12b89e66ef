import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sql } from 'kysely';
import type { Search } from '../../queries/search.ts';
import { connectHouse } from '../../src/app/host/client.ts';
import { localHouse } from '../../src/app/host/local-house.ts';
import { greetingOf, socketPath } from '../../src/app/host/protocol.ts';
import { serveHouse } from '../../src/app/host/server.ts';
import { fold } from '../../src/domain/text/fold.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { openStore } from '../../src/platform/store/open.ts';
import { firm } from '../eval/labelled.ts';
import { benchTexts } from './texts.ts';

/**
 * Prints what a keystroke of the search costs end to end, through the host's socket, at 200,000 remarks, beside
 * the same words by LIKE in the store; how long the index takes to be whole, what it weighs, and how long the host
 * was ever kept from answering meanwhile. `node test/bench/search.ts [remarks]`
 */
const REMARKS = Number(process.argv[2] ?? 200_000);
const TYPED = ['rappel', 'fenetre', 'delai livraison', 'tres bon service', 'zzqx', 'd', 'e'];
const ROUNDS = 5;

/** As many tags as the chain gives to a text. */
const STAGES = [
  ['language', '', 'fr'],
  ['relevance', 'firm', 'kept'],
  ['sentiment', '', 'neutral'],
  ['topics', 'quality', 'neutral'],
  ['intent', '', 'opinion'],
  ['priority', '', 'can-wait'],
] as const;

const dataDir = mkdtempSync(join(tmpdir(), 'vigie-search-'));
const store = await openStore({ dataDir, brandId: 'menuiserie-kerlann' });
const settings = firm('Menuiserie Kerlann', { establishments: [{ town: 'Vannes' }] }, 'joinery');
const house = localHouse({ store, settings, settingsDir: dataDir, clock: systemClock });

await fill();
const identity = { settings, settingsDir: dataDir };
const server = await serveHouse(house, socketPath(dataDir), greetingOf(identity));
const client = await connectHouse(socketPath(dataDir), identity);
if (!client) throw new Error('no host');
const ask = (words: string) => client.ask<Search>('search', { search: words, limit: 30 });

const before = memoryMb();
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
const began = performance.now();
let found = await ask('rappel');
const firstMs = performance.now() - began;
while (!found.complete) {
  await new Promise(later => setTimeout(later, 50));
  found = await ask('rappel');
}
loop.disable();
const whole = {
  ms: round(performance.now() - began),
  mb: memoryMb() - before,
  blockedMsMax: round(loop.max / 1e6),
};

/** Every beginning of each, as it is typed. */
const keystrokes = TYPED.flatMap(words => [...words].map((_, at) => words.slice(0, at + 1)));
const times: { readonly words: string; readonly ms: number; readonly total: number }[] = [];
const cpuBefore = process.cpuUsage();
for (let turn = 0; turn < ROUNDS; turn += 1)
  for (const words of keystrokes) {
    if (words.trim() === '') continue;
    const start = performance.now();
    const { total } = await ask(words);
    times.push({ words, ms: performance.now() - start, total });
  }
const cpu = process.cpuUsage(cpuBefore);
const sorted = times.map(one => one.ms).sort((a, b) => a - b);
const at = (share: number) =>
  round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
const like = await likeMs();
process.stdout.write(
  `${JSON.stringify({
    remarks: REMARKS,
    firstAnswerMs: round(firstMs),
    indexWhole: whole,
    // Of host and client together, DuckDB's threads among them: what a busy machine does not change.
    keystrokeCpuMs: round((cpu.user + cpu.system) / 1000 / times.length),
    keystrokeMs: { median: at(0.5), p95: at(0.95), max: at(1) },
    slowest: times
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, 3)
      .map(one => ({ ...one, ms: round(one.ms) })),
    likeMsMedian: like,
  })}\n`,
);
await client.close();
await server.close();
await house.close();
rmSync(dataDir, { recursive: true, force: true });

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function memoryMb(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return Math.round((heapUsed + arrayBuffers) / 1e6);
}

/** The same words looked for in the store itself, newest first. */
async function likeMs(): Promise<number> {
  const spent: number[] = [];
  for (const words of TYPED) {
    const start = performance.now();
    await sql`select id from mention where folded like ${`%${words}%`} order by published_at desc limit 30`.execute(
      store.db,
    );
    spent.push(performance.now() - start);
  }
  return round(spent.sort((a, b) => a - b)[Math.floor(spent.length / 2)] ?? 0);
}

/** Remarks on the firm over five years, each with what the stages say of one. */
async function fill(): Promise<void> {
  const { texts } = benchTexts();
  const rows = texts.map((text, number) => ({ number, text, folded: fold(text) }));
  await sql`create temp table bench_text (number integer, text text, folded text)`.execute(store.db);
  for (let start = 0; start < rows.length; start += 500) {
    const values = rows
      .slice(start, start + 500)
      .map(row => sql`(${row.number}, ${row.text}, ${row.folded})`);
    await sql`insert into bench_text values ${sql.join(values)}`.execute(store.db);
  }
  await sql`insert into mention (tenant_id, brand_id, id, kind, form, site, source_id, title, text, folded,
      published_at, dated, local_day, first_seen_at, updated_at)
    select ${store.tenantId}, ${store.brandId}, i + 1000, 'mention', 'post', 'Forum', 'forum', '',
      t.text || ' n ' || i, t.folded || ' n ' || i, moment, true, cast(moment as date), moment, moment
    from (select i, timestamp '2021-07-13' + to_minutes(cast(i * 2628000 / ${REMARKS} as bigint)) as moment
      from range(${REMARKS}) r(i)) n
    join bench_text t on t.number = n.i % ${rows.length}`.execute(store.db);
  for (const [stage, item, label] of STAGES)
    await sql`insert into annotation (tenant_id, brand_id, mention_id, local_day, stage, item, version, label, score,
        confidence, abstain, because)
      select tenant_id, brand_id, id, local_day, ${stage}, ${item}, 1, ${label}, 1, 1, false, '[]'
      from mention`.execute(store.db);
  await store.checkpoint();
}
