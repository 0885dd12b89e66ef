import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { TextHit, TextHits } from '../../domain/question.ts';
import { fold } from '../../domain/text/fold.ts';
import { foldedWords } from '../../domain/text/tokens.ts';
import type { LocalDay } from '../../domain/time.ts';
import type { Store } from '../../platform/store/open.ts';
import { gathering, type IndexedText, placesOf, SEGMENT_TEXTS_MAX, type Segment } from './segment.ts';

/**
 * All texts of a store by their words, in memory: made when something is first looked for, newest texts first,
 * and kept up with the store from then on. It holds no text, and nothing of it is ever written to a disk: what
 * the store forgets is gone from here too.
 */
export type TextIndex = {
  /** Texts in which every word, or its beginning, stands; newest first. Never waits for the index to be whole. */
  find(words: string, limit: number): Promise<TextHits>;
  /** The store may hold other texts than before. */
  stale(): void;
  /** Resolves when the index is whole, or given up. */
  settled(): Promise<void>;
  close(): void;
};

/** One bit each while looking; nobody types more words. */
const WORDS_MAX = 8;
/** Rows asked for at once: their way from the store takes some eight milliseconds of this thread. */
const PAGE_TEXTS = 500;
/** Texts taken in before others get a turn. */
const STEP_TEXTS = 50;
/** A row shows one sentence. */
const HEAD_LENGTH_MAX = 160;
/** Segments of a few texts each cost as much as full ones: beyond this many new ones all is made anew. */
const FRESH_SEGMENTS_MAX = 24;

export function textIndex(store: Store): TextIndex {
  let segments: Segment[] = [];
  let fresh = 0;
  let state: 'none' | 'building' | 'whole' | 'stale' | 'closed' = 'none';
  let working: Promise<void> = Promise.resolve();
  let seenUntil = new Date(0);

  const build = async (): Promise<void> => {
    segments = [];
    fresh = 0;
    seenUntil = await newest(store);
    await addAll(segments, store, () => state === 'closed');
  };

  const refresh = async (): Promise<void> => {
    const until = await newest(store);
    const rows = await changedSince(store, seenUntil);
    if (rows.length >= SEGMENT_TEXTS_MAX || fresh >= FRESH_SEGMENTS_MAX) return build();
    if (rows.length > 0) {
      const texts = gathering();
      await taken(texts, rows);
      const segment = await texts.segment();
      // At once: no look finds a text twice, or not at all.
      const ids = new Set(rows.map(row => row.hit.id));
      for (const older of segments)
        for (const [place, { id }] of older.hits.entries()) if (ids.has(id)) older.dead.add(place);
      segments.unshift(segment);
      fresh += 1;
    }
    seenUntil = until;
    const known = segments.reduce((sum, { hits, dead }) => sum + hits.length - dead.size, 0);
    // Something was forgotten: which, only the store knows.
    if (known !== (await countOf(store))) await build();
  };

  const catchUp = (): void => {
    if (state !== 'none' && state !== 'stale') return;
    const work = state === 'none' ? build : refresh;
    state = 'building';
    working = work().then(
      () => {
        if (state === 'building') state = 'whole';
      },
      () => {
        if (state !== 'closed') state = 'none';
      },
    );
  };

  const stale = (): void => {
    if (state === 'whole') state = 'stale';
    // A build that is under way may have passed by what is new.
    else if (state === 'building') void working.then(stale);
  };

  return {
    stale,
    async find(words, limit) {
      catchUp();
      const found = lookUp(segments, foldedWords(fold(words)).slice(0, WORDS_MAX), limit);
      return { ...found, complete: state === 'whole' };
    },
    settled: () => working,
    close() {
      state = 'closed';
      segments = [];
    },
  };
}

/** Every text of the store, newest first: what is in can be found while the rest comes. */
async function addAll(segments: Segment[], store: Store, isClosed: () => boolean): Promise<void> {
  let texts = gathering();
  for (const pages of pagesOf(await textsPerDay(store))) {
    const page = await textsOf(store, pages);
    if (isClosed()) return;
    await taken(texts, page);
    if (texts.size > SEGMENT_TEXTS_MAX - PAGE_TEXTS) {
      segments.push(await texts.segment());
      texts = gathering();
    }
  }
  if (texts.size > 0) segments.push(await texts.segment());
}

function lookUp(
  segments: readonly Segment[],
  words: readonly string[],
  limit: number,
): Omit<TextHits, 'complete'> {
  if (words.length === 0) return { hits: [], total: 0 };
  let total = 0;
  let newestOf: readonly { readonly hit: TextHit | undefined; readonly at: number }[] = [];
  for (const segment of segments) {
    const places = placesOf(segment, words);
    total += places.length;
    const at = (place: number | undefined) => segment.published[place ?? -1] ?? Number.NEGATIVE_INFINITY;
    // Older segments, which are nearly all, have nothing newer than what is already there.
    if (newestOf.length >= limit && at(places[0]) <= (newestOf.at(-1)?.at ?? 0)) continue;
    const more = Array.from(places.subarray(0, limit), place => ({
      hit: segment.hits[place],
      at: at(place),
    }));
    newestOf = [...newestOf, ...more].sort((a, b) => b.at - a.at).slice(0, limit);
  }
  return { total, hits: newestOf.flatMap(({ hit }) => hit ?? []) };
}

/** Takes texts in, a few at a time: keys and questions come in between. */
async function taken(texts: ReturnType<typeof gathering>, rows: readonly IndexedText[]): Promise<void> {
  for (let start = 0; start < rows.length; start += STEP_TEXTS) {
    texts.add(rows.slice(start, start + STEP_TEXTS));
    await turn();
  }
}

/** A stretch of days with about as many texts as are asked for at once; a full day is taken in parts. */
type Page = { readonly from: LocalDay; readonly to: LocalDay; readonly skip: number };

/** Pages newest first. Days lie together in the store: a page reads little else. */
function pagesOf(days: readonly { readonly day: LocalDay; readonly n: number }[]): readonly Page[] {
  const pages: Page[] = [];
  let open: { from: LocalDay; to: LocalDay; n: number } | null = null;
  for (const { day, n } of days) {
    if (open && open.n + n <= PAGE_TEXTS) {
      open = { from: day, to: open.to, n: open.n + n };
      continue;
    }
    if (open) pages.push({ ...open, skip: 0 });
    open = null;
    if (n <= PAGE_TEXTS) open = { from: day, to: day, n };
    else for (let skip = 0; skip < n; skip += PAGE_TEXTS) pages.push({ from: day, to: day, skip });
  }
  return open ? [...pages, { ...open, skip: 0 }] : pages;
}

function texts({ db, tenantId, brandId }: Store) {
  return db.selectFrom('mention').where('tenant_id', '=', tenantId).where('brand_id', '=', brandId);
}

function textsPerDay(store: Store) {
  return texts(store)
    .select('local_day as day')
    .select(sql<number>`cast(count(*) as integer)`.as('n'))
    .groupBy('local_day')
    .orderBy('local_day', order => order.desc().nullsLast())
    .execute();
}

function rowsOf(store: Store) {
  return texts(store)
    .select(['id', 'local_day as day', 'kind', 'form', 'site', 'rating_value', 'rating_best'])
    .select(['published_at', 'folded'])
    .select(
      sql<string>`substr(case when form = 'article' and title <> '' then title else text end, 1, ${HEAD_LENGTH_MAX})`.as(
        'head',
      ),
    )
    .orderBy('published_at', order => order.desc().nullsLast())
    .orderBy('id', order => order.desc().nullsLast());
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

/** Sites are few and texts many: one name is kept for all. */
const names = new Map<string, string>();
const NAMES_MAX = 10_000;

function kept(name: string): string {
  const known = names.get(name);
  if (known === undefined && names.size < NAMES_MAX) names.set(name, name);
  return known ?? name;
}

function indexed({ rating_value: value, rating_best: best, published_at, folded, ...row }: Row): IndexedText {
  const rating = value === null || best === null ? null : { value, best };
  const hit = { ...row, form: kept(row.form), site: kept(row.site), day: kept(row.day), rating };
  return { hit, publishedAt: published_at, folded };
}

async function textsOf(store: Store, { from, to, skip }: Page): Promise<readonly IndexedText[]> {
  const rows = await rowsOf(store)
    .where('local_day', '>=', from)
    .where('local_day', '<=', to)
    .limit(PAGE_TEXTS)
    .offset(skip)
    .execute();
  return rows.map(indexed);
}

async function changedSince(store: Store, since: Date): Promise<readonly IndexedText[]> {
  const rows = await rowsOf(store).where('updated_at', '>', since).limit(SEGMENT_TEXTS_MAX).execute();
  return rows.map(indexed);
}

async function newest(store: Store): Promise<Date> {
  const row = await texts(store)
    .select(({ fn }) => fn.max('updated_at').as('at'))
    .executeTakeFirst();
  return row?.at ?? new Date(0);
}

async function countOf(store: Store): Promise<number> {
  const row = await texts(store).select(sql<number>`cast(count(*) as integer)`.as('n')).executeTakeFirst();
  return row?.n ?? 0;
}
