import type { Key } from 'ink';
import type { Press } from './state.ts';

/** Signs taken from one chunk of input: keys held or typed ahead, not a novel. */
const SIGNS_MAX = 200;

/** Ink gives a named key, or the signs typed since it last looked: "jjj" when a key is held. */
export function pressesOf(input: string, key: Key): readonly Press[] {
  const named = namedKey(key);
  if (named) return [named];
  if (key.ctrl) return [];
  const presses = [...input.slice(0, SIGNS_MAX)].flatMap(sign => pressOf(sign) ?? []);
  // A terminal writes Alt+x as Échap and x: a key right behind Échap comes the same way, and no key here is with Alt.
  return key.meta && presses.length > 0 ? [{ key: 'escape' }, ...presses] : presses;
}

/** Keys typed ahead come in one chunk, Entrée and Tab among them. */
function pressOf(sign: string): Press | null {
  if (sign === '\r' || sign === '\n') return { key: 'enter' };
  if (sign === '\t') return { key: 'tab' };
  // A joiner or a mark belongs to the sign before it: the editor puts them together again.
  return /[\p{Cc}]/u.test(sign) ? null : { key: 'sign', sign };
}

function namedKey(key: Key): Press | null {
  if (key.upArrow) return { key: 'up' };
  if (key.downArrow) return { key: 'down' };
  if (key.leftArrow) return { key: 'left' };
  if (key.rightArrow) return { key: 'right' };
  if (key.pageUp) return { key: 'page-up' };
  if (key.pageDown) return { key: 'page-down' };
  if (key.home) return { key: 'home' };
  if (key.end) return { key: 'end' };
  if (key.return) return { key: 'enter' };
  if (key.escape) return { key: 'escape' };
  if (key.tab) return { key: key.shift ? 'back-tab' : 'tab' };
  if (key.delete) return { key: 'delete' };
  return key.backspace ? { key: 'backspace' } : null;
}
