const START_OF_LINE = '\u001b[1G';
const ERASE = '\u001b[K';

/**
 * What turns a line of the terminal into the next one: the next one, whole. Ink's own looks letter by letter for
 * what both share, which costs more than the few bytes that it saves. In the bundle it stands in place of Ink's (see
 * bin/fast-width.mjs).
 */
export default function lineUpdate(_previous: string, next: string): string {
  return START_OF_LINE + ERASE + next;
}
