import {
  type Document,
  isMap,
  isNode,
  isPair,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
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
    document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  } catch {
    return { value: undefined, problems: [unreadable('syntax', 1)], lineOf: () => 1 };
  }
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const lineOf = (keys: readonly PropertyKey[]) => lineAt(offsetOf(document, keys));
  const problems = document.errors.some(error => error.code !== 'DUPLICATE_KEY')
    ? [firstMistake(document.errors, lineAt)]
    : document.errors.map(({ pos: [offset] }) => doubled(document, offset, lineAt));
  if (problems.length > 0) return { value: undefined, problems, lineOf };
  const value = plainValue(document);
  if (value !== UNREADABLE) return { value, problems, lineOf };
  return { value: undefined, problems: [unreadable('syntax', lineAt(firstAlias(document)))], lineOf };
}

/** Where YAML itself is wrong, nothing tells a name from a secret: the line's number is all that is shown. */
function unreadable(kind: 'syntax' | 'tab', line: number): SettingsProblem {
  return { kind, line, path: '', expected: ':', got: '', mend: '' };
}

/** Only the first: what follows it in the file is mostly its echo. */
function firstMistake(errors: readonly YAMLError[], lineAt: (offset: number) => number): SettingsProblem {
  const first = errors.find(error => error.code !== 'DUPLICATE_KEY')!;
  return unreadable(first.code === 'TAB_AS_INDENT' ? 'tab' : 'syntax', lineAt(first.pos[0]));
}

/** A name written twice in one group: YAML would keep one of the two values and lose the other unsaid. */
function doubled(document: Document, offset: number, lineAt: (offset: number) => number): SettingsProblem {
  let name = '';
  let earlier = 0;
  visit(document, {
    Map(_key, map) {
      const pair = map.items.find(({ key }) => isNode(key) && key.range?.[0] === offset);
      if (!pair) return undefined;
      name = String(pair.key);
      const first = map.items.find(({ key }) => String(key) === name);
      earlier = isNode(first?.key) ? (first.key.range?.[0] ?? 0) : 0;
      return visit.BREAK;
    },
  });
  const got = keyAsWritten(name);
  return { kind: 'twice', line: lineAt(offset), path: '', expected: `${lineAt(earlier)}`, got, mend: '' };
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

function offsetOf(document: Document, keys: readonly PropertyKey[]): number {
  for (let depth = keys.length; depth > 0; depth--) {
    const parent = depth === 1 ? document.contents : document.getIn(keys.slice(0, depth - 1), true);
    if (isMap(parent)) {
      const pair = parent.items.find(item => isPair(item) && String(item.key) === String(keys[depth - 1]));
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
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
