import { cleanLine } from '../../../src/domain/text/clean.ts';
import { htmlToText } from '../html.ts';
import type { XmlNode } from './xml-tree.ts';

/** Of one field of one item, HTML included. */
export const CONTENT_MAX = 500_000;
export const TITLE_MAX = 1000;
const LINE_MAX = 2000;

/** Attributes that may stand in serialised mark-up; sanitising decides what stays. */
const XML_ONLY = /^(?:xmlns(?::|$)|xml:)/;
/** Prefixes whose elements HTML writes without. */
const MARKUP_PREFIX = /^(?:xhtml|svg|mathml|html):/;
export const VOID_TAGS = new Set('br hr img input col area wbr source track embed link meta'.split(' '));

export function isNode(child: string | XmlNode): child is XmlNode {
  return typeof child !== 'string';
}

/** The text of an element without its child elements, trimmed, on one line. */
export function lineOf(node: XmlNode | undefined): string {
  if (!node) return '';
  return cleanLine(node.children.filter(child => typeof child === 'string').join(''), LINE_MAX);
}

/**
 * What an element holds, as HTML. `type` and `mode` say how it is written (Atom 0.3 and 1.0); where nothing says,
 * as in RSS, text is taken for escaped HTML.
 */
export function htmlOf(node: XmlNode): string {
  const [type, mode] = kindOf(node);
  if (isBase64(node, type, mode)) return fromBase64(textOf(node), type);
  if (node.children.some(isNode)) return serialised(node, type.includes('xhtml') || type.endsWith('xml'));
  const text = textOf(node);
  return isPlain(node, type, mode) ? escapeHtml(text) : text;
}

export type Title = { readonly title: string; readonly titleIsText: boolean };

/** What an element holds, as plain text on one line: titles. Null: nothing. */
export function titleOf(node: XmlNode): Title | null {
  const html = htmlOf(node);
  // Titles escaped once too often are common, and so are ones that are no HTML at all: `A &amp; B`, `a < b`.
  const title = cleanLine(htmlToText(html.slice(0, CONTENT_MAX), TITLE_MAX), TITLE_MAX);
  return title === '' ? null : { title, titleIsText: isPlain(node, ...kindOf(node)) };
}

function kindOf(node: XmlNode): [type: string, mode: string] {
  const read = (name: string) => (node.attributes.get(name) ?? '').toLowerCase();
  return [read('type'), read('mode')];
}

function textOf(node: XmlNode): string {
  return node.children
    .filter(child => typeof child === 'string')
    .join('')
    .slice(0, CONTENT_MAX);
}

/** Atom says so; in RSS nothing does, and half of it is HTML. */
function isPlain(node: XmlNode, type: string, mode: string): boolean {
  if (mode === 'escaped') return type.startsWith('text/plain');
  if (type === 'text' || type === 'text/plain' || type === 'plain') return true;
  return type === '' && mode === '' && isAtom(node) && !looksLikeHtml(textOf(node));
}

function isAtom(node: XmlNode): boolean {
  for (let above = node.parent; above; above = above.parent) if (above.name === 'feed') return true;
  return false;
}

/** Atom without a type is plain text, but many write HTML in it all the same: a closed element or a reference. */
function looksLikeHtml(text: string): boolean {
  return /<\/[a-z][a-z0-9]{0,10}>|<(?:br|p|img|hr)\b[^<>]{0,500}>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/i.test(
    text,
  );
}

function isBase64(node: XmlNode, type: string, mode: string): boolean {
  if (mode === 'base64') return true;
  if (!type.includes('/') || mode !== '' || node.children.some(isNode)) return false;
  return !/^text\/|[+/]xml$|^multipart\//.test(type);
}

function fromBase64(text: string, type: string): string {
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  return type === 'text/plain' ? escapeHtml(decoded) : decoded;
}

/**
 * The children of an element as HTML. In XML (`escaping`) text is text; in escaped HTML that also holds elements,
 * text is HTML already. Depth is bounded by the tree.
 */
function serialised(node: XmlNode, escaping: boolean): string {
  let out = '';
  const write = (child: string | XmlNode): void => {
    if (out.length > CONTENT_MAX) return;
    if (typeof child === 'string') {
      out += escaping ? escapeHtml(child) : child;
      return;
    }
    const name = child.name.replace(MARKUP_PREFIX, '');
    out += `<${name}`;
    for (const [attribute, value] of child.attributes)
      if (!XML_ONLY.test(attribute)) out += ` ${attribute}="${escapeHtml(value)}"`;
    out += '>';
    for (const inner of child.children) write(inner);
    if (!VOID_TAGS.has(name)) out += `</${name}>`;
  };
  for (const child of node.children) write(child);
  return out.slice(0, CONTENT_MAX);
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, char => ESCAPES[char] ?? char);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
