import { knownNames } from '../../domain/settings/known-names.ts';
import { nearest, type Place, placesOf, type SettingsProblem } from '../../domain/settings/problem.ts';
import { sourceSchema } from '../../domain/settings/settings.ts';
import { collectors } from '../../generated/collectors.ts';
import { locatePlaces } from '../../platform/settings-file.ts';

/** The names that every source takes; the rest are its collector's. */
const COMMON_NAMES = Object.keys(sourceSchema.shape);

/**
 * Problems in the sources' own options, at their lines: what the settings schema alone cannot know.
 * @param sources as written; what is no source at all is the settings schema's to tell
 */
export async function checkSources(
  text: string,
  { sources }: { readonly sources: readonly unknown[] },
): Promise<SettingsProblem[]> {
  return locatePlaces(text, (await Promise.all(sources.map(placesIn))).flat());
}

async function placesIn(source: unknown, index: number): Promise<readonly Place[]> {
  if (typeof source !== 'object' || source === null || !('collector' in source)) return [];
  const { collector: written } = source;
  if (typeof written !== 'string' || written.trim() === '') return [];
  const name = written.trim();
  const path = ['sources', index];
  const load = Object.hasOwn(collectors, name) ? collectors[name] : undefined;
  if (!load) return unknownCollector([...path, 'collector'], name);
  const { options } = await load();
  const own = Object.entries(source).filter(([option]) => !COMMON_NAMES.includes(option));
  const parsed = options.safeParse(Object.fromEntries(own), { reportInput: true });
  if (parsed.success) return [];
  return parsed.error.issues.flatMap(issue => {
    const names = knownNames(options, issue.path);
    const known = issue.path.length === 0 ? [...names, ...COMMON_NAMES] : names;
    return placesOf({ ...issue, path: [...path, ...issue.path] }, known);
  });
}

function unknownCollector(path: readonly PropertyKey[], name: string): readonly Place[] {
  const values = Object.keys(collectors);
  const places = placesOf({ code: 'invalid_value', values, path: [...path], message: '', input: name }, []);
  return places.map(place => ({ ...place, mend: nearest(name, values) }));
}
