import type { Key } from 'ink';
import type { Press } from './state.ts';

/** Signs taken from one chunk of input: a paste into the search, not a novel. */
const SIGNS_MAX = 200;

/** Ink gives a named key, or the signs typed since it last looked: "jjj" when a key is held. */
export function pressesOf(input: string, key: Key): readonly Press[] {
  const named = namedKey(key);
  if (named) return [named];
  if (key.ctrl || key.meta) return [];
  return [...input.slice(0, SIGNS_MAX)]
    .filter(sign => !/[\p{Cc}\p{Cf}]/u.test(sign))
    .map(sign => ({ key: 'sign', sign }));
}

function namedKey(key: Key): Press | null {
  if (key.upArrow) return { key: 'up' };
  if (key.downArrow) return { key: 'down' };
  if (key.pageUp) return { key: 'page-up' };
  if (key.pageDown) return { key: 'page-down' };
  if (key.home) return { key: 'home' };
  if (key.end) return { key: 'end' };
  if (key.return) return { key: 'enter' };
  if (key.escape) return { key: 'escape' };
  if (key.tab) return { key: 'tab' };
  return key.backspace || key.delete ? { key: 'backspace' } : null;
}
