import { parseLenientJson } from './lenient-json.ts';
import type { MarkupSink } from './markup.ts';
import {
  addValue,
  localName,
  MAX_THINGS,
  MAX_VALUE_LENGTH,
  MAX_VALUES,
  newThing,
  type Thing,
  type Value,
} from './thing.ts';

/** Deepest nesting of JSON-LD that is read: real pages reach 10. Keeps the walk off the call stack's end. */
const MAX_DEPTH = 40;
/** Most characters and scripts of one page: a shop's list of products takes some 200,000 characters. */
const MAX_SCRIPT_LENGTH = 2_000_000;
const MAX_SCRIPTS = 300;

/** Gathers the text of `<script type="application/ld+json">`. */
export function makeJsonLdSink(): MarkupSink & { readonly scripts: string[] } {
  const scripts: string[] = [];
  let open: string[] | null = null;
  let total = 0;
  return {
    scripts,
    open(name, attributes) {
      if (name === 'script' && /^\s*application\/(?:ld|json)\+(?:json|ld)/i.test(attributes['type'] ?? ''))
        open = [];
    },
    close(name) {
      if (name !== 'script' || !open) return;
      if (scripts.length < MAX_SCRIPTS) scripts.push(open.join(''));
      open = null;
    },
    text(data) {
      if (!open || total > MAX_SCRIPT_LENGTH) return;
      total += data.length;
      open.push(data);
    },
  };
}

/**
 * Every thing of the page's JSON-LD, outer before inner, with `@graph` opened and `@id` references put in
 * place across all scripts of the page. Unreadable scripts are left out.
 */
export function readJsonLd(scripts: readonly string[]): Thing[] {
  const reading = { things: [] as Thing[], values: 0 };
  for (const script of scripts) visit(parseLenientJson(script), reading, 0);
  resolveReferences(reading.things);
  return reading.things;
}

type Reading = { readonly things: Thing[]; values: number };

/** Adds what stands at the top of a script, or inside an array or `@graph` there. */
function visit(node: unknown, reading: Reading, depth: number): void {
  if (depth > MAX_DEPTH || !isNode(node)) return;
  if (Array.isArray(node)) {
    for (const each of node) visit(each, reading, depth + 1);
    return;
  }
  const graph = node['@graph'];
  if (graph !== undefined) visit(graph, reading, depth + 1);
  if (graph === undefined || node['@type'] !== undefined) thingFrom(node, reading, depth);
}

function isNode(value: unknown): value is Record<string, unknown> | unknown[] {
  return typeof value === 'object' && value !== null;
}

function thingFrom(node: Readonly<Record<string, unknown>>, reading: Reading, depth: number): Thing {
  const id = node['@id'];
  const thing = newThing(typesOf(node['@type']), typeof id === 'string' ? id : undefined);
  if (reading.things.length < MAX_THINGS) reading.things.push(thing);
  for (const [name, content] of Object.entries(node)) {
    if (name === '@id' || name === '@type' || name === '@context' || name === '@graph') continue;
    for (const value of Array.isArray(content) ? content : [content]) {
      const read = valueFrom(value, reading, depth + 1);
      if (read !== undefined) addValue(thing, name === '@value' ? name : localName(name), read);
    }
  }
  return thing;
}

function valueFrom(value: unknown, reading: Reading, depth: number): Value | undefined {
  if (++reading.values > MAX_VALUES || depth > MAX_DEPTH) return undefined;
  if (typeof value === 'string') return value.slice(0, MAX_VALUE_LENGTH);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!isNode(value) || Array.isArray(value)) return undefined;
  if (typeof value['@value'] === 'string') return value['@value'].slice(0, MAX_VALUE_LENGTH);
  if (Array.isArray(value['@list'])) return valueFrom(value['@list'][0], reading, depth + 1);
  return thingFrom(value, reading, depth);
}

function typesOf(type: unknown): string[] {
  const types = Array.isArray(type) ? type : [type];
  return types.filter(each => typeof each === 'string').map(localName);
}

/** A thing that is nothing but an `@id` stands for the fullest thing of that id on the page. */
function resolveReferences(things: readonly Thing[]): void {
  const byId = new Map<string, Thing>();
  for (const thing of things) {
    if (!thing.id) continue;
    const known = byId.get(thing.id);
    if (!known || thing.properties.size > known.properties.size) byId.set(thing.id, thing);
  }
  for (const thing of things) {
    for (const values of thing.properties.values()) {
      values.forEach((value, index) => {
        if (typeof value === 'string' || !value.id || value.properties.size > 0) return;
        values[index] = byId.get(value.id) ?? value;
      });
    }
  }
}
