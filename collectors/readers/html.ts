import { Tokenizer } from 'htmlparser2';
import { cleanText } from '../../src/domain/text/clean.ts';
import { decodeEntities } from './entities.ts';

/** No text of a page is longer once its mark-up is gone; reading stops here whatever the page holds. */
const RAW_TEXT_MAX = 2_000_000;

/** Their content is never prose, even when nothing closes them. */
const CODE = new Set('script style noembed noframes iframe xmp textarea'.split(' '));
const SKIPPED = new Set([
  ...CODE,
  ...'head template noscript svg math select datalist audio video canvas'.split(' '),
]);

const BLOCKS = new Set(
  (
    'address article aside blockquote br center dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol option p pre ' +
    'search section summary table tbody td tfoot th thead title tr ul'
  ).split(' '),
);
const PARAGRAPHS = new Set('p blockquote h1 h2 h3 h4 h5 h6 ul ol dl table pre'.split(' '));

/**
 * The visible text of HTML: blocks on their own lines, paragraphs one empty line apart, scripts and the like
 * left out, references decoded, cleaned (see `cleanText`). Keeps no tree and no stack, so that depth costs
 * nothing and time is linear. Text without any mark-up comes out as it is, cleaned.
 */
export function htmlToText(written: string, maxLength: number): string {
  const html = withEndedComments(written);
  const first = textOfTags(html, SKIPPED);
  // What is left open would swallow the rest of the page: then it is not skipped at all.
  const text = first.swallowed ? textOfTags(html, CODE).text : first.text;
  return cleanText(text, maxLength);
}

/** A comment that nothing closes would swallow the rest: such a one ends at its first `>`, as other declarations do. */
function withEndedComments(html: string): string {
  const closed = html.lastIndexOf('-->') + 1;
  if (html.indexOf('<!--', closed) < 0) return html;
  return html.slice(0, closed) + html.slice(closed).replaceAll('<!--', '<!');
}

function textOfTags(html: string, skipped: ReadonlySet<string>): { text: string; swallowed: boolean } {
  const out = new TextOfTags(html, skipped);
  const tokenizer = new Tokenizer({ decodeEntities: false }, out);
  out.stop = () => tokenizer.pause();
  tokenizer.write(html);
  tokenizer.end();
  return { text: out.text, swallowed: out.swallowed };
}

class TextOfTags {
  text = '';
  stop: () => void = () => {};
  readonly #source: string;
  readonly #skipped: ReadonlySet<string>;
  /** The element being skipped, and how often its own name is open inside it. */
  #skipping = '';
  #skippedDepth = 0;
  #opened = '';
  /** Line breaks owed before the next word: the widest that any tag in between asked for. */
  #gap = 0;

  constructor(source: string, skipped: ReadonlySet<string>) {
    this.#source = source;
    this.#skipped = skipped;
  }

  get swallowed(): boolean {
    return this.#skipping !== '' && !CODE.has(this.#skipping);
  }

  #breakFor(name: string): void {
    if (this.#skipping !== '') return;
    if (name === 'br') this.#gap = Math.min(2, this.#gap + 1);
    else if (PARAGRAPHS.has(name)) this.#gap = 2;
    else if (BLOCKS.has(name)) this.#gap = Math.max(1, this.#gap);
  }

  ontext(start: number, end: number): void {
    if (this.#skipping !== '') return;
    // Inside HTML a line break is only a space; lines come from blocks.
    const words = decodeEntities(this.#source.slice(start, end).replace(/[\n\r\t]+/g, ' '));
    if (this.#gap > 0 && words.trim() === '') return;
    this.text += '\n'.repeat(this.#gap) + words;
    this.#gap = 0;
    if (this.text.length > RAW_TEXT_MAX) this.stop();
  }

  onopentagname(start: number, end: number): void {
    const name = this.#source.slice(start, Math.min(end, start + 32)).toLowerCase();
    this.#opened = name;
    if (name === this.#skipping) this.#skippedDepth += 1;
    else if (this.#skipping === '' && this.#skipped.has(name)) {
      this.#skipping = name;
      this.#skippedDepth = 1;
    } else this.#breakFor(name);
  }

  onselfclosingtag(): void {
    // `<svg/>` closes itself; `<div/>` does not, and need not here. `<script/>` does not either.
    if (this.#opened === this.#skipping && (this.#opened === 'svg' || this.#opened === 'math')) this.#leave();
  }

  onclosetag(start: number, end: number): void {
    const name = this.#source.slice(start, Math.min(end, start + 32)).toLowerCase();
    if (name === this.#skipping) this.#leave();
    else this.#breakFor(name);
  }

  #leave(): void {
    this.#skippedDepth -= 1;
    if (this.#skippedDepth <= 0) this.#skipping = '';
  }

  onopentagend(): void {
    // A head that is never closed ends with the body.
    if (this.#opened === 'body' && this.#skipping === 'head') this.#skipping = '';
  }

  onattribdata(): void {}
  onattribentity(): void {}
  ontextentity(): void {}
  onattribend(): void {}
  onattribname(): void {}
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}
}
