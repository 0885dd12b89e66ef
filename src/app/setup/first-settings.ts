import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VigieError } from '../../domain/errors.ts';
import type { Language } from '../../domain/words.ts';
import { dataRoot } from '../../platform/files.ts';
import { editedText } from './edit-text.ts';
import { settingsJsonSchema } from './settings-schema.ts';

export type FirstAnswers = {
  readonly name: string;
  readonly town: string;
  readonly trade: string;
  /** The trade's own day and hour. */
  readonly letter: { readonly day: string; readonly at: string };
  readonly siren?: string | undefined;
  readonly address?: string | undefined;
  /** IANA; absent: that of her language's country. */
  readonly timezone?: string | undefined;
  /** Words of other firms of the same name. */
  readonly exclude?: readonly string[];
};

/**
 * Writes a commented vigie.yaml and its schema beside it.
 * @throws VigieError SettingsExist when one stands there already: the owner's words are never overwritten.
 */
export async function writeFirstSettings(
  path: string,
  language: Language,
  answers: FirstAnswers,
): Promise<void> {
  const template = await readFile(join(dataRoot(), 'settings', `vigie.${language}.yaml`), 'utf8');
  const text = filledIn(template, answers);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, text, { flag: 'wx', mode: 0o600 }).catch(cause => {
    if (cause.code === 'EEXIST') throw new VigieError('SettingsExist', { path }, cause);
    throw new VigieError('FileUnwritable', { path }, cause);
  });
  const schema = JSON.stringify(await settingsJsonSchema(), null, 2);
  await writeFile(join(dirname(path), 'vigie.schema.json'), `${schema}\n`);
}

function filledIn(template: string, answers: FirstAnswers): string {
  const { name, town, trade, letter, siren, address, timezone, exclude = [] } = answers;
  const text = template
    // Functions: a name may hold `$&`, which a replacement text would expand.
    .replace('"{name}"', () => JSON.stringify(name))
    .replace('"{town}"', () => JSON.stringify(town))
    .replace('{trade}', () => trade)
    .replace(/^(timezone: ).*$/m, (line, key: string) => (timezone ? key + timezone : line));
  const set = (at: readonly (string | number)[], value: unknown) => (before: string) =>
    editedText(before, { at, set: value });
  const edits = [
    set(['schedule', 'letter'], { day: letter.day, at: letter.at }),
    ...(siren ? [set(['firm', 'siren'], siren)] : []),
    ...(address ? [set(['firm', 'establishments', 0, 'address'], address)] : []),
    ...exclude.map(word => (before: string) => editedText(before, { at: ['firm', 'exclude'], add: word })),
  ];
  return edits.reduce((before, edit) => edit(before), text);
}
