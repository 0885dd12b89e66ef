import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { slug, subjectOf } from '../../domain/brand.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { configuredSource } from '../../domain/settings/source.ts';
import { writeWhole } from '../../platform/whole-file.ts';
import { addSource, type NewSource } from '../setup/edit-settings.ts';
import type { Recognised } from './recognise.ts';

/** One file a site and firm: the next paste takes the place of the last, whose reviews are in the store. */
export type Import = {
  readonly bytes: Uint8Array;
  readonly recognised: Recognised;
  readonly name: string;
  /** The competitor it is about; null: the firm. */
  readonly about: string | null;
};

/**
 * Copies what was pasted or dropped into `imports/` of the data folder and makes it a source of vigie.yaml.
 * @returns the source's id, for the reading
 * @throws VigieError StoreUnwritable · SettingsInvalid
 */
export async function keepImport(
  { bytes, recognised, name, about }: Import,
  { settings, settingsPath, dataDir }: { settings: Settings; settingsPath: string; dataDir: string },
): Promise<string> {
  const folder = resolve(dataDir, 'imports');
  const file = [slug(name), ...(about === null ? [] : [slug(about)])].join('-');
  const { collector } = recognised;
  const ending = endingOf(bytes, collector);
  const wanted: NewSource = {
    collector,
    path: join(folder, `${file}${ending}`),
    name,
    ...(about === null ? {} : { about }),
  };
  // A text pasted last week and a page saved today are one source: its identity is its path.
  const known = settings.sources.map(configuredSource).find(source => {
    const path = source.options['path'];
    return (
      source.collector === collector &&
      source.subject === subjectOf(about ?? undefined) &&
      typeof path === 'string' &&
      path.startsWith(join(folder, `${file}.`))
    );
  });
  const source: NewSource = known
    ? { collector, ...known.options, ...(about === null ? {} : { about }) }
    : wanted;
  await keepFile(folder, String(source['path']), bytes);
  await addSource(settingsPath, source);
  return known?.id ?? configuredSource({ ...source, paused: false }).id;
}

/** Hers alone: reviews bear their authors' names. */
async function keepFile(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeWhole(path, bytes);
  } catch (cause) {
    throw new VigieError('StoreUnwritable', { file: folder }, cause);
  }
}

function endingOf(bytes: Uint8Array, collector: Recognised['collector']): string {
  const start = Buffer.from(bytes.subarray(0, 400)).toString('latin1').trimStart();
  if (start.startsWith('PK\u0003\u0004')) return '.xlsx';
  if (collector === 'table') return /^[[{]/.test(start) ? '.json' : '.csv';
  if (/^(?:from|mime-version|snapshot-content-location|subject):/im.test(start)) return '.mhtml';
  return start.startsWith('<') ? '.html' : '.txt';
}
