import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageSignature } from '../../../pipelines/changes/signature.ts';
import { learner } from '../../../src/app/processing/learner.ts';
import { storedStates } from '../../../src/app/processing/memory.ts';
import { retag, retagAnswered } from '../../../src/app/processing/retag.ts';
import { tagPending } from '../../../src/app/processing/tag-pending.ts';
import type { Observation } from '../../../src/domain/observation.ts';
import { settingsSchema } from '../../../src/domain/settings/settings.ts';
import { configuredSource } from '../../../src/domain/settings/source.ts';
import { settableClock } from '../../../src/platform/clock.ts';
import { saveAction, undoAction } from '../../../src/platform/store/actions.ts';
import { commitBatch } from '../../../src/platform/store/ingest.ts';
import type { Store } from '../../../src/platform/store/open.ts';
import { openStore } from '../../../src/platform/store/open.ts';

const settings = settingsSchema.parse({
  firm: {
    name: 'Menuiserie Kerlann',
    trade: 'joinery',
    establishments: [{ town: 'Vannes' }],
    aliases: ['Kerlann'],
    exclude: ['garage', 'Plouarvel'],
  },
  competitors: [{ name: 'Ouvertures du Golfe', town: 'Vannes' }],
});
const clock = settableClock('2026-07-13T05:02:00.000Z');
let store: Store;

function said(url: string, text: string, title = ''): Observation {
  return { kind: 'mention', form: 'article', url, title, text, publishedAt: '2026-07-08T08:00:00.000Z' };
}

async function commit(name: string, about: string | undefined, observations: Observation[], at: string) {
  await commitBatch(
    store,
    {
      source: configuredSource({
        collector: 'feed',
        name,
        url: `https://${name}.example/`,
        paused: false,
        ...(about ? { about } : {}),
      }),
      observedAt: at,
      timezone: 'Europe/Paris',
      observations,
      cursor: {},
      etag: null,
      lastModified: null,
      movedTo: null,
      nextDueAt: '2026-07-13T11:00:00.000Z',
      bytes: 100,
      hosts: [`${name}.example`],
      partial: false,
    },
    pageSignature,
  );
}

async function labels(stage: string): Promise<Record<string, string>> {
  const rows = await store.db
    .selectFrom('annotation as a')
    .innerJoin('mention as m', 'm.id', 'a.mention_id')
    .select(['m.text', 'a.item', 'a.label'])
    .where('a.stage', '=', stage)
    .orderBy('m.text')
    .execute();
  return Object.fromEntries(rows.map(row => [`${row.text.slice(0, 24)} ${row.item}`.trim(), row.label]));
}

async function idOf(url: string): Promise<string> {
  const row = await store.db
    .selectFrom('mention')
    .select('id')
    .where('url', '=', url)
    .executeTakeFirstOrThrow();
  return row.id;
}

async function forget(url: string): Promise<void> {
  const id = await idOf(url);
  await store.db.deleteFrom('annotation').where('mention_id', '=', id).execute();
  await store.db.deleteFrom('mention').where('id', '=', id).execute();
}

beforeAll(async () => {
  store = await openStore({ dataDir: ':memory:' });
});
afterAll(async () => {
  await store.close();
});

describe('tagPending', () => {
  it('tags what was promised, groups copies, keeps homonyms apart', async () => {
    await commit(
      'echo',
      undefined,
      [
        said(
          'https://echo.example/a',
          'La menuiserie de Vannes accueille deux apprentis à la rentrée, dans son atelier.',
          'Deux apprentis chez Kerlann',
        ),
        said('https://echo.example/b', 'Le garage Kerlann, à Plouarvel, change de patron.', 'Plouarvel'),
      ],
      '2026-07-13T05:00:00.000Z',
    );
    await commit(
      'gazette',
      undefined,
      [
        said(
          'https://gazette.example/c',
          'La menuiserie de Vannes accueille deux apprentis à la rentrée dans son atelier de la ville.',
          'Vannes : deux apprentis chez Kerlann',
        ),
      ],
      '2026-07-13T05:01:00.000Z',
    );
    expect(await tagPending(store, settings, { clock })).toEqual({ items: 3, failed: [], changes: 0 });
    expect(await labels('relevance')).toEqual({
      'La menuiserie de Vannes  firm': 'kept',
      'Le garage Kerlann, à Plo firm': 'dropped',
    });
    const stories = await store.db.selectFrom('story').selectAll().execute();
    expect(stories).toHaveLength(1);
    expect(await tagPending(store, settings, { clock })).toEqual({ items: 0, failed: [], changes: 0 });
  });

  it('keeps its promise only together with all that was said', async () => {
    const promised = [
      said('https://echo.example/d', 'La menuiserie Kerlann, à Vannes, ouvre ses portes samedi.'),
    ];
    await commit('portes', undefined, promised, '2026-07-13T05:01:30.000Z');
    const tags = () => store.db.selectFrom('annotation').select('mention_id').execute();
    const before = await tags();
    const memory = await storedStates(store);
    await sql`alter table stage_state rename to elsewhere`.execute(store.db);
    await expect(tagPending(store, settings, { clock })).rejects.toThrow('stage_state');
    await sql`alter table elsewhere rename to stage_state`.execute(store.db);
    expect(await tags()).toEqual(before);
    expect(await storedStates(store)).toEqual(memory);
    const interrupted = { clock, signal: AbortSignal.abort() };
    expect((await tagPending(store, settings, interrupted)).items).toBe(0);
    expect((await tagPending(store, settings, { clock })).items).toBe(1);
    await forget('https://echo.example/d');
  });

  it('begins from what the tagging before it remembers', async () => {
    let isOver = false;
    const wasOver = () => isOver;
    const held = store.tagging(async () => {
      await wait(100);
      isOver = true;
    });
    const order = await Promise.all([
      tagPending(store, settings, { clock }).then(wasOver),
      retagAnswered(store, settings, 'firm', { clock }).then(wasOver),
      held,
    ]);
    expect(order).toEqual([true, true, undefined]);
  });

  it('learns from what the owner says, and forgets it when she takes it back', async () => {
    const garage = await idOf('https://echo.example/b');
    const weighed = Promise.withResolvers<void>();
    const lessons = learner(store, settings, clock, () => weighed.resolve(), weighed.reject);
    const act = { mentionId: garage, verb: 'is-us', subject: 'firm' } as const;
    const actionId = await saveAction(store, act, clock.now());
    lessons.answered(act);
    await weighed.promise;
    await lessons.close();
    expect((await labels('relevance'))['Le garage Kerlann, à Plo firm']).toBe('kept');
    await undoAction(store, actionId, clock.now());
    expect(await retagAnswered(store, settings, 'firm', { clock })).toBe(1);
    expect((await labels('relevance'))['Le garage Kerlann, à Plo firm']).toBe('dropped');
  });

  it('retags what another version tagged, and all when asked, with the same result', async () => {
    const rows = () =>
      store.db
        .selectFrom('annotation')
        .selectAll()
        .orderBy('mention_id')
        .orderBy('stage')
        .orderBy('item')
        .execute();
    const before = await rows();
    expect((await retag(store, settings, { clock, all: false })).items).toBe(0);
    await store.db.updateTable('annotation').set({ version: 0 }).where('stage', '=', 'intent').execute();
    expect((await retag(store, settings, { clock, all: false })).items).toBe(3);
    expect(await rows()).toEqual(before);
    expect((await retag(store, settings, { clock, all: true })).items).toBe(3);
    expect(await rows()).toEqual(before);
  });

  it('retags what was tagged under other names, once', async () => {
    const renamed = settingsSchema.parse({
      ...settings,
      firm: { ...settings.firm, exclude: [], context: ['garage'], aliases: ['Kerlann', 'Le garage Kerlann'] },
    });
    const garage = async () => (await labels('relevance'))['Le garage Kerlann, à Plo firm'];
    expect(await garage()).toBe('dropped');
    expect((await retag(store, renamed, { clock, all: false })).items).toBe(3);
    expect(await garage()).toBe('kept');
    expect((await retag(store, renamed, { clock, all: false })).items).toBe(0);
    expect((await retag(store, settings, { clock, all: false })).items).toBe(3);
    expect(await garage()).toBe('dropped');
  });

  it('tells what changed on a watched page, old wording beside new', async () => {
    const page = (offer: string): Observation => ({
      kind: 'page',
      url: 'https://golfe.example/promotions',
      title: 'Promotions',
      lines: ['Ouvertures du Golfe', offer, 'Nous contacter', 'Mis à jour il y a 3 jours'],
    });
    await commit(
      'golfe',
      'Ouvertures du Golfe',
      [page('Volets roulants : −10 %')],
      '2026-05-18T05:00:00.000Z',
    );
    await commit(
      'golfe',
      'Ouvertures du Golfe',
      [page('Volets roulants : −15 % jusqu’au 31 juillet')],
      '2026-07-08T05:00:00.000Z',
    );
    expect((await tagPending(store, settings, { clock })).changes).toBe(1);
    const [change] = await store.db.selectFrom('page_change').selectAll().execute();
    expect(change).toMatchObject({
      subject: 'ouvertures-du-golfe',
      kind: 'promotion',
      before: 'Volets roulants : −10 %',
      after: 'Volets roulants : −15 % jusqu’au 31 juillet',
    });
    expect(change?.before_since?.toISOString()).toBe('2026-05-18T05:00:00.000Z');
  });
});
