import { signsOf } from './signs.ts';
import { textWidth } from './width.ts';

/** The longest beginning that fits into `width` cells; never half a sign. */
export function fitting(text: string, width: number): string {
  if (width <= 0) return '';
  if (textWidth(text) <= width) return text;
  // One cell each: the usual case needs no segmenter.
  const head = text.slice(0, width);
  if (textWidth(head) === head.length && textWidth(text.slice(0, width + 1)) === width + 1) return head;
  let used = 0;
  let end = 0;
  for (const { segment, index } of signsOf(text)) {
    const cells = textWidth(segment);
    if (used + cells > width) break;
    used += cells;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** The longest end that fits into `width` cells: what is being typed at the end of a line. */
export function fittingEnd(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  const signs = [...signsOf(text)];
  let used = 0;
  for (const { segment, index } of signs.reverse()) {
    used += textWidth(segment);
    if (used > width) return text.slice(index + segment.length);
  }
  return text;
}

/** Cut to `width` cells, with … when something is lost. */
export function clipped(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  if (width <= 1) return width === 1 ? '…' : '';
  return `${fitting(text, width - 1).replace(/\s+$/u, '')}…`;
}

/** Exactly `width` cells: cut or filled with spaces. */
export function padded(text: string, width: number): string {
  const shown = clipped(text, width);
  return shown + ' '.repeat(Math.max(0, width - textWidth(shown)));
}

/** Lines of at most `width` cells, broken at ordinary spaces only; words longer than a line are cut. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(' ')) {
    let rest = word;
    let cells = textWidth(rest);
    if (line !== '' && used + 1 + cells <= width) {
      line += ` ${rest}`;
      used += 1 + cells;
      continue;
    }
    if (line !== '') lines.push(line);
    while (cells > width) {
      const head = fitting(rest, width) || rest.slice(0, 1);
      lines.push(head);
      rest = rest.slice(head.length);
      cells = textWidth(rest);
      if (width < 2 && cells > width) return lines;
    }
    line = rest;
    used = cells;
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

/** The first `count` lines; when more were cut, the last one ends with …. */
export function firstLines(lines: readonly string[], count: number, width: number): string[] {
  if (lines.length <= count) return [...lines];
  const shown = lines.slice(0, Math.max(0, count));
  const last = shown.pop();
  if (last !== undefined) shown.push(clipped(`${last} …`, width).replace(/ …$/u, ' …'));
  return shown;
}
