import { isNode } from './value.ts';
import type { XmlNode } from './xml-tree.ts';

/** An element and what stands directly in it, by name. */
export type Fields = { readonly node: XmlNode; readonly byName: ReadonlyMap<string, readonly XmlNode[]> };

/** Direct children by name; those of `media:group` count as the item's own. Cut-off leaves are left out. */
export function fieldsOf(node: XmlNode): Fields {
  const byName = new Map<string, XmlNode[]>();
  const add = (child: XmlNode): void => {
    if (!child.closed && !child.children.some(isNode)) return;
    const same = byName.get(child.name);
    if (same) same.push(child);
    else byName.set(child.name, [child]);
  };
  for (const child of node.children) {
    if (!isNode(child)) continue;
    add(child);
    if (child.name === 'media:group') for (const inner of child.children) if (isNode(inner)) add(inner);
  }
  return { node, byName };
}

/** The first of these fields that is there and not empty. */
export function first(fields: Fields, names: readonly string[], read: (node: XmlNode) => string): string {
  for (const name of names) {
    for (const node of fields.byName.get(name) ?? []) {
      const value = read(node);
      if (value.trim() !== '') return value;
    }
  }
  return '';
}

/** Left as written when it has a scheme (ids compare letter by letter), or when there is nothing to resolve against. */
export function absolute(address: string, base: string): string {
  if (address === '' || base === '' || /^[a-z][a-z0-9+.-]*:/i.test(address)) return address;
  return URL.parse(address, base)?.href ?? address;
}
