import type { Verb } from '../../src/domain/house.ts';
import type { ScreenName } from './ui/bars.ts';
import { BUILT, SCREENS } from './ui/bars.ts';
import { scrolledTo } from './ui/layout.ts';

/** What the keys have changed so far. Plain values: every press gives a new one. */
export type State = {
  readonly screen: 'home' | 'todo';
  /** Place among the things to do of screen 1. */
  readonly homeChosen: number;
  /** Place among the entries shown on screen 2. */
  readonly chosen: number;
  /** First row shown of the list. */
  readonly top: number;
  readonly filter: string;
  readonly typing: boolean;
  /** The chosen remark over the whole screen. */
  readonly open: boolean;
  readonly scroll: number;
  readonly help: boolean;
  /** Key of the catalogue said in the footer until the next press. */
  readonly notice: string | null;
};

export const START: State = {
  screen: 'home',
  homeChosen: 0,
  chosen: 0,
  top: 0,
  filter: '',
  typing: false,
  open: false,
  scroll: 0,
  help: false,
  notice: null,
};

/** One key: a named one, or the sign that it types. */
export type Press =
  | { readonly key: 'up' | 'down' | 'page-up' | 'page-down' | 'home' | 'end' }
  | { readonly key: 'enter' | 'escape' | 'tab' | 'backspace' }
  | { readonly key: 'sign'; readonly sign: string };

/** What the screen shows, as far as keys depend on it. */
export type Extent = {
  readonly homeItems: number;
  readonly entries: number;
  readonly rowOf: readonly number[];
  readonly rows: number;
  /** Rows that the list shows at once. */
  readonly listRows: number;
  /** Lines that the open remark has beyond those shown. */
  readonly scrollMax: number;
};

/** What a press asks of the world. */
export type Effect =
  | { readonly do: 'act'; readonly verb: Verb }
  | { readonly do: 'undo' }
  | { readonly do: 'quit' };

export type Pressed = { readonly state: State; readonly effect: Effect | null };

/** A search is a few words. */
const FILTER_LENGTH_MAX = 60;

const VERB_KEYS: Readonly<Record<string, Verb>> = {
  t: 'done',
  z: 'later',
  i: 'none',
  p: 'not-us',
  m: 'is-us',
};

/** The state after one key, and what to do about it. Pure: the caller acts. */
export function pressed(before: State, press: Press, extent: Extent): Pressed {
  const state = { ...before, notice: null };
  if (state.help) return pressedInHelp(state, press);
  if (state.typing) return { state: typed(state, press), effect: null };
  if (press.key === 'sign') return pressedSign(state, press.sign, extent);
  return { state: moved(state, press, extent), effect: null };
}

function pressedInHelp(state: State, press: Press): Pressed {
  if (press.key === 'sign' && press.sign === 'q') return { state, effect: { do: 'quit' } };
  return { state: { ...state, help: false }, effect: null };
}

function typed(state: State, press: Press): State {
  switch (press.key) {
    case 'sign': {
      const filter = (state.filter + press.sign).slice(0, FILTER_LENGTH_MAX);
      return { ...state, filter, chosen: 0, top: 0 };
    }
    case 'backspace':
      return { ...state, filter: [...state.filter].slice(0, -1).join(''), chosen: 0, top: 0 };
    case 'escape':
      return { ...state, typing: false, filter: '', chosen: 0, top: 0 };
    case 'enter':
      return { ...state, typing: false };
    default:
      return state;
  }
}

function pressedSign(state: State, sign: string, extent: Extent): Pressed {
  const verb = VERB_KEYS[sign];
  if (verb) return { state, effect: { do: 'act', verb } };
  switch (sign) {
    case 'u':
      return { state, effect: { do: 'undo' } };
    case 'q':
      return { state, effect: { do: 'quit' } };
    case '?':
      return { state: { ...state, help: true }, effect: null };
    case '/':
      return { state: { ...state, screen: 'todo', open: false, typing: true }, effect: null };
    case 'j':
      return { state: moved(state, { key: 'down' }, extent), effect: null };
    case 'k':
      return { state: moved(state, { key: 'up' }, extent), effect: null };
    default:
      return { state: switched(state, SCREENS[Number(sign) - 1]), effect: null };
  }
}

/** A screen that is not built yet says what it will hold. */
function switched(state: State, name: ScreenName | undefined): State {
  if (name === undefined) return state;
  if (!BUILT.has(name)) return { ...state, notice: `menu.later.${name}` };
  return { ...state, screen: name === 'todo' ? 'todo' : 'home', open: false };
}

function moved(state: State, press: Exclude<Press, { key: 'sign' }>, extent: Extent): State {
  switch (press.key) {
    case 'tab':
      return switched(state, state.screen === 'home' ? 'todo' : 'home');
    case 'enter':
      return opened(state, extent);
    case 'escape':
      return closed(state);
    case 'backspace':
      return state;
    default:
      return stepped(state, STEPS[press.key], extent);
  }
}

/** Rows or pages that a key moves by. */
const STEPS = {
  up: { rows: -1 },
  down: { rows: 1 },
  'page-up': { pages: -1 },
  'page-down': { pages: 1 },
  home: { rows: Number.NEGATIVE_INFINITY },
  end: { rows: Number.POSITIVE_INFINITY },
} as const satisfies Record<string, { rows: number } | { pages: number }>;

function stepped(state: State, step: { rows?: number; pages?: number }, extent: Extent): State {
  const by = step.rows ?? (step.pages ?? 0) * Math.max(1, extent.listRows - 1);
  if (state.open) return { ...state, scroll: within(state.scroll + by, extent.scrollMax) };
  if (state.screen === 'home') {
    return { ...state, homeChosen: within(state.homeChosen + by, extent.homeItems - 1) };
  }
  return chose(state, state.chosen + by, extent);
}

/** Chooses an entry and scrolls just enough to show it; the first one brings its heading along. */
export function chose(state: State, wish: number, extent: Extent): State {
  const chosen = within(wish, extent.entries - 1);
  const row = chosen === 0 ? 0 : (extent.rowOf[chosen] ?? 0);
  const seen = extent.rowOf[chosen] ?? 0;
  const near = scrolledTo(state.top, row, extent.listRows, extent.rows);
  return { ...state, chosen, top: scrolledTo(near, seen, extent.listRows, extent.rows) };
}

function opened(state: State, extent: Extent): State {
  if (state.open) return { ...state, open: false };
  if (state.screen === 'home') {
    if (extent.homeItems === 0) return { ...state, screen: 'todo' };
    // What is to do stands first in the list, in the same order.
    return {
      ...chose({ ...state, filter: '' }, state.homeChosen, extent),
      screen: 'todo',
      open: true,
      scroll: 0,
    };
  }
  return extent.entries > 0 ? { ...state, open: true, scroll: 0 } : state;
}

/** Escape goes back one step at a time: the open remark, the search, the list. */
function closed(state: State): State {
  if (state.open) return { ...state, open: false };
  if (state.filter !== '') return { ...state, filter: '', chosen: 0, top: 0 };
  return { ...state, screen: 'home' };
}

function within(value: number, most: number): number {
  return Math.max(0, Math.min(value, Math.max(0, most)));
}
