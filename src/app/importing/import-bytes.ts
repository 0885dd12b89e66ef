import type { Mentions, MentionView } from '../../../queries/mentions.ts';
import { FIRM, subjectOf } from '../../domain/brand.ts';
import { VigieError } from '../../domain/errors.ts';
import type { House } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Clock } from '../../domain/time.ts';
import { loadSettings } from '../../platform/settings-file.ts';
import { keepImport } from './keep-import.ts';
import { type Recognised, recognise } from './recognise.ts';

export type Place = { readonly settingsPath: string; readonly dataDir: string; readonly clock: Clock };
export type Asked = {
  readonly bytes: Uint8Array;
  /** What it is called where nothing in it tells: a file's name, or "pasted reviews". */
  readonly otherwise: string;
  /** Given by the owner; null: as the site is called. */
  readonly name: string | null;
  readonly about: string | null;
};

export type Imported = {
  readonly name: string;
  readonly recognised: Recognised;
  /** Reviews and remarks that the store did not hold before. */
  readonly fresh: number;
  /** The latest review of it that the store holds. */
  readonly latest: MentionView | null;
};

const VERDICTS = ['kept', 'to-check', 'dropped'] as const;
/** Some of the newest are looked at: the imported site's is among them, or the import holds nothing newer. */
const LATEST_LOOKED_AT = 100;

/**
 * From bytes to reviews in the store: recognised, kept, read at once by whoever holds the store.
 * @param open the house under the settings as they are then
 * @throws VigieError NothingRecognised (site) and what settings, file and store throw
 */
export async function importBytes(
  asked: Asked,
  place: Place,
  open: (settings: Settings) => Promise<House>,
  signal?: AbortSignal,
): Promise<Imported> {
  const settings = await loadSettings(place.settingsPath);
  const recognised = await recognise(asked.bytes, {
    timezone: settings.timezone,
    observedAt: place.clock.now(),
  });
  if (!recognised) throw new VigieError('NothingRecognised', { site: asked.otherwise });
  const name = asked.name ?? recognised.site ?? asked.otherwise;
  const id = await keepImport(
    { bytes: asked.bytes, recognised, name, about: asked.about },
    { settings, ...place },
  );
  const house = await open(await loadSettings(place.settingsPath));
  try {
    const before = await countSaid(house, asked.about);
    const { sources } = await house.read([id], undefined, signal);
    const [report] = sources;
    if (!report) throw new VigieError('SourceUnreachable', { site: name, reason: 'interrupted' });
    if (report.error) throw new VigieError(report.error.code, { site: name, ...report.error.params });
    const fresh = (await countSaid(house, asked.about)) - before;
    return { name, recognised, fresh, latest: await latestOf(house, id, asked.about) };
  } finally {
    await house.close();
  }
}

async function latestOf(house: House, sourceId: string, about: string | null): Promise<MentionView | null> {
  const subject = about === null ? FIRM : subjectOf(about);
  const { mentions } = await house.ask<Mentions>('mentions', {
    subject,
    kind: 'review',
    limit: LATEST_LOOKED_AT,
  });
  return mentions.find(mention => mention.sourceId === sourceId) ?? mentions[0] ?? null;
}

/** A reading's own count also holds the site's rating: what was said is counted in the store. */
async function countSaid(house: House, about: string | null): Promise<number> {
  const subject = about === null ? FIRM : subjectOf(about);
  const counts = await Promise.all(
    VERDICTS.map(verdict => house.ask<Mentions>('mentions', { subject, verdict, copies: true, limit: 1 })),
  );
  return counts.reduce((sum, { total }) => sum + total, 0);
}
