import { useApp } from 'ink';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Mentions } from '../../queries/mentions.ts';
import { FIRM } from '../../src/domain/brand.ts';
import type { House } from '../../src/domain/house.ts';
import type { TodoEntry } from '../view-models/todo.ts';
import { entryOf } from '../view-models/todo.ts';
import type { Page, PageName } from './page.ts';
import { isPage, pageItem } from './shown-page.ts';
import type { State } from './state.ts';
import { useHits } from './use-hits.ts';
import type { Progress, Scene, View } from './view.ts';

/** While a key is held nobody reads a reply: it is asked for once the choice rests. */
const REST_MS = 60;

/** What the screen shows beside the view, asked for when it is needed. `setChosen`: which remark a reply is about. */
export function useAsked(
  house: House,
  view: View,
  progress: Progress | null,
  state: State,
): { readonly scene: Scene; readonly setChosen: (id: string | null) => void } {
  const hits = useHits(house, view, state.filter);
  const page = usePage(house, view, state);
  const remark = useRemark(
    house,
    view,
    state.whole === 'remark' ? (pageItem(state, page)?.mentionId ?? null) : null,
  );
  const { reply, setChosen } = useReply(house, view);
  const scene = useMemo(
    () => ({ view, hits, page, remark, reply, progress }),
    [view, hits, page, remark, reply, progress],
  );
  return { scene, setChosen };
}

/** The open page, asked for when it is opened and whenever the house changed; the last one stays until then. */
function usePage(house: House, view: View, { screen }: State): Page | null {
  const [shown, setShown] = useState<{ readonly name: PageName; readonly page: Page } | null>(null);
  const { exit } = useApp();
  useEffect(() => {
    if (!isPage(screen)) return;
    let left = false;
    const open = async (): Promise<void> => {
      const { PAGES } = await import('./pages.ts');
      const page = await PAGES[screen]?.(house, view.context);
      if (!left && page) setShown({ name: screen, page });
    };
    // A question that cannot be answered is a bug, here as on the first screen: it is told, not hidden.
    open().catch(error => (left ? undefined : exit(error)));
    return () => {
      left = true;
    };
  }, [house, view, screen, exit]);
  return shown?.name === screen ? shown.page : null;
}

/** The remark that a page opens in full. */
function useRemark(house: House, view: View, id: string | null): TodoEntry | null {
  const [remark, setRemark] = useState<TodoEntry | null>(null);
  const { exit } = useApp();
  useEffect(() => {
    if (id === null) return;
    let left = false;
    const find = async (): Promise<void> => {
      const found = await house.ask<Mentions>('mentions', { subject: FIRM, ids: [id], limit: 1 });
      const [one] = found.mentions;
      if (!left && one) setRemark(entryOf(view.todo, one));
    };
    find().catch(error => (left ? undefined : exit(error)));
    return () => {
      left = true;
    };
  }, [house, view, id, exit]);
  return remark;
}

/** The proposed reply to the chosen remark. Replies asked for once are kept until the house changes. */
function useReply(house: House, view: View) {
  const [reply, setReply] = useState<Scene['reply']>(null);
  const known = useRef({ view, replies: new Map<string, NonNullable<Scene['reply']>>() });
  const chosen = useRef<string | null>(null);
  const [id, setId] = useState<string | null>(null);
  useEffect(() => {
    if (known.current.view !== view) known.current = { view, replies: new Map() };
    const { replies } = known.current;
    if (id === null) return;
    let left = false;
    const kept = replies.get(id);
    if (kept) setReply(kept);
    else {
      house.reply(id).then(
        proposal => {
          const one = { mentionId: id, proposal };
          replies.set(id, one);
          if (!left) setReply(one);
        },
        () => undefined,
      );
    }
    return () => {
      left = true;
    };
  }, [house, view, id]);
  const timer = useRef<NodeJS.Timeout | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const setChosen = (next: string | null) => {
    if (next === chosen.current) return;
    const first = chosen.current === null;
    chosen.current = next;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setId(next), first ? 0 : REST_MS);
  };
  return { reply, setChosen };
}
