import { afterEach, beforeEach, expect, test } from 'vitest';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { loadItems } from '../../src/platform/store/items.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { finishTags, pendingPages, pendingTags } from '../../src/platform/store/tagging.ts';
import { article, batchOf, review, source } from './world.ts';

const echo = source('L’Écho');
const gazette = source('La Gazette');
const MORNING = '2026-07-09T05:00:00.000Z';
const NOON = '2026-07-09T10:00:00.000Z';

let store: Store;
beforeEach(async () => {
  store = await openStore({ dataDir: ':memory:' });
});
afterEach(() => store.close());

const mentions = () => store.db.selectFrom('mention').selectAll().execute();
const sightings = () => store.db.selectFrom('sighting').selectAll().execute();

test('the same batch twice adds nothing, and its tags are promised once', async () => {
  const batch = batchOf(echo, MORNING, [
    article('https://echo.example/a?utm_source=x', 'Un', 'Deux apprentis', '2026-07-08T22:30:00.000Z'),
    review('r1', 1, 'Personne ne rappelle', '2026-07-09T03:00:00.000Z'),
  ]);
  const first = await commitBatch(store, batch);
  expect([first.items, first.fresh, first.toTag.length]).toEqual([2, 2, 2]);
  // Once by the shortcut of a running process, once as the next process does it.
  expect(await commitBatch(store, batch)).toEqual({ items: 2, fresh: 0, toTag: [] });
  store.lastSaid.clear();
  expect(await commitBatch(store, batch)).toEqual({ items: 2, fresh: 0, toTag: [] });
  expect(await mentions()).toHaveLength(2);
  expect(await sightings()).toHaveLength(2);
  const [promise, ...others] = await pendingTags(store);
  expect(others).toEqual([]);
  expect([...(promise?.mentionIds ?? [])].sort()).toEqual([...first.toTag].sort());
  await store.write(trx => finishTags(trx, store, [promise?.outboxId ?? ''], NOON));
  expect(await pendingTags(store)).toEqual([]);
});

test('a mention is stored as the contract says', async () => {
  const said = {
    ...article(
      'https://echo.example/a?utm_source=x#xtor=RSS-1',
      ' Œuvre ',
      'Été\u0000 à l’atelier',
      '2026-07-08T22:30:00.000Z',
    ),
    author: { name: 'Jeanne Le Goff' },
    engagement: { likes: 2, shares: 3, views: 900 },
  };
  await commitBatch(store, batchOf(echo, MORNING, [said]));
  const [row] = await mentions();
  expect(row).toMatchObject({
    url: 'https://echo.example/a',
    title: 'Œuvre',
    text: 'Été à l’atelier',
    folded: "oeuvre ete a l'atelier",
    site: 'L’Écho',
    about: null,
    engagement: 5,
    dated: true,
    published_at: new Date('2026-07-08T22:30:00.000Z'),
    local_day: '2026-07-09',
  });
  expect(row?.author_key).toMatch(/^[0-9a-f]{32}$/);
  const [item] = await loadItems(store, [row?.id ?? '']);
  expect(item).toMatchObject({ form: 'article', replied: false, rating: null, authorHandle: null });
});

test('the same address by two sources is one mention seen twice', async () => {
  const url = 'https://echo.example/a';
  await commitBatch(store, batchOf(echo, MORNING, [article(url, 'Un', 'Texte entier', null)]));
  const second = await commitBatch(store, batchOf(gazette, NOON, [article(url, 'Un', 'Extrait…', null)]));
  expect(second).toMatchObject({ fresh: 0, toTag: [] });
  expect(await mentions()).toMatchObject([{ text: 'Texte entier', site: 'L’Écho', dated: false }]);
  expect((await sightings()).map(seen => seen.source_id).sort()).toEqual([echo.id, gazette.id].sort());
});

test('items that share one link are told apart by their ids, also when the link alone comes later', async () => {
  const item = (id: string, title: string) => ({
    ...article('https://echo.example/actus', title, `Texte de ${title}`, MORNING),
    sourceItemId: id,
  });
  const all = [item('guid-1', 'Un'), item('guid-2', 'Deux'), item('guid-3', 'Trois')];
  expect((await commitBatch(store, batchOf(echo, MORNING, all))).fresh).toBe(3);
  expect((await commitBatch(store, batchOf(echo, NOON, [item('guid-2', 'Deux')]))).fresh).toBe(0);
  expect((await commitBatch(store, batchOf(gazette, NOON, all))).fresh).toBe(0);
  expect((await mentions()).map(row => row.title).sort()).toEqual(['Deux', 'Trois', 'Un']);
});

test('an item that had its link alone stays one when others come to bear the link', async () => {
  const item = (id: string, title: string) => ({
    ...article('https://echo.example/actus', title, `Texte de ${title}`, MORNING),
    sourceItemId: id,
  });
  await commitBatch(store, batchOf(echo, MORNING, [item('guid-1', 'Un')]));
  const both = await commitBatch(store, batchOf(echo, NOON, [item('guid-2', 'Deux'), item('guid-1', 'Un')]));
  expect(both.fresh).toBe(1);
  expect((await mentions()).map(row => row.title).sort()).toEqual(['Deux', 'Un']);
});

test('one article under two ids is one: its words are the same', async () => {
  const twice = ['a', 'b'].map(sourceItemId => ({
    ...article('https://echo.example/a', 'Un', 'Deux apprentis', MORNING),
    sourceItemId,
  }));
  expect((await commitBatch(store, batchOf(echo, MORNING, twice))).fresh).toBe(1);
});

test('of one thing told twice in a batch, the longest text is kept', async () => {
  const url = 'https://forum.example/t/veranda/9/1';
  const told = (text: string) => ({ ...article(url, 'Véranda', text, MORNING), sourceItemId: '9/1' });
  const topic = told('Véranda');
  const post = told('Elle fuit depuis mars.');
  expect(await commitBatch(store, batchOf(echo, MORNING, [topic, post]))).toMatchObject({ fresh: 1 });
  expect(await mentions()).toMatchObject([{ text: 'Elle fuit depuis mars.' }]);
  expect(await commitBatch(store, batchOf(echo, NOON, [post, topic]))).toMatchObject({ toTag: [] });
});

test('two sources that show a title only do not reword each other for ever', async () => {
  const url = 'https://echo.example/a';
  await commitBatch(store, batchOf(echo, MORNING, [article(url, 'Un', '', null)]));
  const other = await commitBatch(store, batchOf(gazette, NOON, [article(url, 'Un, et deux', '', null)]));
  expect(other.toTag).toEqual([]);
  expect(await mentions()).toMatchObject([{ title: 'Un' }]);
  const fuller = batchOf(gazette, NOON, [article(url, 'Un, et deux', 'Le texte', null)]);
  expect((await commitBatch(store, fuller)).toTag).toHaveLength(1);
});

test('an edited text replaces the wording, keeps the old one and is tagged again', async () => {
  await commitBatch(store, batchOf(echo, MORNING, [review('r1', 2, 'Trop long', MORNING)]));
  const edited = await commitBatch(store, batchOf(echo, NOON, [review('r1', 4, 'Finalement bien', MORNING)]));
  expect(edited).toMatchObject({ fresh: 0 });
  expect(edited.toTag).toHaveLength(1);
  expect(await mentions()).toMatchObject([
    { text: 'Finalement bien', folded: 'finalement bien', rating_value: 4, updated_at: new Date(NOON) },
  ]);
  expect(await store.db.selectFrom('mention_edit').selectAll().execute()).toMatchObject([
    { text: 'Trop long', rating_value: 2, replaced_at: new Date(NOON) },
  ]);
  expect(
    await commitBatch(store, batchOf(echo, NOON, [review('r1', 4, 'Finalement bien', MORNING)])),
  ).toMatchObject({
    toTag: [],
  });
});

test('a reply that appears is noted with the time it was first seen', async () => {
  await commitBatch(store, batchOf(echo, MORNING, [review('r1', 5, 'Bravo', MORNING)]));
  const replied = review('r1', 5, 'Bravo', MORNING, { text: 'Merci', at: null });
  expect(await commitBatch(store, batchOf(echo, NOON, [replied]))).toMatchObject({ fresh: 0, toTag: [] });
  await commitBatch(store, batchOf(echo, '2026-07-10T10:00:00.000Z', [replied]));
  expect(await mentions()).toMatchObject([
    { reply_text: 'Merci', reply_at: null, reply_seen_at: new Date(NOON) },
  ]);
});

test('reviews of one page are told apart; without ids by author and words, whatever the date', async () => {
  const page = 'https://avis.example/kerlann';
  const bare = (name: string, text: string, publishedAt: string) =>
    ({ kind: 'review', url: page, text, rating: null, author: { name }, publishedAt }) as const;
  await commitBatch(
    store,
    batchOf(echo, MORNING, [bare('Ana', 'Très bien', MORNING), bare('Léo', 'Très bien', MORNING)]),
  );
  const moved = await commitBatch(store, batchOf(echo, NOON, [bare('Ana', 'Très bien', NOON)]));
  expect(moved.fresh).toBe(0);
  expect(await mentions()).toHaveLength(2);
});

test('a forgotten author and what she wrote do not come back', async () => {
  const batch = batchOf(echo, MORNING, [review('r1', 1, 'Nul', MORNING)]);
  await commitBatch(store, batch);
  await store.write(async trx => {
    await trx
      .updateTable('author')
      .set({ name: null, handle: null, url: null, erased_at: new Date(NOON) })
      .execute();
    await trx.deleteFrom('mention').execute();
  });
  store.lastSaid.clear();
  expect(await commitBatch(store, batch)).toMatchObject({ fresh: 0 });
  expect(await mentions()).toEqual([]);
  expect(await store.db.selectFrom('author').selectAll().execute()).toMatchObject([{ name: null }]);
});

test('impossible dates give way to the time of reading', async () => {
  const at = ['+099999-01-01T00:00:00.000Z', '1961-01-01T00:00:00.000Z', 'hier', '2026-07-09T20:00:00.000Z'];
  const said = at.map((date, index) => article(`https://echo.example/${index}`, 'Un', 'Texte', date));
  await commitBatch(store, batchOf(echo, MORNING, said));
  const rows = await store.db.selectFrom('mention').select(['dated', 'url']).orderBy('url').execute();
  expect(rows.map(row => row.dated)).toEqual([false, false, false, true]);
});

test('a page is kept when it changes, and the change is promised', async () => {
  const page = (...lines: string[]) =>
    ({ kind: 'page', url: 'https://golfe.example/promo', title: 'Promo', lines }) as const;
  const at = (hour: number) => `2026-07-09T${String(hour).padStart(2, '0')}:00:00.000Z`;
  const read = (hour: number, ...lines: string[]) =>
    commitBatch(store, batchOf(echo, at(hour), [page(...lines)]));
  expect((await read(1, 'Volets −10 %')).fresh).toBe(1);
  expect((await read(2, 'Volets −10 %')).fresh).toBe(0);
  expect(await pendingPages(store)).toEqual([]);
  expect((await read(3, 'Volets −15 %')).fresh).toBe(1);
  expect((await read(1, 'Volets −10 %')).fresh).toBe(0);
  const rows = await store.db.selectFrom('page_seen').selectAll().orderBy('seen_at').execute();
  expect(rows.map(row => [row.seen_at.toISOString(), row.last_seen_at.toISOString()])).toEqual([
    [at(1), at(2)],
    [at(3), at(3)],
  ]);
  expect(await pendingPages(store)).toMatchObject([
    { sourceId: echo.id, url: 'https://golfe.example/promo' },
  ]);
});

test('ratings are one a day, prices and jobs only what is new', async () => {
  const observations = (count: number, price: number) => [
    { kind: 'rating', average: 4.2, best: 5, worst: 1, count } as const,
    { kind: 'price', product: 'Volet', price, currency: 'EUR' } as const,
    { kind: 'job', sourceItemId: 'j1', title: 'Poseur', publishedAt: null } as const,
  ];
  expect((await commitBatch(store, batchOf(echo, MORNING, observations(117, 129)))).fresh).toBe(3);
  expect((await commitBatch(store, batchOf(echo, NOON, observations(118, 129)))).fresh).toBe(1);
  expect(
    (await commitBatch(store, batchOf(echo, '2026-07-10T10:00:00.000Z', observations(118, 99)))).fresh,
  ).toBe(1);
  const ratings = await store.db
    .selectFrom('rating_seen')
    .select(['count', 'local_day'])
    .orderBy('seen_at')
    .execute();
  expect(ratings).toEqual([
    { count: 118, local_day: '2026-07-09' },
    { count: 118, local_day: '2026-07-10' },
  ]);
  expect(await store.db.selectFrom('price_seen').select('price').orderBy('seen_at').execute()).toEqual([
    { price: 129 },
    { price: 99 },
  ]);
  expect(await store.db.selectFrom('job_seen').selectAll().execute()).toMatchObject([
    { seen_at: new Date(MORNING), last_seen_at: new Date('2026-07-10T10:00:00.000Z') },
  ]);
});
