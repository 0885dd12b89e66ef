import { Tokenizer } from 'htmlparser2';
import { cleanText } from '../../src/domain/text/clean.ts';

/** No text of a page is longer once its mark-up is gone; reading stops here whatever the page holds. */
const RAW_TEXT_MAX = 2_000_000;

/** Their content is never prose. */
const SKIPPED = new Set([
  ...[
    'script',
    'style',
    'template',
    'noscript',
    'svg',
    'math',
    'iframe',
    'object',
    'applet',
    'noembed',
    'noframes',
  ],
  ...['head', 'select', 'datalist', 'audio', 'video', 'canvas', 'textarea', 'xmp'],
]);

const BLOCKS = new Set([
  ...[
    'address',
    'article',
    'aside',
    'blockquote',
    'br',
    'center',
    'dd',
    'details',
    'dialog',
    'dir',
    'div',
    'dl',
    'dt',
  ],
  ...[
    'fieldset',
    'figcaption',
    'figure',
    'footer',
    'form',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'header',
    'hgroup',
  ],
  ...[
    'hr',
    'legend',
    'li',
    'main',
    'menu',
    'nav',
    'ol',
    'option',
    'p',
    'pre',
    'search',
    'section',
    'summary',
    'table',
  ],
  ...['tbody', 'td', 'tfoot', 'th', 'thead', 'title', 'tr', 'ul'],
]);
const PARAGRAPHS = new Set([
  'p',
  'blockquote',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'dl',
  'table',
  'pre',
]);

/**
 * The visible text of HTML: blocks on their own lines, paragraphs one empty line apart, scripts and the like
 * left out, references decoded, cleaned (see `cleanText`). Keeps no tree and no stack, so that depth costs
 * nothing and time is linear. Text without any mark-up comes out as it is, cleaned.
 */
export function htmlToText(html: string, maxLength: number): string {
  const out = new TextOfTags(html);
  const tokenizer = new Tokenizer({}, out);
  out.stop = () => tokenizer.pause();
  tokenizer.write(html);
  tokenizer.end();
  return cleanText(out.text, maxLength);
}

class TextOfTags {
  text = '';
  stop: () => void = () => {};
  readonly #source: string;
  /** The element being skipped, and how often its own name is open inside it. */
  #skipping = '';
  #skippedDepth = 0;
  #opened = '';

  constructor(source: string) {
    this.#source = source;
  }

  #add(more: string): void {
    if (this.#skipping !== '') return;
    this.text += more;
    if (this.text.length > RAW_TEXT_MAX) this.stop();
  }

  #breakFor(name: string): void {
    if (PARAGRAPHS.has(name)) this.#add('\n\n');
    else if (BLOCKS.has(name)) this.#add('\n');
  }

  ontext(start: number, end: number): void {
    // Inside HTML a line break is only a space; lines come from blocks.
    if (this.#skipping === '') this.#add(this.#source.slice(start, end).replace(/[\n\r\t]+/g, ' '));
  }

  ontextentity(code: number): void {
    this.#add(String.fromCodePoint(code));
  }

  onopentagname(start: number, end: number): void {
    const name = this.#source.slice(start, Math.min(end, start + 32)).toLowerCase();
    this.#opened = name;
    if (name === this.#skipping) this.#skippedDepth += 1;
    else if (this.#skipping === '' && SKIPPED.has(name)) {
      this.#add('\n');
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
    // A head that is never closed must not swallow the page.
    else this.#breakFor(name);
  }

  #leave(): void {
    this.#skippedDepth -= 1;
    if (this.#skippedDepth <= 0) this.#skipping = '';
  }

  onopentagend(): void {
    if (this.#opened === 'body' && this.#skipping === 'head') this.#skipping = '';
  }

  onattribdata(): void {}
  onattribentity(): void {}
  onattribend(): void {}
  onattribname(): void {}
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}
}
