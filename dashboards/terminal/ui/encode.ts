import { forTerminal } from '../../../src/domain/words.ts';
import { isOneCellEach } from './width.ts';

/** No text reaches the terminal longer than this: a line of a list, a quotation, a reason. */
export const TERMINAL_TEXT_MAX = 500;
/** The whole text of one remark, in its own pane. */
export const TERMINAL_WHOLE_MAX = 4000;

/** C0, DEL and C1: whatever a terminal could take for an order. Line breaks and tabs become spaces before. */
const CONTROLS = /[\x00-\x1f\x7f-\x9f]/g;
/** Direction marks, joiners, variation selectors, tags, skin tones: invisible, or as wide as the terminal pleases. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Emoji_Modifier}\p{Noncharacter_Code_Point}]/gu;
/** Marks beyond two on one letter are a prank ("zalgo") and draw over the lines around. */
const MARKS = /(\p{M}{2})\p{M}+/gu;

/**
 * Any text as one safe line for a terminal: no control character, nothing invisible or of doubtful width,
 * composed accents, U+00A0 for U+202F, at most `max` UTF-16 units.
 */
export function terminalText(text: string, max = TERMINAL_TEXT_MAX): string {
  // The usual case: nothing of it needs mending.
  if (text.length <= max && isOneCellEach(text)) return forTerminal(text);
  // Cut before the costly replacements (a title may be a megabyte), and again after them.
  const cut = text.slice(0, max * 4).toWellFormed();
  const safe = forTerminal(cut)
    .normalize('NFC')
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '')
    .replace(MARKS, '$1');
  if (safe.length <= max) return safe;
  return `${safe
    .slice(0, max - 1)
    .toWellFormed()
    .replace(/\ufffd$/u, '')}\u2026`;
}

/** What the owner types or pastes, as it will be shown: her line ends are kept, everything else as above. */
export function writable(text: string): string {
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\t\u202f]/g, sign => (sign === '\t' ? ' ' : '\u00a0'))
    .replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/g, '')
    .replace(INVISIBLE, '')
    .replace(MARKS, '$1');
}
