import { decodeEntities } from '../entities.ts';

/** Real feeds declare the few hundred names of HTML at most. */
const ENTITIES_MAX = 1000;
/** An entity stands for a character or a short phrase; a longer one is there to be multiplied. */
const ENTITY_LENGTH_MAX = 200;
/** A document type stands at the top, before the root; no real one is longer. */
const DOCTYPE_LENGTH_MAX = 200_000;

export type Doctype = {
  /** The document without its document type. */
  readonly text: string;
  /** Internal entities, by name: plain text, at most 200 characters each, never referring to one another. */
  readonly entities: ReadonlyMap<string, string>;
  /** Entities that refer to entities, or are long: made to exhaust whoever expands them. */
  readonly bomb: boolean;
};

/**
 * Takes the document type out and reads the harmless half of its entities: nothing external is ever looked at,
 * nothing nested is ever expanded.
 */
export function takeDoctype(text: string): Doctype {
  const start = text.search(/<!DOCTYPE/i);
  const root = text.search(/<(?:[a-z-]{1,20}:)?(?:rss|feed|rdf|channel|opml)[\s>/]/i);
  if (start < 0 || (root >= 0 && root < start)) return { text, entities: new Map(), bomb: false };
  const end = doctypeEnd(text, start);
  const declared = declaredEntities(text.slice(start, end));
  return { text: text.slice(0, start) + text.slice(end), ...declared };
}

/** Just after the `>` that closes the document type, its internal subset between brackets included. */
function doctypeEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + DOCTYPE_LENGTH_MAX);
  let quote = '';
  let bracket = false;
  for (let at = start; at < limit; at += 1) {
    const char = text[at] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '[') bracket = true;
    else if (char === ']') bracket = false;
    else if (char === '>' && !bracket) return at + 1;
  }
  // Never closed: an apostrophe in a comment, most likely. Only its first tag goes.
  const first = text.indexOf('>', start);
  return first < 0 ? text.length : first + 1;
}

function declaredEntities(doctype: string): { entities: ReadonlyMap<string, string>; bomb: boolean } {
  const entities = new Map<string, string>();
  let bomb = false;
  for (const match of doctype.matchAll(/<!ENTITY\s+([\w.:-]{1,60})\s+(?:"([^"]*)"|'([^']*)')\s*>/g)) {
    const name = match[1] ?? '';
    const value = decodeEntities(match[2] ?? match[3] ?? '');
    if (value.length > ENTITY_LENGTH_MAX || entities.size >= ENTITIES_MAX) bomb = true;
    else if (/&[\w.:-]+;/.test(value)) bomb = true;
    else if (!entities.has(name)) entities.set(name, value);
  }
  return { entities, bomb };
}
