import type { Tone } from '../../src/domain/annotation.ts';
import type { Verb } from '../../src/domain/house.ts';
import { edited, editorOf } from './editor.ts';
import { closed, moved, opened, switched, toScreen } from './moving.ts';
import type { PageAct } from './page.ts';
import { onPage, pageItem } from './shown-page.ts';
import type { Effect, Extent, Press, Pressed, State } from './state.ts';
import { prompted, typed } from './typing.ts';
import { SCREENS } from './ui/bars.ts';

type PlainVerb = Exclude<Verb, 'tone'>;
const VERB_KEYS: Readonly<Record<string, PlainVerb>> = {
  t: 'done',
  z: 'later',
  i: 'none',
  p: 'not-us',
  m: 'is-us',
};

/** On an opened remark: the tone that it has, whatever Vigie took it for. */
const TONE_KEYS: Readonly<Record<string, Tone>> = {
  '+': 'positive',
  '=': 'mixed',
  '0': 'neutral',
  '-': 'negative',
};

/** The state after one key, and what to do about it. Pure: the caller acts. */
export function pressed(before: State, press: Press, extent: Extent): Pressed {
  const state = { ...before, notice: null };
  if (state.editor) return pressedInEditor(state, press, extent);
  if (state.prompt) return prompted(state, press);
  if (state.help) return pressedInHelp(state, press);
  if (state.typing) return only(typed(state, press));
  switch (press.key) {
    case 'sign':
      return pressedSign(state, press.sign, extent);
    // What is pasted where nothing is written is no order: it may hold any letter.
    case 'paste':
    case 'backspace':
    case 'delete':
      return only(state);
    case 'tab':
      return only(switched(state, 1));
    case 'back-tab':
      return only(switched(state, -1));
    case 'enter':
      return pressedEnter(state, extent);
    case 'escape':
      return only(closed(state));
    case 'left':
    case 'right':
      return only(state);
    default:
      return only(moved(state, press.key, extent));
  }
}

function only(state: State): Pressed {
  return { state, effect: null };
}

function asked(state: State, effect: Effect): Pressed {
  return { state, effect };
}

function pressedInHelp(state: State, press: Press): Pressed {
  if (press.key === 'sign' && press.sign === 'q') return asked(state, { do: 'quit' });
  return only({ ...state, help: false });
}

/** Escape keeps what was written; it can be undone like everything else. */
function pressedInEditor(state: State, press: Press, extent: Extent): Pressed {
  const { editor } = state;
  if (!editor) return only(state);
  if (press.key !== 'escape') {
    return only({ ...state, editor: edited(editor, press, extent.editorColumns) });
  }
  const left = { ...state, editor: null };
  const text = editor.text.trim();
  if (text === editor.before.trim()) return only(left);
  return asked(left, { do: 'keep', mentionId: editor.mentionId, text });
}

function pressedEnter(state: State, extent: Extent): Pressed {
  if (!onPage(state)) return only(opened(state, extent));
  if (state.whole !== null) return only({ ...state, whole: null });
  return pressedPageAct(state, extent.page?.acts.enter, extent);
}

function pressedSign(state: State, sign: string, extent: Extent): Pressed {
  const verb = verbOf(state, sign);
  if (verb) return asked(state, { do: 'act', verb });
  const tone = state.whole === 'remark' ? TONE_KEYS[sign] : undefined;
  if (tone) return asked(state, { do: 'act', verb: 'tone', tone });
  switch (sign) {
    case 'u':
      return asked(state, { do: 'undo' });
    case 'q':
      return asked(state, { do: 'quit' });
    case 'R':
      return asked(state, { do: 'read' });
    case '?':
      return only({ ...state, help: true });
    case '/':
      return only({ ...state, screen: 'todo', whole: null, typing: true });
    case 'j':
      return only(moved(state, 'down', extent));
    case 'k':
      return only(moved(state, 'up', extent));
    case 'e':
      return only(editing(state, extent));
    case 'c':
      return asked(state, { do: 'copy' });
    case 'r':
    case 'o':
    case 'f':
    case 'a':
    case 'x':
      return pressedForChosen(state, sign, extent);
    default:
      return only(toScreen(state, SCREENS[Number(sign) - 1]));
  }
}

/** `a` answers "Already answered?" where there is nothing to add. */
function verbOf(state: State, sign: string): PlainVerb | undefined {
  return sign === 'a' && !onPage(state) ? 'answered' : VERB_KEYS[sign];
}

function editing(state: State, { draft }: Extent): State {
  if (!draft) return { ...state, notice: 'draft.nothingToEdit' };
  return { ...state, editor: editorOf(draft.mentionId, draft.text) };
}

/** Keys that a page gives its own meaning. */
function pressedForChosen(state: State, sign: 'r' | 'o' | 'f' | 'a' | 'x', extent: Extent): Pressed {
  if (onPage(state) && state.whole !== 'remark') {
    const act = extent.page?.acts[sign];
    return state.whole !== null && sign === 'f' ? only(closed(state)) : pressedPageAct(state, act, extent);
  }
  if (sign === 'o') return asked(state, { do: 'open' });
  return sign === 'r' && state.whole === null ? only(opened(state, extent)) : only(state);
}

function pressedPageAct(state: State, act: PageAct | undefined, extent: Extent): Pressed {
  const item = pageItem(state, extent.page);
  switch (act) {
    case 'whole':
      return only(item ? { ...state, whole: 'item', scroll: 0 } : state);
    case 'formula':
      return only({ ...state, whole: 'formula', scroll: 0 });
    case 'reply':
      return only(item?.mentionId ? { ...state, whole: 'remark', scroll: 0 } : state);
    case 'add-competitor':
      return only({ ...state, prompt: { what: 'competitor', text: '' } });
    case 'add-site':
      return only({ ...state, prompt: { what: 'site', text: '' } });
    case 'open':
    case 'retry':
    case 'pause':
      return item ? asked(state, { do: act }) : only(state);
    default:
      return only(state);
  }
}
