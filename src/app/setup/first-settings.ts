import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VigieError } from '../../domain/errors.ts';
import type { Language } from '../../domain/words.ts';
import { dataRoot } from '../../platform/files.ts';
import { settingsJsonSchema } from './settings-schema.ts';

export type FirstAnswers = { readonly name: string; readonly town: string; readonly trade: string };

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
  const text = template
    .replace('"{name}"', JSON.stringify(answers.name))
    .replace('"{town}"', JSON.stringify(answers.town))
    .replace('{trade}', answers.trade);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, text, { flag: 'wx', mode: 0o600 }).catch(cause => {
    if (cause.code === 'EEXIST') throw new VigieError('SettingsExist', { path }, cause);
    throw new VigieError('FileUnreadable', { path }, cause);
  });
  const schema = JSON.stringify(await settingsJsonSchema(), null, 2);
  await writeFile(join(dirname(path), 'vigie.schema.json'), `${schema}\n`);
}
