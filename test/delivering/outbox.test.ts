import { afterEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { type Outbox, openOutbox } from '../../src/platform/store/outbox.ts';
import { insertPromised } from '../../src/platform/store/outbox-rows.ts';
import { emptyRows, memoryOutbox, promiseAlert } from '../simulation/memory-outbox.ts';

const at = (minute: number) =>
  new Date(Date.parse('2026-07-06T08:00:00.000Z') + minute * 60_000).toISOString();
const week = (from: string, to: string, dueAt: string) => ({
  key: `letter:${from}:${to}`,
  dueAt,
  period: { from, to },
});
const W27 = week('2026-06-29', '2026-07-05', '2026-07-06T05:00:00.000Z');
const W28 = week('2026-07-06', '2026-07-12', '2026-07-13T05:00:00.000Z');

type World = { outbox: Outbox; promise: (key: string, incidentId: string, minute: number) => Promise<void> };
const stores: Store[] = [];

const WORLDS: Readonly<Record<string, () => Promise<World>>> = {
  'of the store': async () => {
    const store = await openStore({ dataDir: ':memory:' });
    stores.push(store);
    const own = { tenant_id: store.tenantId, brand_id: store.brandId };
    return {
      outbox: openOutbox(store),
      promise: async (key, incidentId, minute) => {
        const payload = JSON.stringify({ incidentId });
        await store.write(trx =>
          insertPromised(trx, own, { kind: 'alert', key, payload, at: at(minute), dueAt: at(minute) }),
        );
      },
    };
  },
  'in memory': async () => {
    const rows = emptyRows();
    return {
      outbox: memoryOutbox(rows),
      promise: async (key, incidentId, minute) => promiseAlert(rows, key, [incidentId], at(minute)),
    };
  },
};

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

describe.each(Object.keys(WORLDS))('the outbox %s', name => {
  it('hands out what is not done, oldest first, with the last try on each channel', async () => {
    const { outbox, promise } = await WORLDS[name]!();
    await promise('b', 'two', 2);
    await promise('a', 'one', 1);
    const [first] = await outbox.pending();
    expect((await outbox.pending()).map(one => one.key)).toEqual(['a', 'b']);
    await outbox.begin(first!, 'email:1', at(3));
    expect((await outbox.pending())[0]?.deliveries).toEqual([
      { channel: 'email:1', status: 'unknown', at: at(3), tries: 1, nextAt: null, error: null },
    ]);
    const error = { code: 'DeliveryFailed', params: { status: 451 } } as const;
    await outbox.end(first!, 'email:1', {
      status: 'failed',
      tries: 1,
      at: at(4),
      nextAt: at(9),
      error,
      receipt: null,
    });
    await outbox.begin(first!, 'email:1', at(9));
    await outbox.end(first!, 'email:1', {
      status: 'sent',
      tries: 1,
      at: at(10),
      nextAt: null,
      error: null,
      receipt: 'ok',
    });
    expect((await outbox.pending())[0]?.deliveries).toEqual([
      { channel: 'email:1', status: 'sent', at: at(10), tries: 1, nextAt: null, error: null },
    ]);
    await outbox.finish([first!.id], at(11));
    expect((await outbox.pending()).map(one => one.key)).toEqual(['b']);
  });

  it('makes one message of several, under the first one’s key', async () => {
    const { outbox, promise } = await WORLDS[name]!();
    for (const [key, minute] of [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ] as const)
      await promise(key, `i-${key}`, minute);
    const [first, second, third] = await outbox.pending();
    const merged = await outbox.merge(first!, [second!, third!], at(5));
    expect(merged).toMatchObject({ key: 'a', incidentIds: ['i-a', 'i-b', 'i-c'] });
    expect(await outbox.pending()).toEqual([merged]);
  });

  it('counts the alerts that left, or may have, since an hour', async () => {
    const { outbox, promise } = await WORLDS[name]!();
    for (const [key, minute] of [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ] as const)
      await promise(key, `i-${key}`, minute);
    const [first, second, third] = await outbox.pending();
    const ending = { tries: 1, at: at(20), nextAt: null, error: null, receipt: null };
    for (const channel of ['email:1', 'ntfy:2']) {
      await outbox.begin(first!, channel, at(20));
      await outbox.end(first!, channel, { ...ending, status: 'sent' });
    }
    await outbox.begin(second!, 'email:1', at(21));
    await outbox.begin(third!, 'email:1', at(22));
    await outbox.end(third!, 'email:1', { ...ending, status: 'failed' });
    expect(await outbox.alertsBetween(at(19), at(30))).toBe(2);
    expect(await outbox.alertsBetween(at(21), at(30))).toBe(1);
    expect(await outbox.alertsBetween(at(19), at(20))).toBe(1);
    const last = await outbox.lastTries();
    expect(last.get('ntfy:2')?.status).toBe('sent');
    expect(last.get('email:1')).toMatchObject({ status: 'unknown', at: at(21) });
  });

  it('writes no letter again that a channel took before its time went and came back', async () => {
    const { outbox } = await WORLDS[name]!();
    await outbox.promiseLetters([W27], at(0));
    const [letter] = await outbox.pending();
    await outbox.begin(letter!, 'email:1', at(1));
    const taken = { status: 'sent', at: at(1), tries: 1, nextAt: null, error: null, receipt: null } as const;
    await outbox.end(letter!, 'email:1', taken);
    await outbox.promiseLetters([W28], at(2));
    await outbox.promiseLetters([W27], at(3));
    expect((await outbox.pending()).map(one => one.key)).toEqual([]);
  });

  it('keeps one row a letter, moves what is not gone, and drops what is no longer meant', async () => {
    const { outbox } = await WORLDS[name]!();
    await outbox.promiseLetters([W27, W28], at(0));
    await outbox.promiseLetters([W27, { ...W28, dueAt: at(90) }], at(1));
    expect((await outbox.pending()).map(one => [one.key, one.dueAt])).toContainEqual([W28.key, at(90)]);
    const due = (await outbox.pending()).find(one => one.key === W27.key)!;
    expect(due.period).toEqual(W27.period);
    await outbox.finish([due.id], at(2));
    await outbox.promiseLetters([W28], at(3));
    expect((await outbox.letters()).find(one => one.key === W27.key)?.done).toBe(true);
    const monthly = week('2026-07-01', '2026-07-31', '2026-08-03T05:00:00.000Z');
    await outbox.promiseLetters([monthly], at(4));
    expect((await outbox.pending()).map(one => one.key)).toEqual([monthly.key]);
    await outbox.promiseLetters([W28], at(5));
    expect((await outbox.pending()).map(one => one.key)).toEqual([W28.key]);
    expect((await outbox.letters()).filter(one => one.key === W28.key && one.done)).toEqual([]);
  });

  it('notes a message asked for now without ever handing it out again', async () => {
    const { outbox } = await WORLDS[name]!();
    const id = await outbox.note('test:1', at(1));
    await outbox.begin({ id }, 'email:1', at(1));
    expect(await outbox.pending()).toEqual([]);
    expect((await outbox.lastTries()).get('email:1')?.status).toBe('unknown');
  });
});
