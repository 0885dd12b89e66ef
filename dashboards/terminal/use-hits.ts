import { useEffect, useRef, useState } from 'react';
import type { Mentions, MentionView } from '../../queries/mentions.ts';
import type { Search } from '../../queries/search.ts';
import { FIRM } from '../../src/domain/brand.ts';
import type { House } from '../../src/domain/house.ts';
import type { TextHit } from '../../src/domain/question.ts';
import type { TodoEntry } from '../view-models/todo.ts';
import { entryOf } from '../view-models/todo.ts';
import type { Hits, View } from './view.ts';

/** The texts are still being gone through: what was found meanwhile is asked for this often. */
const AGAIN_MS = 150;
/** Once nobody types any more, the rows get what only the whole remark knows: its sign, its story, why. */
const WHOLE_MS = 120;
/** More than a wall of a screen shows. */
const HITS_MAX = 100;

/** A search as it goes on: the last words wanted, and what was found for them. */
type Searching = {
  busy: boolean;
  wanted: string;
  timer: NodeJS.Timeout | undefined;
};

/** What was found, newest first. Fast typing asks for the last words only; the rest is skipped. */
export function useHits(house: House, view: View, filter: string): Hits | null {
  const [hits, setHits] = useState<Hits | null>(null);
  const words = filter.trim();
  const searching = useRef<Searching>({ busy: false, wanted: '', timer: undefined });
  useEffect(() => {
    const now = searching.current;
    now.wanted = words;
    clearTimeout(now.timer);
    if (words === '') setHits(null);
    else void search(house, view, now, setHits);
    return () => clearTimeout(now.timer);
  }, [house, view, words]);
  return hits;
}

async function search(house: House, view: View, now: Searching, found: (hits: Hits) => void): Promise<void> {
  if (now.busy) return;
  now.busy = true;
  try {
    for (let words = ''; words !== now.wanted && now.wanted !== ''; ) {
      words = now.wanted;
      const answer = await house.ask<Search>('search', { search: words, limit: HITS_MAX });
      if (now.wanted === '') break;
      const { hits, total, complete } = answer;
      found({ words, total, complete, entries: hits.map(hit => entryOf(view.todo, previewOf(hit))) });
      if (words !== now.wanted) continue;
      now.timer = complete
        ? setTimeout(() => void wholeRows(house, view, now, answer, found), WHOLE_MS)
        : setTimeout(() => void search(house, view, now, found), AGAIN_MS);
    }
  } catch {
    // What was found before stays; the next key asks again.
  } finally {
    now.busy = false;
  }
}

/** The rows again, from the whole remarks; a text that is about nobody keeps its preview. */
async function wholeRows(
  house: House,
  view: View,
  now: Searching,
  { hits, total, complete }: Search,
  found: (hits: Hits) => void,
): Promise<void> {
  const words = now.wanted;
  const ids = hits.map(hit => hit.id);
  if (ids.length === 0) return;
  const whole = await house
    .ask<Mentions>('mentions', { subject: FIRM, ids, limit: ids.length })
    .catch(() => null);
  if (whole === null || now.wanted !== words) return;
  const byId = new Map(whole.mentions.map(remark => [remark.id, remark]));
  const entries = hits.map((hit): TodoEntry => entryOf(view.todo, byId.get(hit.id) ?? previewOf(hit)));
  found({ words, total, complete, entries });
}

/** As much of a remark as is known at once. */
function previewOf({ id, day, kind, form, site, rating, head }: TextHit): MentionView {
  return {
    id,
    day,
    kind,
    form,
    site,
    rating: rating === null ? null : { ...rating, worst: 1 },
    title: head,
    text: head,
    sourceId: '',
    url: null,
    author: null,
    publishedAt: `${day}T00:00:00.000Z`,
    reply: null,
    language: null,
    verdict: 'kept',
    relevance: { score: 0, because: [] },
    tone: null,
    topics: [],
    intent: null,
    priority: { label: 'none', because: [] },
    story: null,
    action: null,
  };
}
