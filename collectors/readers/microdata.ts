import type { Attributes, MarkupSink } from './markup.ts';
import { TextTrail } from './text-trail.ts';
import { addValue, localNames, MAX_THINGS, MAX_VALUES, newThing, type Thing, type Value } from './thing.ts';

/** Microdata and RDFa Lite say the same with other attributes. */
type Dialect = {
  readonly opens: (attributes: Attributes) => boolean;
  readonly types: (attributes: Attributes) => string | undefined;
  readonly id: (attributes: Attributes) => string | undefined;
  readonly names: (attributes: Attributes) => string | undefined;
};

const MICRODATA: Dialect = {
  // A type without `itemscope` is a slip that search engines forgive.
  opens: attributes => 'itemscope' in attributes || ('itemtype' in attributes && !('content' in attributes)),
  types: attributes => attributes['itemtype'],
  id: attributes => attributes['itemid'],
  names: attributes => attributes['itemprop'],
};

const RDFA: Dialect = {
  opens: attributes =>
    'typeof' in attributes ||
    (('resource' in attributes || 'about' in attributes) &&
      !('property' in attributes) &&
      !('rel' in attributes)),
  types: attributes => attributes['typeof'],
  id: attributes => attributes['about'] ?? attributes['resource'],
  names: attributes => attributes['property'] ?? vocabularyRelation(attributes['rel']),
};

/** RDFa 1.0 names nested things by `rel="v:rating"`; a plain `rel="nofollow"` names nothing. */
function vocabularyRelation(rel: string | undefined): string | undefined {
  return rel && /^\w{1,20}:\w/.test(rel) ? rel : undefined;
}

/** Most ids of enclosing elements remembered for a property outside any item (`itemref`). */
const MAX_REFERENCE_IDS = 16;

type Frame = {
  readonly thing: Thing | null;
  readonly names: readonly string[];
  /** Index into the text trail where this element's text starts; -1: its text is not wanted. */
  readonly textFrom: number;
  readonly owner: Thing | null;
  readonly domId: string | undefined;
};

type Loose = { readonly ids: readonly string[]; readonly name: string; readonly value: Value };

/** Reads items while the page streams by: `things` is complete after `finish()`. */
export class ItemSink implements MarkupSink {
  readonly things: Thing[] = [];
  readonly #dialect: Dialect;
  readonly #frames: Frame[] = [];
  readonly #trail = new TextTrail();
  readonly #loose: Loose[] = [];
  readonly #references: { thing: Thing; ids: readonly string[] }[] = [];
  #values = 0;

  constructor(syntax: 'microdata' | 'rdfa') {
    this.#dialect = syntax === 'microdata' ? MICRODATA : RDFA;
  }

  open(name: string, attributes: Attributes): void {
    this.#trail.open(name);
    // A page with more values than are kept is not read on for nothing.
    const names = this.#values < MAX_VALUES ? localNames(this.#dialect.names(attributes)) : [];
    const owner = this.#owner();
    const opens = this.#dialect.opens(attributes);
    const thing = opens && this.things.length < MAX_THINGS ? this.#openThing(attributes) : null;
    let textFrom = -1;
    if (names.length > 0) {
      const direct = thing ?? attributeValue(name, attributes);
      if (direct !== undefined) this.#put(owner, names, direct);
      else textFrom = this.#trail.start();
    }
    this.#frames.push({ thing, names, textFrom, owner, domId: attributes['id'] });
  }

  close(name: string): void {
    const frame = this.#frames.pop();
    if (!frame) return;
    if (frame.textFrom >= 0) {
      // The text is cut before this element's own line break is noted.
      this.#put(frame.owner, frame.names, this.#trail.end(frame.textFrom));
    }
    this.#trail.close(name);
  }

  text(data: string): void {
    this.#trail.text(data);
  }

  /** Hands the properties that stand outside to the items that name them by `itemref`. */
  finish(): readonly Thing[] {
    for (const { thing, ids } of this.#references) {
      for (const loose of this.#loose) {
        if (loose.ids.some(id => ids.includes(id))) addValue(thing, loose.name, loose.value);
      }
    }
    return this.things;
  }

  #openThing(attributes: Attributes): Thing {
    const thing = newThing(localNames(this.#dialect.types(attributes)), this.#dialect.id(attributes));
    this.things.push(thing);
    const references = attributes['itemref'];
    if (references && this.#references.length < 200)
      this.#references.push({ thing, ids: references.split(/\s+/).slice(0, MAX_REFERENCE_IDS) });
    return thing;
  }

  #owner(): Thing | null {
    const frame = this.#frames.at(-1);
    return frame ? (frame.thing ?? frame.owner) : null;
  }

  #put(owner: Thing | null, names: readonly string[], value: Value): void {
    if (++this.#values > MAX_VALUES) return;
    if (owner) {
      for (const name of names) addValue(owner, name, value);
      return;
    }
    const ids = this.#frames.flatMap(frame => frame.domId ?? []).slice(-MAX_REFERENCE_IDS);
    if (ids.length === 0 || this.#loose.length > 2_000) return;
    for (const name of names) this.#loose.push({ ids, name, value });
  }
}

const URL_ATTRIBUTES: Readonly<Record<string, string>> = {
  a: 'href',
  area: 'href',
  link: 'href',
  img: 'src',
  audio: 'src',
  video: 'src',
  source: 'src',
  embed: 'src',
  iframe: 'src',
  track: 'src',
  object: 'data',
  data: 'value',
  input: 'value',
  meter: 'value',
  time: 'datetime',
};

/** The value that an element's attributes give; undefined: its text is the value. */
function attributeValue(element: string, attributes: Attributes): string | undefined {
  if (attributes['content'] !== undefined) return attributes['content'];
  const name = URL_ATTRIBUTES[element];
  if (name && attributes[name] !== undefined) return attributes[name];
  if (element === 'meta') return '';
  return attributes['resource'];
}
