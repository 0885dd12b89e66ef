/**
 * A structured item of a page, whatever syntax it was written in (JSON-LD, microdata, RDFa): short type
 * names and named values. `Person` for `https://schema.org/Person`, `schema:Person` and `Person` alike.
 */
export type Thing = {
  readonly types: string[];
  id?: string;
  readonly properties: Map<string, Value[]>;
};

export type Value = string | Thing;

/** Most things read of one page. A long list of reviews or products stays under 1,000. */
export const MAX_THINGS = 5_000;
/** Most values of one page, so that a generated page cannot fill the worker's heap. */
export const MAX_VALUES = 60_000;
/** Longest text value kept, characters: an observation's own bound. */
export const MAX_VALUE_LENGTH = 20_000;

export function newThing(types: readonly string[] = [], id?: string): Thing {
  return { types: [...types], ...(id ? { id } : {}), properties: new Map() };
}

/** The last part of a vocabulary term: after `#`, `/` or a prefix's colon. */
export function localName(term: string): string {
  const trimmed = term.trim().replace(/[#/]+$/, '');
  const cut = Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('#'), trimmed.lastIndexOf(':'));
  return trimmed.slice(cut + 1);
}

/** Short names of a white-space separated list of terms. */
export function localNames(terms: string | undefined): string[] {
  if (!terms) return [];
  return terms.slice(0, 2_000).split(/\s+/).filter(Boolean).map(localName).filter(Boolean);
}

export function addValue(thing: Thing, name: string, value: Value): void {
  const values = thing.properties.get(name);
  if (values) values.push(value);
  else thing.properties.set(name, [value]);
}

/** Every value of the first of `names` that is there. */
export function valuesOf(thing: Thing, ...names: readonly string[]): readonly Value[] {
  for (const name of names) {
    const values = thing.properties.get(name);
    if (values && values.length > 0) return values;
  }
  return [];
}

/**
 * The first non-empty text under one of `names`; of a thing its own name, value, text or id.
 * One level only: a thing inside a thing is not text.
 */
export function textOf(thing: Thing, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const value of thing.properties.get(name) ?? []) {
      const text = typeof value === 'string' ? value : ownText(value);
      if (text && text.trim() !== '') return text;
    }
  }
  return undefined;
}

function ownText(thing: Thing): string | undefined {
  for (const name of ['name', '@value', 'value', 'text', 'url']) {
    const value = thing.properties.get(name)?.find(each => typeof each === 'string');
    if (typeof value === 'string') return value;
  }
  return undefined;
}

/** An `identifier`: plain, or the value of a PropertyValue, whose name says only what kind of id it is. */
export function identifierOf(thing: Thing): string | undefined {
  const [nested] = thingsOf(thing, 'identifier');
  return nested ? textOf(nested, 'value', '@value') : textOf(thing, 'identifier');
}

/** The things under the first of `names` that has any. */
export function thingsOf(thing: Thing, ...names: readonly string[]): Thing[] {
  for (const name of names) {
    const things = (thing.properties.get(name) ?? []).filter(value => typeof value !== 'string');
    if (things.length > 0) return things;
  }
  return [];
}

export function hasType(thing: Thing, test: (type: string) => boolean): boolean {
  return thing.types.some(test);
}
