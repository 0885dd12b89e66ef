import type { MentionView } from '../../queries/mentions.ts';
import { fold } from '../../src/domain/text/fold.ts';
import type { Group, TodoEntry } from '../view-models/todo.ts';

/** A line of the list on screen 2: the name of a group, or a remark by its place among those shown. */
export type ListRow =
  | { readonly heading: Group; readonly count: number }
  | { readonly entry: TodoEntry; readonly index: number };

export type List = {
  readonly entries: readonly TodoEntry[];
  readonly rows: readonly ListRow[];
  /** Row of each entry. */
  readonly rowOf: readonly number[];
};

/** Beyond this a search reads only the beginning of a text: a keystroke must stay quick. */
const SEARCHED_LENGTH_MAX = 4000;
const searched = new WeakMap<MentionView, string>();

/** Folding is dear and texts do not change: it is done once per remark and forgotten with it. */
function searchable(remark: MentionView): string {
  const known = searched.get(remark);
  if (known !== undefined) return known;
  const text = `${remark.site} ${remark.title} ${remark.text}`.slice(0, SEARCHED_LENGTH_MAX);
  const folded = fold(text);
  searched.set(remark, folded);
  return folded;
}

/** Entries that hold every word of `filter`, whatever its accents and capitals. */
function filtered(entries: readonly TodoEntry[], filter: string): readonly TodoEntry[] {
  const words = fold(filter).split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  return entries.filter(({ remark }) => {
    const text = searchable(remark);
    return words.every(word => text.includes(word));
  });
}

type Shown = { readonly filter: string; readonly headings: boolean; readonly list: List };
const shown = new WeakMap<readonly TodoEntry[], Shown>();

/** The list as it is shown. Asked for at every key: the last answer is kept beside its entries. */
export function listOf(entries: readonly TodoEntry[], filter: string, headings: boolean): List {
  const last = shown.get(entries);
  if (last && last.filter === filter && last.headings === headings) return last.list;
  const list = rowsOf(filtered(entries, filter), headings);
  shown.set(entries, { filter, headings, list });
  return list;
}

/** The rows of a list, with the groups' names where there is room for them. */
function rowsOf(entries: readonly TodoEntry[], headings: boolean): List {
  const counts = new Map<Group, number>();
  for (const { group } of entries) counts.set(group, (counts.get(group) ?? 0) + 1);
  const rows: ListRow[] = [];
  const rowOf: number[] = [];
  let last: Group | null = null;
  entries.forEach((entry, index) => {
    if (headings && entry.group !== last)
      rows.push({ heading: entry.group, count: counts.get(entry.group) ?? 0 });
    last = entry.group;
    rowOf.push(rows.length);
    rows.push({ entry, index });
  });
  return { entries, rows, rowOf };
}
