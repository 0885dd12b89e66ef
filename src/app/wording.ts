import { parseArgs } from 'node:util';
import { type Catalogue, knows, say, sayError } from '../domain/catalogue.ts';
import type { VigieError } from '../domain/errors.ts';
import type { Settings } from '../domain/settings/settings.ts';
import { tellProblem } from '../domain/settings/telling.ts';
import { cleanLine } from '../domain/text/clean.ts';
import type { Language } from '../domain/words.ts';
import { loadCatalogue } from '../platform/catalogue-file.ts';
import { settingsPath } from '../platform/files.ts';
import { readSettings } from '../platform/settings-file.ts';
import { GLOBAL_OPTIONS, systemLanguage } from './arguments.ts';
import type { Invocation } from './command.ts';

/** The words to speak with: the flag's language, else the settings', else the system's. */
export function catalogueFor(
  { flags, io }: { flags: Pick<Invocation['flags'], 'lang'>; io: Pick<Invocation['io'], 'env'> },
  settings: Settings | null,
): Catalogue {
  return loadCatalogue(flags.lang ?? settings?.language ?? systemLanguage(io.env));
}

/** The settings' own line, whatever is wrong around it. */
const LANGUAGE_LINE = /^language:[ \t]*["']?(fr|en)\b/m;

/**
 * The language of an error before, or instead of, understanding the arguments and the settings: `--lang`, else what
 * the settings file says at the top of a line, else null.
 */
export async function languageOfErrors(
  argv: readonly string[],
  env: Invocation['io']['env'],
): Promise<Language | null> {
  const { values } = parseArgs({ args: [...argv], options: GLOBAL_OPTIONS, strict: false });
  if (values.lang === 'fr' || values.lang === 'en') return values.lang;
  const path = settingsPath(typeof values.config === 'string' ? values.config : null, env);
  const text = await readSettings(path).catch(() => '');
  return (LANGUAGE_LINE.exec(text)?.[1] as Language | undefined) ?? null;
}

/** A firm's name in an error line, which stays under 200 characters. */
const FIRM_LENGTH_MAX = 60;

/** An error line for people, at most 200 characters. Some codes are told by their kind: an unknown name is not a bad number. */
export function wordError(catalogue: Catalogue, { code, params }: VigieError): string {
  if (code === 'StoreBusy' && params.kind === 'otherFirm')
    return say(catalogue, 'busy.otherFirm', { firm: cleanLine(String(params.firm), FIRM_LENGTH_MAX) });
  if (code === 'MailMissing')
    return sayError(catalogue, code, { ...params, often: say(catalogue, `often.${params.usual}`) });
  return code === 'SettingsInvalid' && knows(catalogue, `settings.${params.kind}`)
    ? tellProblem(catalogue, params)
    : sayError(catalogue, code, params);
}
