import { type Attributes, scanMarkup } from '../../../collectors/readers/markup.ts';
import { canonicalUrl } from '../../domain/text/canonical-url.ts';
import { cleanLine } from '../../domain/text/clean.ts';

/** A menu stands in the first part of a page, and one pass over so much takes milliseconds. */
const HTML_LENGTH_MAX = 1_000_000;
const LINKS_MAX = 1_000;
const TEXT_LENGTH_MAX = 200;

export type Link = { readonly url: string; readonly text: string };

/** The links of a page, each address once, with the first words that it is given. One linear pass, no tree. */
export function linksOf(html: string, base: string): readonly Link[] {
  const found = new Map<string, string>();
  let root = base;
  let current: string | null = null;
  let words = '';
  const finish = () => {
    if (current !== null && !found.get(current)) found.set(current, cleanLine(words, TEXT_LENGTH_MAX));
    current = null;
  };
  const open = (name: string, attributes: Attributes): void => {
    const href = attributes['href'] ?? '';
    if (name === 'base' && href !== '') root = canonicalUrl(href, base) ?? base;
    if (name !== 'a' || found.size >= LINKS_MAX) return;
    finish();
    current = href.startsWith('#') || href === '' ? null : (canonicalUrl(href, root) ?? null);
    words = `${attributes['title'] ?? ''} `;
  };
  const close = (name: string): void => {
    if (name === 'a') finish();
  };
  const text = (data: string): void => {
    if (current !== null && words.length < TEXT_LENGTH_MAX) words += data;
  };
  scanMarkup(html.slice(0, HTML_LENGTH_MAX), [{ open, close, text }]);
  return [...found].map(([url, text]) => ({ url, text }));
}
