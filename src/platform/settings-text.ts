import { type Document, isMap, isNode, LineCounter, parseDocument, visit, type YAMLMap } from 'yaml';
import { keyAsWritten, type Located, type SettingsProblem } from '../domain/settings/problem.ts';

/** YAML aliases can multiply: the settings need none. */
const ALIASES_MAX = 100;

/** The text as a value, and where in it everything stands; `problems` when it is no value at all. */
export type SettingsText = {
  readonly value: unknown;
  readonly problems: readonly SettingsProblem[];
  /** Line of the deepest node that exists on the way; of the name itself when it is an unknown one. */
  lineOf(keys: readonly PropertyKey[]): number;
};

/** Reads YAML. Never throws, whatever the text: what cannot be a value is a problem with its line. */
export function parseSettings(text: string): SettingsText {
  const lines = new LineCounter();
  let document: Document;
  try {
    // Its warnings would go to stderr with what stands in the file.
    document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      // Its own check compares every name with every other: seconds for a long `connectTo`.
      uniqueKeys: false,
      logLevel: 'error',
    });
  } catch {
    return { value: undefined, problems: [unreadable('syntax', 1)], lineOf: () => 1 };
  }
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const names: NameOffsets = new WeakMap();
  const lineOf = (keys: readonly PropertyKey[]) => lineAt(offsetOf(document, names, keys));
  const [mistake] = document.errors;
  // Only the first: what follows it in the file is mostly its echo.
  const problems = mistake
    ? [unreadable(mistake.code === 'TAB_AS_INDENT' ? 'tab' : 'syntax', lineAt(mistake.pos[0]))]
    : namesTwice(document, lineAt);
  if (problems.length > 0) return { value: undefined, problems, lineOf };
  const value = plainValue(document);
  if (value !== UNREADABLE) return { value, problems, lineOf };
  return { value: undefined, problems: [unreadable('syntax', lineAt(firstAlias(document)))], lineOf };
}

/** Where YAML itself is wrong, nothing tells a name from a secret: the line's number is all that is shown. */
function unreadable(kind: 'syntax' | 'tab', line: number): SettingsProblem {
  return { kind, line, path: '', expected: ':', got: '', mend: '' };
}

/** A name written twice in one group: one of its two values would be lost unsaid. */
function namesTwice(document: Document, lineAt: (offset: number) => number): SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  visit(document, {
    Map(_key, map) {
      const seen = new Map<string, number>();
      for (const [name, offset] of namesIn(map)) {
        const earlier = seen.get(name);
        seen.set(name, earlier ?? offset);
        if (earlier === undefined) continue;
        const [line, first] = [lineAt(offset), lineAt(earlier)];
        const got = keyAsWritten(name);
        problems.push({ kind: 'twice', line, path: '', expected: `${first}`, got, mend: '' });
      }
    },
  });
  return problems;
}

function namesIn(map: YAMLMap): [string, number][] {
  return map.items.flatMap(({ key }): [string, number][] =>
    isNode(key) && key.range ? [[String(key), key.range[0]]] : [],
  );
}

const UNREADABLE = Symbol('unreadable');

/** Aliases that lead nowhere, multiply or lead back to themselves only fail here. */
function plainValue(document: Document): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: ALIASES_MAX }) ?? {};
    return holdsItself(value, new Set(), new Set()) ? UNREADABLE : value;
  } catch {
    return UNREADABLE;
  }
}

/** `&a [*a]`: whoever walks such a value never comes back. Each part is looked at once. */
function holdsItself(value: unknown, above: Set<object>, done: Set<object>): boolean {
  if (typeof value !== 'object' || value === null || done.has(value)) return false;
  if (above.has(value)) return true;
  above.add(value);
  const found = Object.values(value).some(inner => holdsItself(inner, above, done));
  above.delete(value);
  done.add(value);
  return found;
}

function firstAlias(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias(_key, node) {
      offset = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** Where the names of each group stand: thousands may be asked for in one group. */
type NameOffsets = WeakMap<YAMLMap, ReadonlyMap<string, number>>;

function offsetOf(document: Document, names: NameOffsets, keys: readonly PropertyKey[]): number {
  for (let depth = keys.length; depth > 0; depth--) {
    const parent = depth === 1 ? document.contents : document.getIn(keys.slice(0, depth - 1), true);
    if (isMap(parent)) {
      const known = names.get(parent) ?? new Map(namesIn(parent));
      names.set(parent, known);
      const offset = known.get(String(keys[depth - 1]));
      if (offset !== undefined) return offset;
    }
    const node = document.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** Places in the settings at their lines, in the order of the file. */
export function locate({ lineOf }: SettingsText, places: readonly Located[]): SettingsProblem[] {
  return places
    .map(({ keys, twin, ...place }) => ({
      ...place,
      line: lineOf(keys),
      ...(twin ? { expected: `${lineOf(twin)}` } : {}),
    }))
    .toSorted((a, b) => a.line - b.line);
}
