import { type Catalogue, knows, say, sayError } from '../domain/catalogue.ts';
import type { VigieError } from '../domain/errors.ts';
import type { Settings } from '../domain/settings/settings.ts';
import { loadCatalogue } from '../platform/catalogue-file.ts';
import { dataRoot } from '../platform/files.ts';
import { systemLanguage } from './arguments.ts';
import type { Invocation } from './command.ts';

/** The words to speak with: the flag's language, else the settings', else the system's. */
export function catalogueFor(
  { flags, io }: Pick<Invocation, 'flags' | 'io'>,
  settings: Settings | null,
): Promise<Catalogue> {
  return loadCatalogue(dataRoot(), flags.lang ?? settings?.language ?? systemLanguage(io.env));
}

/** An error line for people. A slip in the settings is told by its kind: an unknown name is not a bad number. */
export function wordError(catalogue: Catalogue, error: VigieError): string {
  const { code, params } = error;
  if (code !== 'SettingsInvalid' || !knows(catalogue, `settings.${params.kind}`))
    return sayError(catalogue, code, params);
  const what = say(catalogue, `settings.${params.kind}`, params);
  const mend = params.mend ? say(catalogue, 'settings.mend', params) : '';
  const more = params.more ? say(catalogue, 'settings.more', { n: params.more }) : '';
  return [what, mend, more].filter(part => part !== '').join(' ');
}
