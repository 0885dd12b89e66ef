import { knownNames } from '../../domain/settings/known-names.ts';
import { nearest, type Place, placesOf, type SettingsProblem } from '../../domain/settings/problem.ts';
import { channels as registry } from '../../generated/channels.ts';
import { locatePlaces } from '../../platform/settings-file.ts';

/**
 * Problems in the channels' own options, at their lines, as `checkSources` finds those of the sources.
 *
 * @param channels as written; what is no channel at all is the settings schema's to tell
 */
export async function checkChannels(
  text: string,
  { channels }: { readonly channels: readonly unknown[] },
): Promise<SettingsProblem[]> {
  return locatePlaces(text, (await Promise.all(channels.map(placesIn))).flat());
}

async function placesIn(written: unknown, index: number): Promise<readonly Place[]> {
  if (typeof written !== 'object' || written === null || !('channel' in written)) return [];
  const { channel, ...own } = written;
  if (typeof channel !== 'string' || channel.trim() === '') return [];
  const name = channel.trim();
  const path = ['channels', index];
  const load = Object.hasOwn(registry, name) ? registry[name] : undefined;
  if (!load) return unknownChannel([...path, 'channel'], name);
  const { options } = await load();
  const parsed = options.safeParse(own, { reportInput: true });
  if (parsed.success) return [];
  return parsed.error.issues.flatMap(issue => {
    const names = knownNames(options, issue.path);
    const known = issue.path.length === 0 ? [...names, 'channel'] : names;
    return placesOf({ ...issue, path: [...path, ...issue.path] }, known);
  });
}

function unknownChannel(path: readonly PropertyKey[], name: string): readonly Place[] {
  const values = Object.keys(registry);
  const places = placesOf({ code: 'invalid_value', values, path: [...path], message: '', input: name }, []);
  return places.map(place => ({ ...place, mend: nearest(name, values) }));
}
