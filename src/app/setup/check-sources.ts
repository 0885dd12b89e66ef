import { nearest, type SettingsProblem } from '../../domain/settings/problem.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { configuredSource } from '../../domain/settings/source.ts';
import { collectors } from '../../generated/collectors.ts';
import { locateProblems } from '../../platform/settings-file.ts';

/** Problems in the sources' own options, at their lines: what the settings schema alone cannot know. */
export async function checkSources(text: string, settings: Settings): Promise<SettingsProblem[]> {
  const perSource = await Promise.all(
    settings.sources.map(async (source, index) => {
      const load = Object.hasOwn(collectors, source.collector) ? collectors[source.collector] : undefined;
      if (!load) return [unknownCollector(text, index, source.collector)];
      const parsed = (await load()).options.safeParse(configuredSource(source).options, {
        reportInput: true,
      });
      return parsed.success ? [] : locateProblems(text, ['sources', index], parsed.error.issues);
    }),
  );
  return perSource.flat().toSorted((a, b) => a.line - b.line);
}

function unknownCollector(text: string, index: number, name: string): SettingsProblem {
  const known = Object.keys(collectors);
  const [problem] = locateProblems(
    text,
    ['sources', index, 'collector'],
    [{ code: 'invalid_value', values: known, path: [], message: '', input: name }],
  );
  return { ...problem!, mend: nearest(name, known) };
}
