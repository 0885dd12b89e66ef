import { MAX_VALUE_LENGTH } from './thing.ts';

/** Elements that start a line of their own. */
export const BLOCK_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure ' +
    'footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search ' +
    'section select summary table tbody tfoot thead tr ul'
  ).split(' '),
);

/** Elements whose content nobody sees as text. */
export const UNSEEN_ELEMENTS: ReadonlySet<string> = new Set(
  'script style noscript template svg math iframe object canvas audio video head datalist'.split(' '),
);

/** Remembers text only while some element's text is wanted, so a page without items costs nothing. */
export class TextTrail {
  #chunks: string[] = [];
  #wanted = 0;
  #muted = 0;

  open(element: string): void {
    if (element === 'script' || element === 'style' || element === 'template') this.#muted++;
    this.#mark(element);
  }

  close(element: string): void {
    if ((element === 'script' || element === 'style' || element === 'template') && this.#muted > 0)
      this.#muted--;
    this.#mark(element);
  }

  text(data: string): void {
    if (this.#wanted > 0 && this.#muted === 0) this.#chunks.push(data);
  }

  /** From here on text is wanted; the mark to hand to `end`. */
  start(): number {
    if (this.#wanted++ === 0) this.#chunks = [];
    return this.#chunks.length;
  }

  /** The text since `mark`, with white space collapsed and block ends as line breaks. */
  end(mark: number): string {
    this.#wanted--;
    const parts: string[] = [];
    let length = 0;
    for (let index = mark; index < this.#chunks.length && length < MAX_VALUE_LENGTH; index++) {
      parts.push(this.#chunks[index]!);
      length += this.#chunks[index]!.length;
    }
    return collapsed(parts.join('').slice(0, MAX_VALUE_LENGTH));
  }

  #mark(element: string): void {
    // U+2028 stands for a break of the layout: white space of the source is none.
    if (this.#wanted > 0 && (element === 'br' || BLOCK_ELEMENTS.has(element))) this.#chunks.push('\u2028');
  }
}

function collapsed(text: string): string {
  return text
    .split('\u2028')
    .map(line => line.replace(/\s+/g, ' ').trim())
    .filter(line => line !== '')
    .join('\n');
}
