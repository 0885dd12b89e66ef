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

type Shown = { readonly headings: boolean; readonly list: List };
const shown = new WeakMap<readonly TodoEntry[], Shown>();

/** The list as it is shown. Asked for at every key: the last answer is kept beside its entries. */
export function listOf(entries: readonly TodoEntry[], headings: boolean): List {
  const last = shown.get(entries);
  if (last && last.headings === headings) return last.list;
  const list = rowsOf(entries, headings);
  shown.set(entries, { headings, list });
  return list;
}

/** The rows of a list, with the groups' names where there is room for them. */
function rowsOf(entries: readonly TodoEntry[], headings: boolean): List {
  const counts = new Map<Group, number>();
  // What hangs under a matter is no thing of its own.
  for (const { group, thread } of entries) {
    if (thread === undefined) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
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
