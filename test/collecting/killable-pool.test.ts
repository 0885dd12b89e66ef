import { afterAll, expect, it } from 'vitest';
import { type KillablePool, killablePool } from '../../src/platform/worker/killable-pool.ts';

const entry = new URL('./misbehaving-worker.ts', import.meta.url);
const pools: KillablePool<string>[] = [];
const poolOf = (size: number) => {
  const pool = killablePool<string>(entry, { size, heapMb: 32 });
  pools.push(pool);
  return pool;
};

afterAll(() => Promise.all(pools.map(pool => pool.close())));

it('names what went wrong, replaces the worker and goes on', async () => {
  const pool = poolOf(1);
  expect(await pool.run('answer', 5_000)).toEqual({ value: 42 });
  expect(await pool.run('fail', 5_000)).toEqual({ failed: 'error', detail: 'TypeError' });
  expect(await pool.run('hang', 800)).toMatchObject({ failed: 'timeout' });
  expect(await pool.run('hoard', 10_000)).toMatchObject({ failed: 'memory' });
  expect(await pool.run('leave', 5_000)).toMatchObject({ failed: 'crash' });
  expect(await pool.run('throw', 5_000)).toMatchObject({ failed: 'crash' });
  expect(await pool.run('answer', 5_000)).toEqual({ value: 42 });
});

it('bounds what a worker computes, not how long it takes: its start and a busy machine cost it nothing', async () => {
  const pool = poolOf(1);
  // Starting computes more than this by far.
  expect(await pool.run('answer', 20)).toEqual({ value: 42 });
  expect(await pool.run('wait', 500)).toEqual({ value: 43 });
  expect(await pool.run('hang', 20)).toMatchObject({ failed: 'timeout' });
  expect(await pool.run('doze', 20)).toMatchObject({ failed: 'timeout' });
});

it('answers each its own, in order, however many wait', async () => {
  const pool = poolOf(2);
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      pool.run(i % 10 === 3 ? 'leave' : i % 2 ? 'answer' : 'fail', 10_000),
    ),
  );
  outcomes.forEach((outcome, i) => {
    if (i % 10 === 3) expect(outcome).toMatchObject({ failed: 'crash' });
    else if (i % 2) expect(outcome).toEqual({ value: 42 });
    else expect(outcome).toMatchObject({ failed: 'error' });
  });
});

it('ends a worker after a heavy task, though its buffer was handed over', async () => {
  type Count = { readonly deed: 'count'; readonly bytes: Uint8Array<ArrayBuffer> };
  const pool = killablePool<Count>(entry, {
    size: 1,
    heapMb: 32,
    handedOver: ({ bytes }) => [bytes.buffer],
    isHeavy: ({ bytes }) => bytes.length > 1_000,
  });
  const counted = async (size: number) => {
    const outcome = await pool.run<number>({ deed: 'count', bytes: new Uint8Array(size) }, 5_000);
    return 'value' in outcome ? outcome.value : outcome.failed;
  };
  expect([await counted(10), await counted(1_001), await counted(10), await counted(10)]).toEqual([
    1, 2, 1, 2,
  ]);
  await pool.close();
});

it('has crashed where a worker does not load, and where it is closed before it was ready', async () => {
  const of = (module: string) =>
    killablePool<null>(new URL(`data:text/javascript,${encodeURIComponent(module)}`), {
      size: 1,
      heapMb: 32,
    });
  const broken = of('throw new RangeError("no code")');
  expect(await broken.run(null, 5_000)).toEqual({ failed: 'crash', detail: 'RangeError' });
  expect(await broken.run(null, 5_000)).toEqual({ failed: 'crash', detail: 'RangeError' });
  const silent = of('setInterval(() => {}, 1_000)');
  const [first, second] = [silent.run(null, 5_000), silent.run(null, 5_000)];
  await silent.close();
  expect(await first).toMatchObject({ failed: 'crash' });
  expect(await second).toEqual({ failed: 'crash', detail: 'closed' });
});
