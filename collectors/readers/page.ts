import { cleanLine } from '../../src/domain/text/clean.ts';
import { makeJsonLdSink, readJsonLd } from './json-ld.ts';
import type { Attributes, MarkupSink } from './markup.ts';
import { scanMarkup } from './markup.ts';
import { ItemSink } from './microdata.ts';
import { type LineReading, LineSink } from './page-lines.ts';
import type { Thing } from './thing.ts';

/** A page read once: what it shows and what it says about itself. */
export type Page = {
  readonly title: string;
  /** BCP 47, as `<html lang>` says. */
  readonly language: string | undefined;
  readonly lines: readonly string[];
  /** JSON-LD first, then microdata, then RDFa. */
  readonly things: readonly Thing[];
  /** True for what is not a page at all: no element, or no text and no data. */
  readonly empty: boolean;
  /** True when the page asks for a password and says little else. */
  readonly login: boolean;
};

/** Longest title kept, characters. */
const MAX_TITLE_LENGTH = 300;
/** A page with a password field and no more text than this only lets people in. */
const LOGIN_PAGE_LINES = 40;

class HeadSink implements MarkupSink {
  title = '';
  socialTitle = '';
  language: string | undefined;
  asksPassword = false;
  elements = 0;
  #inTitle = false;
  #foreign = 0;

  open(name: string, attributes: Attributes): void {
    this.elements++;
    if (name === 'svg') this.#foreign++;
    else if (name === 'title' && this.#foreign === 0 && this.title === '') this.#inTitle = true;
    else if (name === 'html') this.language ??= attributes['lang'] ?? attributes['xml:lang'];
    else if (name === 'input' && attributes['type']?.toLowerCase() === 'password') this.asksPassword = true;
    else if (name === 'meta' && (attributes['property'] ?? attributes['name']) === 'og:title')
      this.socialTitle ||= attributes['content'] ?? '';
  }

  close(name: string): void {
    if (name === 'svg' && this.#foreign > 0) this.#foreign--;
    if (name === 'title') this.#inTitle = false;
  }

  text(data: string): void {
    if (this.#inTitle && this.title.length < MAX_TITLE_LENGTH * 4) this.title += data;
  }
}

/** Reads a page in one pass. Never throws on bad markup; costs no more than its length. */
export function readPage(html: string, reading: LineReading = {}): Page {
  const head = new HeadSink();
  const scripts = makeJsonLdSink();
  const microdata = new ItemSink('microdata');
  const rdfa = new ItemSink('rdfa');
  const text = new LineSink(reading);
  scanMarkup(html, [head, scripts, microdata, rdfa, text]);
  const lines = text.finish();
  const things = [...readJsonLd(scripts.scripts), ...microdata.finish(), ...rdfa.finish()];
  return {
    title: cleanLine(head.title || head.socialTitle, MAX_TITLE_LENGTH),
    language: /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/.test(head.language ?? '') ? head.language : undefined,
    lines,
    things,
    empty: head.elements === 0 || (lines.length === 0 && things.length === 0),
    login: head.asksPassword && things.length === 0 && lines.length <= LOGIN_PAGE_LINES,
  };
}
