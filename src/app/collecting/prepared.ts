import * as z from 'zod';
import type { Collector } from '../../domain/collector.ts';
import { VigieError } from '../../domain/errors.ts';
import { nearest, placesOf, shorten } from '../../domain/settings/problem.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { type ConfiguredSource, configuredSource } from '../../domain/settings/source.ts';
import { collectors } from '../../generated/collectors.ts';

/** A source ready to be read: its collector, and its options as that collector's schema made them. */
export type PreparedSource = {
  readonly source: ConfiguredSource;
  readonly collector: Collector;
  readonly options: unknown;
};

const registry: Readonly<Record<string, () => Promise<unknown>>> = collectors;

/**
 * The sources to read, in the order of the settings: the named ones, or all that are not paused. The same
 * source written twice is read once. Throws UsageInvalid for a name that no source has.
 *
 * @param only display names, ids or collectors; empty: all
 */
export function chosenSources(settings: Settings, only: readonly string[]): ConfiguredSource[] {
  const all = [
    ...new Map(settings.sources.map(configuredSource).map(source => [source.id, source])).values(),
  ];
  if (only.length === 0) return all.filter(source => !source.paused);
  const isNamed = (source: ConfiguredSource, name: string) =>
    [source.name, source.id, source.collector].some(known => known.toLowerCase() === name.toLowerCase());
  for (const name of only) {
    if (all.some(source => isNamed(source, name))) continue;
    const names = all.map(source => source.name);
    throw new VigieError('UsageInvalid', {
      word: name,
      mend: nearest(name, names) || (names[0] ?? 'vigie.yaml'),
    });
  }
  return all.filter(source => only.some(name => isNamed(source, name)));
}

/**
 * Finds the collector and checks the options against its schema. Throws SettingsInvalid.
 *
 * @param timezone the owner's: it is given to a collector that takes one where the source's settings have none
 */
export async function prepareSource(source: ConfiguredSource, timezone: string): Promise<PreparedSource> {
  const load = Object.hasOwn(registry, source.collector) ? registry[source.collector] : undefined;
  if (!load) {
    const known = Object.keys(registry);
    const mend = nearest(source.collector, known);
    const expected = mend || known.join(', ');
    throw new VigieError('SettingsInvalid', {
      path: 'collector',
      expected,
      got: shorten(source.collector),
      line: 0,
      mend,
    });
  }
  const collector = (await load()) as Collector;
  const parsed = collector.options.safeParse(
    takesTimezone(collector) ? { timezone, ...source.options } : source.options,
    { reportInput: true },
  );
  if (parsed.success) return { source, collector, options: parsed.data };
  const [place] = parsed.error.issues.flatMap(issue => placesOf(issue, []));
  const { keys: _keys, ...params } = place!;
  throw new VigieError('SettingsInvalid', { ...params, line: 0 });
}

function takesTimezone({ options }: Collector): boolean {
  return options instanceof z.ZodObject && Object.hasOwn(options.shape, 'timezone');
}
