import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  Document as YamlDocument,
} from 'yaml';

/** One change of a YAML text: an item added to a list, or a value set at a place. Missing groups are made. */
export type Change =
  | { readonly at: readonly (string | number)[]; readonly add: unknown }
  | { readonly at: readonly (string | number)[]; readonly set: unknown };

/**
 * The text with the change in it, every other byte as it stands where the change can be spliced in, else as the
 * YAML library writes the whole, comments kept. What comes out always holds the old value with that one change.
 * @param text YAML that parses
 */
export function editedText(text: string, change: Change): string {
  const wanted = parsed(text);
  apply(wanted, change);
  const spliced = splice(text, parsed(text), change);
  if (spliced !== null) {
    const result = parsed(spliced);
    if (result.errors.length === 0 && isDeepStrictEqual(result.toJS(), wanted.toJS())) return spliced;
  }
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return wanted.toString({ lineWidth: 0 }).replaceAll('\n', newline);
}

function parsed(text: string): Document.Parsed {
  return parseDocument(text, { prettyErrors: false, logLevel: 'error' });
}

function apply(document: Document, change: Change): void {
  if ('set' in change) {
    document.setIn(change.at, document.createNode(change.set));
    return;
  }
  const list = document.getIn(change.at, true);
  if (isSeq(list)) list.add(document.createNode(change.add));
  else document.setIn(change.at, document.createNode([change.add]));
}

/** Null: this shape of file has no simple place for it. */
function splice(text: string, document: Document, change: Change): string | null {
  const node = document.getIn(change.at, true);
  if ('set' in change)
    return isNode(node) ? replaced(text, node, change.set) : paired(text, document, change);
  if (node === undefined) return paired(text, document, { at: change.at, set: [change.add] });
  return isNode(node) ? appended(text, node, change.add) : null;
}

type Span = { readonly range?: readonly [number, number, number] | null | undefined };

function replaced(text: string, node: Span, value: unknown): string | null {
  if (!node.range) return null;
  const [start, end] = node.range;
  return `${text.slice(0, start)}${start === end ? ' ' : ''}${flowText(value)}${text.slice(end)}`;
}

function appended(text: string, list: Span, item: unknown): string | null {
  if (!list.range) return null;
  const [start, end] = list.range;
  const written = `- ${flowText(item)}`;
  const isEmpty = (isSeq(list) && list.items.length === 0) || (isScalar(list) && list.value === null);
  if (isEmpty) {
    const before = text.slice(0, start).trimEnd();
    return `${before}${newlineOf(text)}${indentOf(text, start)}  ${written}${text.slice(end)}`;
  }
  if (!isSeq(list)) return null;
  if (list.flow) {
    const close = text.lastIndexOf(']', end);
    const inside = text.slice(0, close);
    const inner = inside.trimEnd().replace(/,$/, '');
    return `${inner}, ${flowText(item)}${inside.slice(inside.trimEnd().length)}${text.slice(close)}`;
  }
  const last = list.items.at(-1);
  const lastEnd = isNode(last) && last.range ? last.range[1] : null;
  if (lastEnd === null) return null;
  const column = start - lineStart(text, start);
  return insertedAfter(text, lastEnd, ' '.repeat(column) + written);
}

/** A name that does not stand there yet, in the nearest group that does. */
function paired(text: string, document: Document, change: { at: Change['at']; set: unknown }): string | null {
  const { at, set } = change;
  let depth = at.length - 1;
  while (depth > 0 && !isMap(document.getIn(at.slice(0, depth), true))) depth -= 1;
  const map = depth === 0 ? document.contents : document.getIn(at.slice(0, depth), true);
  if (!isMap(map) || !map.range) return null;
  const value = at.slice(depth + 1).reduceRight<unknown>((inner, key) => ({ [key]: inner }), set);
  const key = flowText(String(at[depth]));
  if (map.flow) {
    const close = text.lastIndexOf('}', map.range[1]);
    const inside = text.slice(0, close).trimEnd().replace(/,$/, '');
    const comma = inside.endsWith('{') ? ' ' : ', ';
    return `${inside}${comma}${key}: ${flowText(value)} ${text.slice(close)}`;
  }
  const [first] = map.items;
  const last = map.items.at(-1);
  if (!isPair(first) || !isNode(first.key) || !first.key.range || !isPair(last)) return null;
  const column = first.key.range[0] - lineStart(text, first.key.range[0]);
  const indent = ' '.repeat(column);
  const newline = newlineOf(text);
  const line = Array.isArray(value)
    ? [`${indent}${key}:`, ...value.map(item => `${indent}  - ${flowText(item)}`)].join(newline)
    : `${indent}${key}: ${flowText(value)}`;
  if (depth === 0) {
    return `${text}${text.endsWith('\n') || text === '' ? '' : newline}${newline}${line}${newline}`;
  }
  const end = isNode(last.value) && last.value.range ? last.value.range[1] : null;
  return end === null ? null : insertedAfter(text, end, line);
}

/** A line of its own after the one that ends (or holds) `offset`. */
function insertedAfter(text: string, offset: number, line: string): string {
  const newline = newlineOf(text);
  if (text[offset - 1] === '\n') return `${text.slice(0, offset)}${line}${newline}${text.slice(offset)}`;
  const feed = text.indexOf('\n', offset);
  if (feed < 0) return `${text}${newline}${line}${newline}`;
  return `${text.slice(0, feed + 1)}${line}${newline}${text.slice(feed + 1)}`;
}

/** One line, as the settings are written by hand: `{ collector: feed, url: https://… }`. */
function flowText(value: unknown): string {
  const document = new YamlDocument(value);
  setFlow(document.contents);
  visit(document, {
    Scalar(_key, scalar) {
      const isText = typeof scalar.value === 'string';
      // A text of several lines folds, which no flow group can hold; a bare hour is a number to other readers.
      if (isText && /[\n\r]|^\d+(?::\d+)+$/.test(String(scalar.value))) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trim();
}

function setFlow(node: unknown): void {
  if (isMap(node) || isSeq(node)) node.flow = true;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function indentOf(text: string, offset: number): string {
  return /^ */.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';
}

function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
