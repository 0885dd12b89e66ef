import { realpath, stat } from 'node:fs/promises';
import { slug } from '../../domain/brand.ts';
import { VigieError } from '../../domain/errors.ts';
import { nearest } from '../../domain/settings/problem.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { configuredSource } from '../../domain/settings/source.ts';
import { checkSettings, readSettings } from '../../platform/settings-file.ts';
import { writeWhole } from '../../platform/whole-file.ts';
import { checkWhole } from './check-whole.ts';
import { type Change, editedText } from './edit-text.ts';

/** `known`: it stood there already, nothing was written. */
export type Edited = 'changed' | 'known';

/** A source as the settings write it: `collector`, its options, `name`, `about`, `paused`… */
export type NewSource = Readonly<Record<string, unknown>> & { readonly collector: string };

type Letter = Settings['schedule']['letter'];
type OwnMailbox = NonNullable<Settings['mailbox']>;
type WordList = 'aliases' | 'context' | 'exclude' | 'sites';

/**
 * Stops reading a source, or reads it again.
 * @param sourceName as the screens show it
 * @throws VigieError UsageInvalid for a name that no source has
 */
export function pauseSource(path: string, sourceName: string, paused: boolean): Promise<Edited> {
  return editSettings(path, settings => {
    const sources = settings.sources.map(configuredSource);
    const found = sources.flatMap((source, index) => (source.name === sourceName ? [index] : []));
    if (found.length === 0) {
      const names = sources.map(source => source.name);
      const mend = nearest(sourceName, names) || (names[0] ?? 'vigie sources');
      throw new VigieError('UsageInvalid', { word: sourceName, mend });
    }
    return found.flatMap(index =>
      sources[index]?.paused === paused ? [] : [{ at: ['sources', index, 'paused'], set: paused }],
    );
  });
}

/** Adds a source; one that stands there paused is read again. */
export function addSource(path: string, source: NewSource): Promise<Edited> {
  return addSources(path, [source]);
}

/** Several at once: one writing, one check. */
export function addSources(path: string, wanted: readonly NewSource[]): Promise<Edited> {
  return editSettings(path, settings => {
    const known = new Map(
      settings.sources.map((source, index) => [
        configuredSource(source).id,
        { index, paused: source.paused },
      ]),
    );
    return wanted.flatMap((source): Change[] => {
      const { id } = configuredSource({ paused: false, ...source });
      const there = known.get(id);
      if (!there) {
        known.set(id, { index: -1, paused: false });
        return [{ at: ['sources'], add: source }];
      }
      return there.paused && there.index >= 0 ? [{ at: ['sources', there.index, 'paused'], set: false }] : [];
    });
  });
}

/** Adds a competitor under the name that customers see; one that is there already gets the sites that it lacks. */
export function addCompetitor(
  path: string,
  name: string,
  more: { readonly town?: string; readonly sites?: readonly string[] } = {},
): Promise<Edited> {
  return editSettings(path, ({ competitors, firm }) => {
    if (slug(firm.name) === slug(name)) return [];
    const index = competitors.findIndex(rival => slug(rival.name) === slug(name));
    const known = competitors[index];
    if (!known) return [{ at: ['competitors'], add: { name: name.trim(), ...more } }];
    return (more.sites ?? [])
      .filter(site => !known.sites.includes(site))
      .map(site => ({ at: ['competitors', index, 'sites'], add: site }));
  });
}

/** The firm's mailbox; its password is no setting. */
export function setMailbox(path: string, mailbox: OwnMailbox): Promise<Edited> {
  return editSettings(path, () => [{ at: ['mailbox'], set: mailbox }]);
}

/**
 * Sets a channel: the one of its kind is replaced.
 * @param insteadOf a kind that it takes the place of
 */
export function setChannel(
  path: string,
  channel: Readonly<Record<string, unknown>> & { readonly channel: string },
  insteadOf: string = channel.channel,
): Promise<Edited> {
  return editSettings(path, ({ channels }) => {
    const index = channels.findIndex(known => [channel.channel, insteadOf].includes(known.channel));
    return [index < 0 ? { at: ['channels'], add: channel } : { at: ['channels', index], set: channel }];
  });
}

/** The letter's day, hour and rhythm; what is not named stays. */
export function setLetter(path: string, letter: Partial<Letter>): Promise<Edited> {
  return editSettings(path, ({ schedule }) => {
    const { rhythm, ...usual } = { ...schedule.letter, ...letter };
    return [{ at: ['schedule', 'letter'], set: rhythm === 'weekly' ? usual : { ...usual, rhythm } }];
  });
}

/** Words for the firm's own lists, each once. */
export function addWords(path: string, list: WordList, words: readonly string[]): Promise<Edited> {
  return editSettings(path, ({ firm }) => {
    const known = new Set(firm[list].map(word => word.toLowerCase()));
    return words
      .filter(word => !known.has(word.toLowerCase()) && known.add(word.toLowerCase()))
      .map(word => ({ at: ['firm', list], add: word }));
  });
}

/** One edit after another: two that overlap would each write the other's away. */
let lastEdit: Promise<unknown> = Promise.resolve();

/**
 * Reads vigie.yaml, changes it, checks the whole and writes it in one step: a sudden stop leaves the old or the
 * new file, comments and order kept.
 * @throws VigieError SettingsMissing · SettingsInvalid when the file is wrong as it stands or would be after ·
 *   FileUnwritable
 */
export function editSettings(
  path: string,
  changesFor: (settings: Settings) => readonly Change[],
): Promise<Edited> {
  const edit = lastEdit.then(async (): Promise<Edited> => {
    const before = await readSettings(path);
    const changes = changesFor(settingsOf(before));
    if (changes.length === 0) return 'known';
    const after = changes.reduce(editedText, before);
    const [problem] = await checkWhole(after, checkSettings(after));
    if (problem) throw new VigieError('SettingsInvalid', problem);
    await replaceFile(path, after);
    return 'changed';
  });
  lastEdit = edit.catch(() => undefined);
  return edit;
}

function settingsOf(text: string): Settings {
  const checked = checkSettings(text);
  if (checked.settings) return checked.settings;
  throw new VigieError('SettingsInvalid', { ...checked.problems[0]!, more: checked.problems.length - 1 });
}

/** A link stays a link (settings kept in a shared folder); the mode stays what it was. */
async function replaceFile(path: string, text: string): Promise<void> {
  try {
    const place = await realpath(path);
    const { mode } = await stat(place);
    await writeWhole(place, text, mode & 0o777);
  } catch (cause) {
    if (cause instanceof VigieError) throw cause;
    const detail = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new VigieError('FileUnwritable', { path, detail }, cause);
  }
}
