import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { FIRM, slug } from '../domain/brand.ts';
import { VigieError } from '../domain/errors.ts';
import { knownNames } from '../domain/settings/known-names.ts';
import {
  choiceList,
  type Located,
  nearest,
  type Place,
  placesOf,
  type SettingsProblem,
  shorten,
} from '../domain/settings/problem.ts';
import { type Settings, settingsSchema } from '../domain/settings/settings.ts';
import { locate, parseSettings } from './settings-text.ts';

/** A settings file of 20,000 sources stays under 4 MB; a larger one is not a settings file. */
const SETTINGS_BYTES_MAX = 8_000_000;

/** `sources`: as far as they can be read, for those who check the collectors' own options. */
export type CheckedSettings = { readonly sources: readonly unknown[] } & (
  | { readonly settings: Settings; readonly problems: readonly [] }
  | { readonly settings: null; readonly problems: readonly SettingsProblem[] }
);

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

/**
 * The raw text, bounded.
 * @throws VigieError SettingsMissing (path) · FileUnreadable · SettingsInvalid when it is not UTF-8, with the line:
 *   a letter that is read wrong would look for a firm that does not exist.
 */
export async function readSettings(path: string): Promise<string> {
  const size = await stat(path).then(
    info => info.size,
    cause => {
      throw new VigieError('SettingsMissing', { path }, cause);
    },
  );
  if (size > SETTINGS_BYTES_MAX) throw new VigieError('FileUnreadable', { path, detail: 'too large' });
  const bytes = await readFile(path).catch(cause => {
    throw new VigieError('FileUnreadable', { path }, cause);
  });
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new VigieError('SettingsInvalid', {
    kind: 'bytes',
    line: firstGarbledLine(bytes),
    path: '',
    expected: 'UTF-8',
    got: '',
    mend: '',
  });
}

/** 1-based. No byte of a longer UTF-8 character is a line feed: lines can be judged one by one. */
function firstGarbledLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed;
    if (!isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
  return line;
}

/** All problems at once, in the order of the file: a form is corrected in one go, not error by error. */
export function checkSettings(text: string): CheckedSettings {
  const file = parseSettings(text);
  if (file.problems.length > 0) return { settings: null, problems: file.problems, sources: [] };
  const parsed = settingsSchema.safeParse(file.value, { reportInput: true });
  const places = parsed.success
    ? [...clashes(parsed.data), ...strangers(parsed.data)]
    : parsed.error.issues.flatMap(issue => placesOf(issue, knownNames(settingsSchema, issue.path)));
  if (parsed.success && places.length === 0)
    return { settings: parsed.data, problems: [], sources: parsed.data.sources };
  return { settings: null, problems: locate(file, places), sources: sourcesAsWritten(file.value) };
}

function sourcesAsWritten(value: unknown): readonly unknown[] {
  const sources = (value as { readonly sources?: unknown } | null)?.sources;
  return Array.isArray(sources) ? sources : [];
}

/** Problems that other rooms found (a collector's options), at their lines. */
export function locatePlaces(text: string, places: readonly Located[]): SettingsProblem[] {
  return places.length === 0 ? [] : locate(parseSettings(text), places);
}

/**
 * Figures are kept under short names: two competitors of one, or a competitor of the firm's, would be counted
 * as one and the same.
 */
function clashes(settings: Settings): Place[] {
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
    const keys = ['competitors', index, 'name'];
    const path = `competitors[${index}].name`;
    const mend = [town, '2', '3'].flatMap(more => (more ? [`${name} ${more}`] : []));
    return [
      {
        kind: 'clash' as const,
        keys,
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
function strangers(settings: Settings): Place[] {
  const names = settings.competitors.map(rival => rival.name);
  const slugs = new Set(names.map(slug));
  return settings.sources.flatMap((source, index) => {
    if (source.about === undefined || source.about === FIRM || slugs.has(slug(source.about))) return [];
    const keys = ['sources', index, 'about'];
    const mend = nearest(source.about, names);
    return [
      {
        kind: 'choice' as const,
        keys,
        path: `sources[${index}].about`,
        expected: choiceList([FIRM, ...names]),
        got: shorten(source.about),
        mend,
      },
    ];
  });
}
