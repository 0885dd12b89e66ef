import { type Catalogue, knows, say, sayError } from '../domain/catalogue.ts';
import type { VigieError } from '../domain/errors.ts';
import type { Settings } from '../domain/settings/settings.ts';
import type { Language } from '../domain/words.ts';
import { loadCatalogue } from '../platform/catalogue-file.ts';
import { systemLanguage } from './arguments.ts';
import type { Invocation } from './command.ts';

/** The words to speak with: the flag's language, else the settings', else the system's. */
export function catalogueFor(
  { flags, io }: { flags: Pick<Invocation['flags'], 'lang'>; io: Pick<Invocation['io'], 'env'> },
  settings: Settings | null,
): Catalogue {
  return loadCatalogue(flags.lang ?? settings?.language ?? systemLanguage(io.env));
}

/** `--lang` before the arguments are understood: an error in them is told in that language all the same. */
export function commandLineLanguage(argv: readonly string[]): Language | null {
  const asked = argv.at(argv.indexOf('--lang') + 1);
  return argv.includes('--lang') && (asked === 'fr' || asked === 'en') ? asked : null;
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
