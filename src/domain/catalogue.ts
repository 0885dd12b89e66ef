import type { ErrorCode, ErrorParams } from './errors.ts';
import type { Language } from './words.ts';
import { plainNumber, pluralOf } from './words.ts';

/** All the words of one language, by dotted key. */
export type Catalogue = {
  readonly language: Language;
  readonly strings: ReadonlyMap<string, string>;
};

export type SayParams = Readonly<Record<string, string | number>>;

/**
 * `{n}` is filled in; `{n|avis|avis}` picks by the plural of n: singular, plural and, if given, "many". The space
 * after a hole is taken along: it does not break between a number and its word.
 */
const HOLE = /\{(\w+)((?:\|[^|{}]*)*)\}( (?=[\p{L}{]))?/gu;
/** A number, also one that comes written: `4,2`, `12 345`, `−3`. */
const NUMBER = /^[+\u2212-]?\d[\d.,\u00a0\u202f]*$/u;
const NBSP = '\u00a0';

/**
 * The string under `key`, filled in. Numbers are written in the language. A hole without a parameter takes the
 * catalogue's `fallback.<name>`; an unknown key or a hole with neither is a bug and throws.
 */
export function say(catalogue: Catalogue, key: string, params: SayParams = {}): string {
  const pattern = catalogue.strings.get(key);
  if (pattern === undefined) throw new Error(`no words for ${key} in ${catalogue.language}`);
  return pattern.replace(HOLE, (_hole, name: string, forms: string, space = '') => {
    const value = params[name] ?? catalogue.strings.get(`fallback.${name}`);
    if (value === undefined) throw new Error(`${key} needs {${name}}`);
    if (forms !== '') return pluralForm(catalogue.language, forms.slice(1).split('|'), Number(value)) + space;
    const text = typeof value === 'number' ? plainNumber(catalogue.language, value) : value;
    return text + (space !== '' && NUMBER.test(text) ? NBSP : space);
  });
}

function pluralForm(language: Language, forms: readonly string[], count: number): string {
  const category = pluralOf(language, count);
  const index = category === 'one' ? 0 : category === 'many' && forms.length > 2 ? 2 : 1;
  return forms[index] ?? forms[0] ?? '';
}

/** Does the catalogue hold this key? For words that come with data (rules, kinds of change). */
export function knows(catalogue: Catalogue, key: string): boolean {
  return catalogue.strings.has(key);
}

/** Longest value put into an error line: the line itself stays under 200 characters. */
const ERROR_VALUE_LENGTH_MAX = 60;
const ERROR_LENGTH_MAX = 200;

/** An error in the owner's words: what happened, what is safe, the mend. One line, at most 200 characters. */
export function sayError(catalogue: Catalogue, code: ErrorCode, params: ErrorParams = {}): string {
  const short: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) {
    short[name] = typeof value === 'string' ? clipped(value, ERROR_VALUE_LENGTH_MAX) : value;
  }
  return clipped(say(catalogue, `error.${code}`, short), ERROR_LENGTH_MAX);
}

function clipped(text: string, max: number): string {
  // No-break spaces are typography and stay; every other space, control or line end is one space.
  const line = text.replace(/(?:[^\S\u00a0\u202f]|\p{Cc})+/gu, ' ').trim();
  return line.length <= max
    ? line
    : `${line
        .slice(0, max - 1)
        .toWellFormed()
        .replace(/\ufffd$/u, '')}\u2026`;
}
