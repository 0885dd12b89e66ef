import { cleanLine } from '../../../src/domain/text/clean.ts';
import { type Attributes, type MarkupSink, scanMarkup } from '../markup.ts';
import { readPage } from '../page.ts';
import { wrapped } from '../page-lines.ts';
import { readStars } from '../stars.ts';
import { type Authenticity, authenticityOf } from './authenticity.ts';
import { addressOf, parsedMail } from './parsed-mail.ts';

/** A mail as a reader of notices needs it: cleaned, bounded, with nothing of its layout. */
export type Mail = {
  /** Address in From, small letters; '' when it has none. */
  readonly from: string;
  readonly subject: string;
  /** Without its angle brackets; '' when it has none. */
  readonly messageId: string;
  /** As its Date says, ISO; null when that is none. */
  readonly sentAt: string | null;
  readonly authenticity: Authenticity;
  readonly lines: readonly string[];
  /** http(s) links with their words, in order. */
  readonly links: readonly Link[];
};
export type Link = { readonly url: string; readonly words: string };

/** Bounds, before anything is parsed. */
const RAW_BYTES_MAX = 1_048_576;
const HTML_LENGTH_MAX = 600_000;
const LINES_MAX = 600;
const LINKS_MAX = 200;
const WORDS_LENGTH_MAX = 200;
const URL_LENGTH_MAX = 4_096;

/** The mail of these bytes; null when they are none (a header that never ends, parts within parts without end). */
export async function readMail(raw: Uint8Array): Promise<Mail | null> {
  const email = await parsedMail(raw, RAW_BYTES_MAX);
  if (!email) return null;
  const from = addressOf(email.from);
  const html = (email.html ?? '').slice(0, HTML_LENGTH_MAX);
  const page = html === '' ? null : readPage(html, { label: starsOf, maxLines: LINES_MAX });
  const text = (email.text ?? '').slice(0, HTML_LENGTH_MAX);
  const plain = text.split(/\r\n|\r|\n/, LINES_MAX).flatMap(line => wrapped(cleanLine(line, 20_000)));
  const shown = page && page.lines.length > 0 ? page.lines : plain;
  return {
    from,
    subject: cleanLine(email.subject ?? '', 300),
    messageId: (email.messageId ?? '').replace(/^<|>$/g, '').slice(0, 300),
    sentAt: instantOf(email.date),
    authenticity: authenticityOf(email.headers, from),
    lines: shown.map(line => line.trim()).filter(line => line !== ''),
    links: html === '' ? linksOfText(plain) : linksOfHtml(html),
  };
}

function instantOf(date: string | undefined): string | null {
  const ms = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** Stars are pictures in most notices: what they say stands in `alt`. */
function starsOf(element: string, attributes: Attributes): string | undefined {
  if (element !== 'img' && element !== 'span') return undefined;
  const label = (attributes['alt'] ?? attributes['aria-label'] ?? '').trim();
  return label !== '' && label.length <= 80 && readStars(label) ? label : undefined;
}

class LinkSink implements MarkupSink {
  readonly links: Link[] = [];
  #url: string | null = null;
  #words = '';

  open(name: string, attributes: Attributes): void {
    if (name !== 'a') {
      if (name === 'img') this.text(` ${attributes['alt'] ?? ''} `);
      return;
    }
    this.close('a');
    this.#url = linkOf(attributes['href'] ?? '');
  }

  close(name: string): void {
    if (name !== 'a') return;
    if (this.#url !== null && this.links.length < LINKS_MAX)
      this.links.push({ url: this.#url, words: cleanLine(this.#words, WORDS_LENGTH_MAX) });
    this.#url = null;
    this.#words = '';
  }

  text(data: string): void {
    if (this.#url !== null && this.#words.length < WORDS_LENGTH_MAX) this.#words += data;
  }
}

function linksOfHtml(html: string): readonly Link[] {
  const sink = new LinkSink();
  scanMarkup(html, [sink]);
  sink.close('a');
  return sink.links;
}

function linksOfText(lines: readonly string[]): Link[] {
  return lines
    .flatMap((line, index) =>
      [...line.matchAll(/https?:\/\/[^\s<>"')\]]{4,2000}/g)].flatMap(match => {
        const url = linkOf(match[0]);
        const words = line.slice(0, match.index).trim() || (lines[index - 1] ?? '');
        return url ? [{ url, words: words.slice(0, WORDS_LENGTH_MAX) }] : [];
      }),
    )
    .slice(0, LINKS_MAX);
}

function linkOf(written: string): string | null {
  if (written.length > URL_LENGTH_MAX) return null;
  const url = URL.parse(written.trim().replaceAll('&amp;', '&'));
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null;
}
