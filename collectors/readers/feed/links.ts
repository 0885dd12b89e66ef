import type { Fields } from './fields.ts';
import { lineOf } from './value.ts';
import type { XmlNode } from './xml-tree.ts';

/** The page that an item or a feed stands for, as written; '' when it has none. */
export function linkOf(fields: Fields): string {
  const original = lineOf(fields.byName.get('feedburner:origlink')?.[0]);
  if (original !== '') return original;
  const links = [...(fields.byName.get('link') ?? []), ...(fields.byName.get('atom:link') ?? [])];
  return (
    alternate(links) ||
    written(links) ||
    (fields.node.attributes.get('href') ?? '') ||
    permanent(fields.byName.get('guid')?.[0]) ||
    related(links) ||
    enclosure(fields) ||
    addressIn(lineOf(fields.byName.get('id')?.[0])) ||
    addressIn(fields.node.attributes.get('rdf:about') ?? '')
  );
}

/** Atom: `rel` alternate or none, HTML before other types. */
function alternate(links: readonly XmlNode[]): string {
  const candidates = links.filter(link => {
    const rel = (link.attributes.get('rel') ?? 'alternate').toLowerCase();
    return (
      hrefOf(link) !== '' &&
      (rel === 'alternate' || rel === 'http://www.iana.org/assignments/relation/alternate')
    );
  });
  const html = candidates.find(link => /^(?:text\/html|application\/xhtml\+xml)?$/.test(typeOf(link)));
  return hrefOf(html ?? candidates[0]);
}

/** RSS: the address is the text. */
function written(links: readonly XmlNode[]): string {
  for (const link of links) {
    const text = lineOf(link);
    if (text !== '') return text;
  }
  return '';
}

/** A guid is a link unless it says otherwise, or plainly is none. */
function permanent(guid: XmlNode | undefined): string {
  if (guid?.attributes.get('ispermalink')?.toLowerCase() === 'false') return '';
  return addressIn(lineOf(guid));
}

function related(links: readonly XmlNode[]): string {
  for (const rel of ['via', 'related', 'canonical']) {
    const link = links.find(one => one.attributes.get('rel')?.toLowerCase() === rel);
    if (hrefOf(link) !== '') return hrefOf(link);
  }
  return '';
}

function enclosure(fields: Fields): string {
  for (const node of [
    ...(fields.byName.get('enclosure') ?? []),
    ...(fields.byName.get('media:content') ?? []),
  ]) {
    const url = node.attributes.get('url')?.trim() ?? '';
    if (url !== '') return url;
  }
  return '';
}

function addressIn(text: string): string {
  return /^https?:\/\/[^\s]+$/i.test(text) ? text : '';
}

function hrefOf(link: XmlNode | undefined): string {
  return link?.attributes.get('href') ?? '';
}

function typeOf(link: XmlNode): string {
  return (link.attributes.get('type') ?? '').toLowerCase();
}
