import { isPage, onPage, pageChosen } from './shown-page.ts';
import type { Direction, Extent, State } from './state.ts';
import type { ScreenName } from './ui/bars.ts';
import { BUILT, SCREENS } from './ui/bars.ts';
import { scrolledTo } from './ui/layout.ts';

/** A screen that is not built yet says what it will hold. */
export function toScreen(state: State, name: ScreenName | undefined): State {
  if (name === undefined) return state;
  if (name === 'home' || name === 'todo' || isPage(name)) {
    return { ...state, screen: name, whole: null, scroll: 0 };
  }
  return { ...state, notice: `menu.later.${name}` };
}

/** Tab goes round the screens that exist. */
export function switched(state: State, by: 1 | -1): State {
  const built = SCREENS.filter(name => BUILT.has(name));
  const at = built.indexOf(state.screen);
  return toScreen(state, built[(at + by + built.length) % built.length]);
}

/** Rows or pages that a key moves by. */
const STEPS = {
  up: { rows: -1 },
  down: { rows: 1 },
  'page-up': { pages: -1 },
  'page-down': { pages: 1 },
  home: { rows: Number.NEGATIVE_INFINITY },
  end: { rows: Number.POSITIVE_INFINITY },
} as const satisfies Record<Direction, { rows: number } | { pages: number }>;

export function moved(state: State, direction: Direction, extent: Extent): State {
  const step: { rows?: number; pages?: number } = STEPS[direction];
  const by = step.rows ?? (step.pages ?? 0) * Math.max(1, extent.listRows - 1);
  if (state.whole !== null) return { ...state, scroll: within(state.scroll + by, extent.scrollMax) };
  if (state.screen === 'home') {
    return { ...state, homeChosen: within(state.homeChosen + by, extent.homeEntries.length - 1) };
  }
  if (isPage(state.screen)) {
    const { page } = extent;
    if (!page) return state;
    const chosen = within(pageChosen(state, page) + by, page.items.length - 1);
    return { ...state, pageChosen: { ...state.pageChosen, [state.screen]: chosen } };
  }
  return chose(state, state.chosen + by, extent);
}

/** Chooses an entry and scrolls just enough to show it; the first one brings its heading along. */
export function chose(state: State, wish: number, extent: Extent): State {
  const chosen = within(wish, extent.entries - 1);
  const row = chosen === 0 ? 0 : (extent.rowOf[chosen] ?? 0);
  const seen = extent.rowOf[chosen] ?? 0;
  const near = scrolledTo(state.top, row, extent.listRows, extent.rows);
  const top = scrolledTo(near, seen, extent.listRows, extent.rows);
  return chosen === state.chosen && top === state.top ? state : { ...state, chosen, top };
}

/** Entrée on screens 1 and 2: the chosen remark in full, and back. */
export function opened(state: State, extent: Extent): State {
  if (state.whole !== null) return { ...state, whole: null };
  if (state.screen === 'home') {
    if (extent.homeEntries.length === 0) return { ...state, screen: 'todo' };
    const first = { ...state, filter: '', screen: 'todo' as const };
    return { ...chose(first, extent.homeEntries[state.homeChosen] ?? 0, extent), whole: 'remark', scroll: 0 };
  }
  return extent.entries > 0 ? { ...state, whole: 'remark', scroll: 0 } : state;
}

/** Escape goes back one step at a time: what is over the screen, the search, the list. */
export function closed(state: State): State {
  if (state.whole !== null) return { ...state, whole: null, scroll: 0 };
  if (!onPage(state) && state.filter !== '') return { ...state, filter: '', chosen: 0, top: 0 };
  return { ...state, screen: 'home' };
}

function within(value: number, most: number): number {
  return Math.max(0, Math.min(value, Math.max(0, most)));
}
