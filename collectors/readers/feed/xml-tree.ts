import { Tokenizer } from 'htmlparser2';
import { decodeEntities } from '../entities.ts';
import { type Doctype, takeDoctype } from './doctype.ts';
import { knownPrefix } from './namespaces.ts';

/** Real feeds nest some 15 deep, their XHTML content included. */
export const DEPTH_MAX = 400;
/** More items than any source brings between two reads. */
export const ITEMS_MAX = 5000;
const NODES_MAX = 400_000;
const ATTRIBUTES_MAX = 64;
/** Of one run of text; what is kept of it later is far shorter. */
const TEXT_MAX = 1_000_000;
/** Prefixes in scope at one place; the rest keep the name they are written with. */
const SCOPE_MAX = 200;
/** What the document's own entities may add up to. */
const EXPANSION_MAX = 200_000;

type Scope = ReadonlyMap<string, string>;

export type XmlNode = {
  /** `prefix:local` or `local`, lower case, with the prefix the namespace is known by. */
  readonly name: string;
  readonly parent: XmlNode | null;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (string | XmlNode)[];
  /** What relative addresses inside are relative to, from `xml:base`; '' when nothing says. */
  readonly base: string;
  readonly language: string;
  /** What the prefixes in scope are known by. */
  readonly scope: Scope;
  /** False: the document ended before its end tag. */
  closed: boolean;
};

export type XmlDocument = {
  readonly root: XmlNode | null;
  /** What makes the document untrustworthy as a whole; null: nothing. */
  readonly flaw: 'too-deep' | 'too-large' | 'entities' | null;
};

/**
 * XML, however broken, to a bounded tree: mismatched and missing end tags are mended, what stands before the root
 * is skipped, names lose their case. Linear time, no recursion. The root is the first element named so in `roots`;
 * there is none once an `html` element came first.
 */
export function readXml(text: string, roots: ReadonlySet<string>, base: string): XmlDocument {
  const doctype = takeDoctype(text);
  const builder = new TreeBuilder(doctype, roots, base);
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, builder);
  builder.stop = () => tokenizer.pause();
  tokenizer.write(doctype.text);
  tokenizer.end();
  return { root: builder.root, flaw: builder.flaw ?? (doctype.bomb ? 'entities' : null) };
}

class TreeBuilder {
  root: XmlNode | null = null;
  flaw: 'too-deep' | 'too-large' | 'entities' | null = null;
  stop: () => void = () => {};
  readonly #source: string;
  readonly #doctype: Doctype;
  readonly #roots: ReadonlySet<string>;
  readonly #base: string;
  readonly #stack: XmlNode[] = [];
  /** How many elements of a name are open: a stray end tag must not cost a walk up the stack. */
  readonly #open = new Map<string, number>();
  #tag = '';
  #attributes = new Map<string, string>();
  #attribute = '';
  #value = '';
  #nodes = 0;
  #items = 0;
  #expanded = 0;

  constructor(doctype: Doctype, roots: ReadonlySet<string>, base: string) {
    this.#source = doctype.text;
    this.#doctype = doctype;
    this.#roots = roots;
    this.#base = base;
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#source.slice(start, end);
    this.#attributes = new Map();
  }

  onattribname(start: number, end: number): void {
    this.#attribute = this.#source.slice(start, Math.min(end, start + 100)).toLowerCase();
    this.#value = '';
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#source.slice(start, end);
  }

  onattribend(): void {
    if (this.#attributes.size < ATTRIBUTES_MAX && !this.#attributes.has(this.#attribute))
      this.#attributes.set(this.#attribute, this.#decode(this.#value).trim());
  }

  onopentagend(): void {
    this.#push();
  }

  onselfclosingtag(): void {
    if (this.#push()) this.#pop();
  }

  onclosetag(start: number, end: number): void {
    const parent = this.#stack.at(-1);
    if (!parent) return;
    const name = nameOf(this.#source.slice(start, end), parent.scope);
    if (!this.#open.get(name)) return;
    // Elements above it were never closed; what they hold is whole nevertheless.
    while (this.#pop() !== name);
    if (this.#stack.length === 0) this.stop();
  }

  ontext(start: number, end: number): void {
    const parent = this.#stack.at(-1);
    if (parent)
      parent.children.push(this.#decode(this.#source.slice(start, Math.min(end, start + TEXT_MAX))));
  }

  oncdata(start: number, end: number, offset: number): void {
    const parent = this.#stack.at(-1);
    if (parent) parent.children.push(this.#source.slice(start, Math.min(end - offset, start + TEXT_MAX)));
  }

  #push(): boolean {
    const parent = this.#stack.at(-1);
    const scope = scopeWith(this.#attributes, parent?.scope ?? NO_SCOPE);
    const name = nameOf(this.#tag, scope);
    // Items do not nest: an end tag is missing.
    if (isItem(name) && this.#open.get(name)) while (this.#pop() !== name);
    return this.#enter(name, scope);
  }

  #enter(name: string, scope: Scope): boolean {
    const parent = this.#stack.at(-1) ?? null;
    if (parent === null) {
      if (name === 'html' || name === 'xhtml:html') this.stop();
      if (this.root !== null || !this.#roots.has(name)) return false;
    }
    if (this.#stack.length >= DEPTH_MAX) return this.#refuse('too-deep');
    this.#nodes += 1;
    if (this.#nodes > NODES_MAX) return this.#refuse('too-large');
    const node: XmlNode = {
      name,
      parent,
      attributes: this.#attributes,
      children: [],
      base: resolved(this.#attributes.get('xml:base'), parent?.base ?? this.#base),
      language: this.#attributes.get('xml:lang') ?? parent?.language ?? '',
      scope,
      closed: false,
    };
    parent?.children.push(node);
    this.root ??= node;
    this.#stack.push(node);
    this.#open.set(name, (this.#open.get(name) ?? 0) + 1);
    return true;
  }

  #pop(): string {
    const node = this.#stack.pop();
    if (!node) return '';
    node.closed = true;
    this.#open.set(node.name, (this.#open.get(node.name) ?? 1) - 1);
    if (isItem(node.name)) {
      this.#items += 1;
      if (this.#items >= ITEMS_MAX) this.stop();
    }
    return node.name;
  }

  #refuse(flaw: 'too-deep' | 'too-large'): false {
    this.flaw = flaw;
    this.stop();
    return false;
  }

  /** The document's own entities first, since they may rename those of HTML; each expansion is counted. */
  #decode(text: string): string {
    if (!text.includes('&')) return text;
    const { entities } = this.#doctype;
    if (entities.size === 0) return decodeEntities(text);
    return text
      .split(/(&[\w.:-]{1,60};)/)
      .map(part => {
        const value = part.startsWith('&') ? entities.get(part.slice(1, -1)) : undefined;
        if (value === undefined) return decodeEntities(part);
        this.#expanded += value.length;
        if (this.#expanded <= EXPANSION_MAX) return value;
        this.flaw = 'entities';
        return '';
      })
      .join('');
  }

  onattribentity(): void {}
  ontextentity(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onend(): void {}
}

const NO_SCOPE: Scope = new Map();

function isItem(name: string): boolean {
  return name === 'item' || name === 'entry';
}

function scopeWith(attributes: ReadonlyMap<string, string>, outer: Scope): Scope {
  let scope: Map<string, string> | null = null;
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    scope ??= new Map(outer);
    const prefix = name.slice(6);
    if (scope.size < SCOPE_MAX || scope.has(prefix)) scope.set(prefix, knownPrefix(prefix, value));
  }
  return scope ?? outer;
}

function nameOf(tag: string, scope: Scope): string {
  const colon = tag.indexOf(':');
  const prefix = colon < 0 ? '' : tag.slice(0, colon).toLowerCase();
  const local = tag.slice(colon + 1).toLowerCase();
  const known = scope.get(prefix) ?? prefix;
  return known === '' ? local : `${known}:${local}`;
}

function resolved(relative: string | undefined, base: string): string {
  if (relative === undefined) return base;
  const url = URL.parse(relative, base === '' ? undefined : base);
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url.href : base;
}
