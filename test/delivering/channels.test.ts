import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { question } from '../../queries/channels.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { openOutbox } from '../../src/platform/store/outbox.ts';
import { insertPromised } from '../../src/platform/store/outbox-rows.ts';
import { askerOf } from '../store/world.ts';

const NOW = '2026-07-06T08:00:00.000Z';
let store: Store;

beforeAll(async () => {
  store = await openStore({ dataDir: ':memory:' });
});
afterAll(() => store.close());

describe('how the channels are doing', () => {
  it('is nothing before anything left', async () => {
    expect(await question.answer(askerOf(store, NOW), {})).toEqual({
      channels: [],
      waiting: 0,
      lettersStoppedAt: null,
    });
  });

  it('counts no alert that is held back: it was not tried', async () => {
    const own = { tenant_id: store.tenantId, brand_id: store.brandId };
    await store.write(trx =>
      insertPromised(trx, own, {
        kind: 'alert',
        key: 'held',
        payload: '{"incidentId":"h"}',
        at: NOW,
        dueAt: NOW,
      }),
    );
    expect(await question.answer(askerOf(store, NOW), {})).toMatchObject({ waiting: 0 });
  });

  it('is the last try on each, when it last worked, and what waits', async () => {
    const own = { tenant_id: store.tenantId, brand_id: store.brandId };
    for (const key of ['a', 'b'])
      await store.write(trx =>
        insertPromised(trx, own, { kind: 'alert', key, payload: '{"incidentId":"i"}', at: NOW, dueAt: NOW }),
      );
    const outbox = openOutbox(store);
    await outbox.promiseLetters(
      [{ key: 'letter:x', dueAt: '2026-07-13T05:00:00.000Z', period: { from: 'x', to: 'x' } }],
      NOW,
    );
    const [first, second] = (await outbox.pending()).filter(one => one.kind === 'alert');
    const ended = { tries: 1, nextAt: null, error: null, receipt: null };
    await outbox.begin(first!, 'email:aa', NOW);
    await outbox.end(first!, 'email:aa', { ...ended, status: 'sent', at: NOW });
    const at = '2026-07-06T09:00:00.000Z';
    const error = { code: 'DeliveryRefused', params: { provider: 'Orange' } } as const;
    await outbox.begin(second!, 'email:aa', at);
    await outbox.end(second!, 'email:aa', { ...ended, status: 'refused', at, nextAt: at, error });
    expect(await question.answer(askerOf(store, NOW), {})).toEqual({
      channels: [{ channel: 'email', status: 'refused', at, lastSentAt: NOW, nextAt: at, error }],
      waiting: 1,
      lettersStoppedAt: null,
    });
  });
});
