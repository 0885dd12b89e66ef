import { canonicalUrl } from '../../src/domain/text/canonical-url.ts';
import { readXml, type XmlNode } from './feed/xml-tree.ts';

/** A reading list of more is nobody's. */
const FEEDS_MAX = 500;
const ROOTS: ReadonlySet<string> = new Set(['opml']);

/** The feeds that a list of subscriptions names, each once, in their order. Null: the text is no OPML. */
export function readOpml(text: string): readonly string[] | null {
  const { root, flaw } = readXml(text, ROOTS, '');
  if (!root || flaw) return null;
  const found = new Set<string>();
  const visit = (node: XmlNode): void => {
    if (found.size >= FEEDS_MAX) return;
    const url = node.name === 'outline' ? canonicalUrl(node.attributes.get('xmlurl') ?? '') : null;
    if (url) found.add(url);
    for (const child of node.children) if (typeof child !== 'string') visit(child);
  };
  visit(root);
  return [...found];
}
