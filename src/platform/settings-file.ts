import { readFile, stat } from 'node:fs/promises';
import { type Document, isMap, isNode, isPair, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { FIRM, slug } from '../domain/brand.ts';
import { VigieError } from '../domain/errors.ts';
import { nearest, placesOf, type SettingsProblem, shorten } from '../domain/settings/problem.ts';
import { type Settings, settingsSchema } from '../domain/settings/settings.ts';

/** A settings file of 20,000 sources stays under 4 MB; a larger one is not a settings file. */
const SETTINGS_BYTES_MAX = 8_000_000;
/** YAML aliases can multiply: the settings need none. */
const ALIASES_MAX = 100;

export type CheckedSettings =
  | { readonly settings: Settings; readonly problems: readonly [] }
  | { readonly settings: null; readonly problems: readonly SettingsProblem[] };

/**
 * Reads and checks vigie.yaml.
 * @throws VigieError SettingsMissing (path) · SettingsInvalid (the first problem, and how many more there are)
 */
export async function loadSettings(path: string): Promise<Settings> {
  const checked = checkSettings(await readSettings(path));
  if (checked.settings) return checked.settings;
  const [first] = checked.problems;
  throw new VigieError('SettingsInvalid', { ...first!, more: checked.problems.length - 1 });
}

/** The raw text, bounded. */
export async function readSettings(path: string): Promise<string> {
  const size = await stat(path).then(
    info => info.size,
    cause => {
      throw new VigieError('SettingsMissing', { path }, cause);
    },
  );
  if (size > SETTINGS_BYTES_MAX) throw new VigieError('FileUnreadable', { path, detail: 'too large' });
  return readFile(path, 'utf8');
}

/** All problems at once, in the order of the file: a form is corrected in one go, not error by error. */
export function checkSettings(text: string): CheckedSettings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const [syntax] = document.errors;
  if (syntax) return unreadable(lines.linePos(syntax.pos[0]).line);
  const value = plainValue(document);
  if (value === UNREADABLE) return unreadable(firstAliasLine(document, lines));
  const parsed = settingsSchema.safeParse(value, { reportInput: true });
  const problems = parsed.success
    ? [...clashes(parsed.data, document, lines), ...strangers(parsed.data, document, lines)]
    : parsed.error.issues.flatMap(issue => located(issue, document, lines));
  if (parsed.success && problems.length === 0) return { settings: parsed.data, problems: [] };
  return { settings: null, problems: problems.toSorted((a, b) => a.line - b.line) };
}

/** Where YAML itself is wrong, nothing tells a name from a secret: the line's number is all that is shown. */
function unreadable(line: number): CheckedSettings {
  return {
    settings: null,
    problems: [{ kind: 'syntax', line, path: '', expected: ':', got: '', mend: '' }],
  };
}

const UNREADABLE = Symbol('unreadable');

/** Aliases that lead nowhere or multiply only fail here. */
function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: ALIASES_MAX }) ?? {};
  } catch {
    return UNREADABLE;
  }
}

function firstAliasLine(document: Document, lines: LineCounter): number {
  let line = 1;
  visit(document, {
    Alias(_key, node) {
      if (node.range) line = lines.linePos(node.range[0]).line;
      return visit.BREAK;
    },
  });
  return line;
}

/** Problems of a part that a schema of another room found (a collector's options), at their lines. */
export function locateProblems(
  text: string,
  prefix: readonly PropertyKey[],
  issues: readonly z.core.$ZodIssue[],
): SettingsProblem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  return issues.flatMap(issue => located({ ...issue, path: [...prefix, ...issue.path] }, document, lines));
}

function located(issue: z.core.$ZodIssue, document: Document, lines: LineCounter): SettingsProblem[] {
  const known = issue.code === 'unrecognized_keys' ? knownNames(issue.path) : [];
  return placesOf(issue, known).map(({ keys, ...place }) => ({
    ...place,
    line: lineOf(document, lines, keys),
  }));
}

/**
 * Figures are kept under short names: two competitors of one, or a competitor of the firm's, would be counted
 * as one and the same.
 */
function clashes(settings: Settings, document: Document, lines: LineCounter): SettingsProblem[] {
  const { firm, competitors } = settings;
  const holders = new Map([
    [FIRM, firm.name],
    [slug(firm.name), firm.name],
  ]);
  return competitors.flatMap(({ name, town }, index) => {
    const short = slug(name);
    const holder = holders.get(short);
    holders.set(short, holder ?? name);
    if (holder === undefined) return [];
    const line = lineOf(document, lines, ['competitors', index, 'name']);
    const path = `competitors[${index}].name`;
    const mend = [town, '2', '3'].flatMap(more => (more ? [`${name} ${more}`] : []));
    return [
      {
        kind: 'clash' as const,
        line,
        path,
        expected: shorten(holder),
        got: shorten(name),
        mend: mend.find(other => !holders.has(slug(other))) ?? '',
      },
    ];
  });
}

/**
 * `about` must name a competitor, or be `firm` (her own page or account, where all is said to her): a slip here
 * would silently count a rival's reviews as the firm's.
 */
function strangers(settings: Settings, document: Document, lines: LineCounter): SettingsProblem[] {
  const names = settings.competitors.map(rival => rival.name);
  const slugs = new Set(names.map(slug));
  return settings.sources.flatMap((source, index) => {
    if (source.about === undefined || source.about === FIRM || slugs.has(slug(source.about))) return [];
    const keys = ['sources', index, 'about'];
    const line = lineOf(document, lines, keys);
    const mend = nearest(source.about, names);
    return [
      {
        kind: 'choice' as const,
        line,
        path: `sources[${index}].about`,
        expected: names.join(', '),
        got: shorten(source.about),
        mend,
      },
    ];
  });
}

/** Line of the deepest node that exists on the way; of the name itself when it is an unknown one. */
function lineOf(document: Document, lines: LineCounter, keys: readonly PropertyKey[]): number {
  for (let depth = keys.length; depth > 0; depth--) {
    const parent = depth === 1 ? document.contents : document.getIn(keys.slice(0, depth - 1), true);
    if (isMap(parent)) {
      const pair = parent.items.find(item => isPair(item) && String(item.key) === String(keys[depth - 1]));
      if (pair && isNode(pair.key) && pair.key.range) return lines.linePos(pair.key.range[0]).line;
    }
    const node = document.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** The names that may stand at a path, read off the schema. */
function knownNames(path: readonly PropertyKey[]): string[] {
  let schema: unknown = settingsSchema;
  for (const key of [...path, null]) {
    const object = unwrap(schema);
    if (object === null) return [];
    if (key === null) return 'shape' in object ? Object.keys(object.shape as object) : [];
    schema =
      typeof key === 'number'
        ? (object as { element?: unknown }).element
        : (object as { shape?: Record<string, unknown> }).shape?.[String(key)];
  }
  return [];
}

/** Through defaults and optionals to the object or array beneath. */
function unwrap(schema: unknown): object | null {
  let current = schema as { def?: { innerType?: unknown } } | undefined;
  while (current?.def?.innerType) current = current.def.innerType as typeof current;
  return current ?? null;
}
