import { onOneLine } from '../../src/domain/words.ts';
import type { Press, Pressed, Prompt, State } from './state.ts';
import { signsOf } from './ui/signs.ts';

/** A search is a few words. */
const FILTER_LENGTH_MAX = 60;
/** An address is the longest that is asked for on one line. */
const PROMPT_LENGTH_MAX = 500;

/** A line after one key: signs and pastes at its end, Retour arrière takes the last sign away. */
function written(text: string, press: Press, max: number): string {
  if (press.key === 'sign') return (text + press.sign).slice(0, max);
  if (press.key === 'paste') return (text + onOneLine(press.text.slice(0, max))).slice(0, max);
  if (press.key !== 'backspace') return text;
  return text.slice(0, [...signsOf(text)].at(-1)?.index ?? 0);
}

/** The search as it is typed. */
export function typed(state: State, press: Press): State {
  if (press.key === 'escape') return { ...state, typing: false, filter: '', chosen: 0, top: 0 };
  if (press.key === 'enter') return { ...state, typing: false };
  const filter = written(state.filter, press, FILTER_LENGTH_MAX);
  return filter === state.filter ? state : { ...state, filter, chosen: 0, top: 0 };
}

/** The line at the foot of the screen: Entrée gives it, Échap leaves it. */
export function prompted(state: State, press: Press): Pressed {
  const prompt: Prompt | null = state.prompt;
  if (!prompt || press.key === 'escape') return { state: { ...state, prompt: null }, effect: null };
  if (press.key !== 'enter') {
    const text = written(prompt.text, press, PROMPT_LENGTH_MAX);
    return { state: { ...state, prompt: { ...prompt, text } }, effect: null };
  }
  const text = prompt.text.trim();
  const left = { ...state, prompt: null };
  return { state: left, effect: text === '' ? null : { do: 'add', what: prompt.what, text } };
}
