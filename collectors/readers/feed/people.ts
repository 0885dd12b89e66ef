import { cleanLine } from '../../../src/domain/text/clean.ts';
import type { FeedPerson } from './feed.ts';
import type { Fields } from './fields.ts';
import { isNode, lineOf } from './value.ts';
import type { XmlNode } from './xml-tree.ts';

/** A byline of more is a list of members. */
const PEOPLE_MAX = 20;
const NAME_MAX = 200;

/** The first of these that names somebody wins. */
const BYLINES = (
  'author atom:author dc:creator dc:author dcterms:creator itunes:author media:credit ' +
  'googleplay:author managingeditor webmaster dc:publisher dc:contributor itunes:owner'
).split(' ');

/** Who wrote it, each once, in their order. */
export function peopleOf(fields: Fields): readonly FeedPerson[] {
  for (const name of BYLINES) {
    const people = (fields.byName.get(name) ?? []).slice(0, PEOPLE_MAX).flatMap(personOf);
    if (people.length > 0) return eachOnce(people);
  }
  return [];
}

export function eachOnce(people: readonly FeedPerson[]): readonly FeedPerson[] {
  return [...new Map(people.map(person => [person.name, person] as const)).values()].slice(0, PEOPLE_MAX);
}

function personOf(node: XmlNode): FeedPerson[] {
  const parts = new Map(
    node.children.filter(isNode).map(child => [child.name.replace(/^.*:/, ''), lineOf(child)] as const),
  );
  if (parts.size === 0) return person(nameIn(lineOf(node)), undefined);
  const name = parts.get('name') || parts.get('email') || lineOf(node);
  return person(name, parts.get('uri') || parts.get('url') || parts.get('homepage'));
}

export function person(name: string, url: string | undefined): FeedPerson[] {
  const clean = cleanLine(name, NAME_MAX);
  if (clean === '') return [];
  return [url && /^https?:\/\//i.test(url) ? { name: clean, url } : { name: clean }];
}

/** `me@example.com (Name)`, `Name (me@example.com)`, `Name <me@example.com>`: the name; an address alone stays. */
function nameIn(text: string): string {
  const address = /[^\s<>()"]{1,64}@[^\s<>()"]{1,255}/.exec(text)?.[0];
  if (address === undefined) return text.replace(/^by\s+/i, '');
  const rest = text
    .replace(address, ' ')
    .replace(/\bmailto:/i, ' ')
    .replace(/[<>()"]+/g, ' ')
    .trim();
  return rest === '' ? address : rest;
}
