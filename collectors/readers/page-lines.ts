import { cleanLine } from '../../src/domain/text/clean.ts';
import type { Attributes, MarkupSink } from './markup.ts';
import { BLOCK_ELEMENTS, UNSEEN_ELEMENTS } from './text-trail.ts';

/** Most lines kept of a page, and most characters of a line: the bounds of a PageSnapshot. */
export const MAX_LINES = 2_000;
export const MAX_LINE_LENGTH = 500;
/** Most characters read of one block, before it is cut into lines. */
const MAX_BLOCK_LENGTH = 100_000;

export type LineReading = {
  /** Text that an element says by its attributes (a row of stars with `aria-label`); undefined: none. */
  readonly label?: (element: string, attributes: Attributes) => string | undefined;
  /** A line of its own to put before an element, where that element starts a part of the page. */
  readonly marker?: (element: string, attributes: Attributes) => string | undefined;
  readonly maxLines?: number;
};

/** Gathers a page's visible text as block lines, top to bottom. */
export class LineSink implements MarkupSink {
  readonly lines: string[] = [];
  readonly #reading: LineReading;
  readonly #maxLines: number;
  /** For each open element: does it hide what is inside? */
  readonly #hides: boolean[] = [];
  #hidden = 0;
  /** Open svg elements: with `label`, a drawing's own title is read as its text. */
  #drawings = 0;
  #parts: string[] = [];
  #length = 0;

  constructor(reading: LineReading = {}) {
    this.#reading = reading;
    this.#maxLines = reading.maxLines ?? MAX_LINES;
  }

  open(name: string, attributes: Attributes): void {
    if (BLOCK_ELEMENTS.has(name) || name === 'br' || this.#isButton(name)) this.#flush();
    else if (name === 'td' || name === 'th') this.text(' ');
    const label = this.#hidden === 0 ? this.#reading.label?.(name, attributes) : undefined;
    const hides = label !== undefined || this.#isUnseen(name) || isHidden(attributes);
    if (name === 'svg') this.#drawings++;
    if (label !== undefined) this.text(` ${label} `);
    const marker = this.#hidden === 0 ? this.#reading.marker?.(name, attributes) : undefined;
    if (marker !== undefined) {
      this.#flush();
      this.#push(marker);
    }
    this.#hides.push(hides);
    if (hides) this.#hidden++;
  }

  close(name: string): void {
    if (this.#hides.pop()) this.#hidden--;
    if (name === 'svg' && this.#drawings > 0) this.#drawings--;
    if (BLOCK_ELEMENTS.has(name) || this.#isButton(name)) this.#flush();
  }

  /** Where labels are read, "Plus" behind a sentence must not become a part of it. */
  #isButton(name: string): boolean {
    return name === 'button' && this.#reading.label !== undefined;
  }

  text(data: string): void {
    if (this.#hidden > 0 || this.#length > MAX_BLOCK_LENGTH) return;
    this.#parts.push(data);
    this.#length += data.length;
  }

  /** The lines, once the page is read. */
  finish(): readonly string[] {
    this.#flush();
    return this.lines;
  }

  #isUnseen(name: string): boolean {
    if (this.#reading.label && name === 'svg') return false;
    if (name === 'title') return this.#drawings === 0 || !this.#reading.label;
    return UNSEEN_ELEMENTS.has(name);
  }

  #flush(): void {
    if (this.#length === 0) return;
    const line = cleanLine(this.#parts.join(''), MAX_BLOCK_LENGTH);
    this.#parts = [];
    this.#length = 0;
    for (const piece of wrapped(line)) this.#push(piece);
  }

  #push(line: string): void {
    if (this.lines.length < this.#maxLines) this.lines.push(line);
  }
}

function isHidden(attributes: Attributes): boolean {
  if ('hidden' in attributes) return true;
  const style = attributes['style'];
  return style !== undefined && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style.slice(0, 500));
}

/** A block as lines of at most MAX_LINE_LENGTH, cut at spaces, so that nothing of a long paragraph is unseen. */
export function wrapped(text: string): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > MAX_LINE_LENGTH) {
    const space = rest.lastIndexOf(' ', MAX_LINE_LENGTH);
    const cut = space > MAX_LINE_LENGTH / 2 ? space : MAX_LINE_LENGTH;
    pieces.push(cleanLine(rest.slice(0, cut), MAX_LINE_LENGTH));
    rest = rest.slice(cut).trim();
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}
