import { describe, expect, it } from 'vitest';
import { type HandingOver, handOver } from '../../src/app/delivering/hand-over.ts';
import { isRefusing, isSettled, nextTryAt, readyAt } from '../../src/app/delivering/next-try.ts';
import type { OpenChannel } from '../../src/app/delivering/try-channel.ts';
import type { Message } from '../../src/domain/channel.ts';
import { VigieError } from '../../src/domain/errors.ts';
import { settableClock } from '../../src/platform/clock.ts';
import type { Delivery } from '../../src/platform/store/outbox.ts';
import { emptyRows, memoryOutbox, promiseAlert } from '../simulation/memory-outbox.ts';

const NOW = '2026-07-06T08:00:00.000Z';
const MESSAGE: Message = { kind: 'alert', subject: 's', summary: 's', text: 't', html: null, link: null };
const later = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

/** An outbox with alerts promised, and channels that do as they are told; all alerts go at once. */
function world(channels: Readonly<Record<string, OpenChannel['send']>>, keys: readonly string[] = ['a']) {
  const rows = emptyRows();
  for (const key of keys) promiseAlert(rows, key, [`i-${key}`], later(-30));
  const clock = settableClock(NOW);
  const stop = new AbortController();
  const outbox = memoryOutbox(rows);
  const sends: string[] = [];
  const handing: HandingOver = {
    outbox,
    clock,
    random: () => 0.5,
    signal: stop.signal,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, Math.min(ms, 20));
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
      }),
    timezone: 'Europe/Paris',
    channels: Object.entries(channels).map(([name, send]) => ({
      id: name,
      name,
      send: async (message, key, signal) => {
        sends.push(`${name} ${key}`);
        return send(message, key, signal);
      },
    })),
    plan: async alerts => ({ send: alerts.map(alert => alert.id), wait: [], merge: [], drop: [] }),
    message: async () => MESSAGE,
    onHanded: () => undefined,
  };
  return { handing, outbox, clock, stop, sends, pass: () => handOver(handing) };
}

const takes: OpenChannel['send'] = async () => ({ id: null, said: 'ok' });
const failing =
  (code: 'DeliveryFailed' | 'DeliveryRefused', params = {}) =>
  async () => {
    throw new VigieError(code, params);
  };

describe('handing over', () => {
  it('sends each alert once on each channel, and is then done with it', async () => {
    const { pass, outbox, sends } = world({ email: takes, ntfy: takes }, ['a', 'b']);
    expect(await pass()).toEqual({ delivered: 4, waiting: 0, letter: false, nextAt: null });
    expect(await pass()).toMatchObject({ delivered: 0 });
    expect([...sends].sort()).toEqual(['email a', 'email b', 'ntfy a', 'ntfy b']);
    expect(await outbox.pending()).toEqual([]);
  });

  it('lets no failing, refusing or hanging channel hold up another', async () => {
    const never = () => new Promise<never>(() => undefined);
    const refused = failing('DeliveryRefused');
    const { pass, outbox } = world({ a: failing('DeliveryFailed'), b: refused, c: never, d: takes });
    const handed = await pass();
    expect(handed).toMatchObject({ delivered: 1, waiting: 0 });
    const [left] = await outbox.pending();
    expect(left?.deliveries.map(one => `${one.channel} ${one.status}`).sort()).toEqual([
      'a failed',
      'b refused',
      'c unknown',
      'd sent',
    ]);
  });

  it('waits longer after each failure, with the same key, and loses nothing in days of it', async () => {
    let isUp = false;
    const { pass, clock, sends } = world({
      email: async (...given) => (isUp ? takes(...given) : failing('DeliveryFailed')()),
    });
    for (let minute = 0; minute < 4 * 1440; minute += 30) {
      clock.set(later(minute));
      await pass();
    }
    expect(await pass()).toMatchObject({ delivered: 0, waiting: 1 });
    expect(sends.length).toBeGreaterThan(30);
    expect(sends.length).toBeLessThan(70);
    isUp = true;
    clock.set(later(5 * 1440));
    expect(await pass()).toMatchObject({ delivered: 1, waiting: 0 });
    expect(new Set(sends).size).toBe(1);
  });

  it('counts as waiting what a channel did not take, and not what is held back on purpose', async () => {
    const { handing } = world({ email: failing('DeliveryRefused') }, ['a', 'b', 'held']);
    const handed = await handOver({
      ...handing,
      plan: async alerts => {
        const [held, ...others] = alerts.toReversed().map(({ id }) => id);
        return { send: others, wait: [{ id: held ?? '', until: later(10) }], merge: [], drop: [] };
      },
    });
    expect(handed).toMatchObject({ delivered: 0, waiting: 2 });
  });

  it('tries no other message on a channel that refused, until a day has gone', async () => {
    const { pass, clock, sends } = world({ email: failing('DeliveryRefused') }, ['a', 'b', 'c']);
    for (let minute = 0; minute < 1440; minute += 30) {
      clock.set(later(minute));
      await pass();
    }
    expect(sends).toEqual(['email a']);
  });

  it('repeats a message that was cut between its sending and its note, once and under its key', async () => {
    const { pass, outbox, sends } = world({ email: takes });
    const [cut] = await outbox.pending();
    await outbox.begin(cut!, 'email', later(-1));
    expect(await pass()).toMatchObject({ delivered: 1, nextAt: null });
    await pass();
    expect(sends).toEqual(['email a']);
  });

  it('never changes what may have left: a message of unknown end keeps its incidents and its key', async () => {
    const { handing, outbox } = world({ email: takes }, ['a', 'b', 'c']);
    const [cut] = await outbox.pending();
    await outbox.begin(cut!, 'email', later(-1));
    const planned: string[][] = [];
    await handOver({
      ...handing,
      plan: async alerts => {
        planned.push(alerts.map(alert => alert.key));
        return { send: [], wait: [], merge: alerts.map(alert => alert.id), drop: [] };
      },
    });
    expect(planned).toEqual([['b', 'c']]);
  });

  it('begins nothing more once it is told to stop, and gives what is under way a moment only', async () => {
    const { pass, stop, outbox, sends } = world(
      {
        email: () => {
          stop.abort();
          return new Promise<never>(() => undefined);
        },
      },
      ['a', 'b'],
    );
    await pass();
    expect(sends).toEqual(['email a']);
    expect((await outbox.pending()).map(one => one.deliveries[0]?.status)).toEqual(['unknown', undefined]);
  });

  it('keeps nothing for an owner without channels', async () => {
    const { pass, outbox } = world({}, ['a', 'b']);
    expect(await pass()).toEqual({ delivered: 0, waiting: 0, letter: false, nextAt: null });
    expect(await outbox.pending()).toEqual([]);
  });
});

describe('the next try', () => {
  const tried = (change: Partial<Delivery>): Delivery => ({
    channel: 'email',
    status: 'failed',
    at: NOW,
    tries: 1,
    nextAt: null,
    error: null,
    ...change,
  });

  it('comes after 2 minutes, then doubles up to two hours, within a fifth', () => {
    const waits = [1, 2, 3, 7, 30].map(tries => {
      const at = nextTryAt(NOW, { status: 'failed', tries }, () => 0.5);
      return (Date.parse(at) - Date.parse(NOW)) / 60_000;
    });
    expect(waits).toEqual([2, 4, 8, 120, 120]);
    const spread = [0, 1].map(random => nextTryAt(NOW, { status: 'failed', tries: 1 }, () => random));
    expect(spread).toEqual([later(1.6), later(2.4)]);
  });

  it('comes at once after one cut, and later after each further one', () => {
    expect(readyAt(tried({ status: 'unknown' }), NOW)).toBe(NOW);
    expect(readyAt(tried({ status: 'unknown', tries: 2 }), NOW)).toBe(later(30));
    expect(readyAt(tried({ status: 'unknown', tries: 3 }), NOW)).toBe(later(120));
  });

  it('is pulled in when the clock that fixed it was ahead', () => {
    const ahead = tried({ at: '2027-07-06T08:00:00.000Z', nextAt: '2027-07-06T09:00:00.000Z' });
    expect(readyAt(ahead, NOW)).toBe(NOW);
    expect(isRefusing({ ...ahead, status: 'refused' }, NOW)).toBe(false);
  });

  it('ends after so many tries that nobody waits for it any more', () => {
    expect(isSettled(tried({ tries: 399 }))).toBe(false);
    expect(isSettled(tried({ tries: 400 }))).toBe(true);
    expect(isSettled(tried({ status: 'unknown', tries: 8 }))).toBe(true);
    expect(isSettled(tried({ status: 'sent' }))).toBe(true);
  });
});
