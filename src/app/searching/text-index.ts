import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { TextHits } from '../../domain/question.ts';
import { fold } from '../../domain/text/fold.ts';
import { foldedWords } from '../../domain/text/tokens.ts';
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
/** Rows asked for at once: their way from the store takes some five milliseconds of this thread. */
const PAGE_TEXTS = 1_000;
/** Texts taken in before others get a turn. */
const STEP_TEXTS = 200;
/** Segments of a few texts each cost as much as full ones: beyond this many new ones all is made anew. */
const FRESH_SEGMENTS_MAX = 24;

/** A text's place in time: where the next page begins. */
type Place = { readonly at: Date; readonly id: string };

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
    let after: Place | null = null;
    let texts = gathering();
    for (;;) {
      const page: readonly IndexedText[] = await pageAfter(store, after);
      if (state === 'closed') return;
      await taken(texts, page);
      const last = page.at(-1);
      if (texts.size >= SEGMENT_TEXTS_MAX - PAGE_TEXTS || page.length < PAGE_TEXTS) {
        segments.push(texts.segment());
        texts = gathering();
      }
      if (page.length < PAGE_TEXTS || !last) return;
      after = { at: last.published_at, id: last.id };
    }
  };

  const refresh = async (): Promise<void> => {
    const until = await newest(store);
    const rows = await changedSince(store, seenUntil);
    if (rows.length >= SEGMENT_TEXTS_MAX || fresh >= FRESH_SEGMENTS_MAX) return build();
    if (rows.length > 0) {
      const ids = new Set(rows.map(row => row.id));
      for (const segment of segments)
        for (const [place, id] of segment.ids.entries()) if (ids.has(id)) segment.dead.add(place);
      const texts = gathering();
      await taken(texts, rows);
      segments.unshift(texts.segment());
      fresh += 1;
    }
    seenUntil = until;
    const known = segments.reduce((sum, { ids, dead }) => sum + ids.length - dead.size, 0);
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

function lookUp(
  segments: readonly Segment[],
  words: readonly string[],
  limit: number,
): Omit<TextHits, 'complete'> {
  if (words.length === 0) return { hits: [], total: 0 };
  let total = 0;
  const newestOf: { id: string; local_day: string; at: number }[] = [];
  for (const segment of segments) {
    const places = placesOf(segment, words);
    total += places.length;
    for (const place of places.subarray(0, limit)) {
      newestOf.push({
        id: segment.ids[place] ?? '',
        local_day: segment.days[place] ?? '',
        at: segment.published[place] ?? 0,
      });
    }
  }
  newestOf.sort((a, b) => b.at - a.at);
  return { total, hits: newestOf.slice(0, limit).map(({ id, local_day }) => ({ id, local_day })) };
}

/** Takes texts in, a few at a time: keys and questions come in between. */
async function taken(texts: ReturnType<typeof gathering>, rows: readonly IndexedText[]): Promise<void> {
  for (let start = 0; start < rows.length; start += STEP_TEXTS) {
    texts.add(rows.slice(start, start + STEP_TEXTS));
    await turn();
  }
}

function texts({ db, tenantId, brandId }: Store) {
  return db.selectFrom('mention').where('tenant_id', '=', tenantId).where('brand_id', '=', brandId);
}

function rowsOf(store: Store) {
  return texts(store)
    .select(['id', 'local_day', 'published_at', 'folded'])
    .orderBy('published_at', order => order.desc().nullsLast())
    .orderBy('id', order => order.desc().nullsLast());
}

function pageAfter(store: Store, after: Place | null): Promise<readonly IndexedText[]> {
  let query = rowsOf(store).limit(PAGE_TEXTS);
  if (after) {
    query = query.where(({ or, and, eb }) =>
      or([
        eb('published_at', '<', after.at),
        and([eb('published_at', '=', after.at), eb('id', '<', after.id)]),
      ]),
    );
  }
  return query.execute();
}

function changedSince(store: Store, since: Date): Promise<readonly IndexedText[]> {
  return rowsOf(store).where('updated_at', '>', since).limit(SEGMENT_TEXTS_MAX).execute();
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
