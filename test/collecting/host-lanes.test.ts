import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createHostLanes } from '../../src/app/collecting/host-lanes.ts';

const going = new AbortController().signal;

it('has one request in flight per host and a bound over all', async () => {
  const lanes = createHostLanes(going, 3);
  const inFlight = new Map<string, number>();
  let most = 0;
  let mostOfOne = 0;
  const work = (host: string) => async () => {
    inFlight.set(host, (inFlight.get(host) ?? 0) + 1);
    most = Math.max(
      most,
      [...inFlight.values()].reduce((sum, n) => sum + n, 0),
    );
    mostOfOne = Math.max(mostOfOne, inFlight.get(host) ?? 0);
    await wait(5);
    inFlight.set(host, (inFlight.get(host) ?? 0) - 1);
  };
  const hosts = ['a', 'b', 'c', 'd', 'e'];
  await Promise.all(
    Array.from({ length: 40 }, (_, i) => lanes.run(hosts[i % 5]!, () => 0, work(hosts[i % 5]!))),
  );
  expect(mostOfOne).toBe(1);
  expect(most).toBe(3);
});

it('keeps the interval between two beginnings, without holding up other hosts', async () => {
  const lanes = createHostLanes(going, 1);
  const order: string[] = [];
  const slow = () =>
    lanes.run(
      'slow',
      () => 80,
      async () => {
        order.push('slow');
      },
    );
  const quick = () =>
    lanes.run(
      'quick',
      () => 0,
      async () => void order.push('quick'),
    );
  await Promise.all([slow(), slow(), quick(), quick()]);
  expect(order).toEqual(['slow', 'quick', 'quick', 'slow']);
});

it('goes on after a failure', async () => {
  const lanes = createHostLanes(going);
  await expect(
    lanes.run(
      'a',
      () => 0,
      () => Promise.reject(new Error('no')),
    ),
  ).rejects.toThrow('no');
  expect(
    await lanes.run(
      'a',
      () => 0,
      async () => 1,
    ),
  ).toBe(1);
});

it('asks for the interval when the turn has come, and waits for nothing once interrupted', async () => {
  const interruption = new AbortController();
  const lanes = createHostLanes(interruption.signal);
  let intervalMs = 0;
  const order: string[] = [];
  const first = lanes.run(
    'a',
    () => intervalMs,
    async () => {
      intervalMs = 600_000;
      order.push('first');
    },
  );
  const second = lanes.run(
    'a',
    () => intervalMs,
    async () => void order.push('second'),
  );
  await first;
  await lanes.run(
    'b',
    () => 0,
    async () => void order.push('other'),
  );
  interruption.abort();
  await second;
  expect(order).toEqual(['first', 'other', 'second']);
});
