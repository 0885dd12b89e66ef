import { fold } from '../../src/domain/text/fold.ts';
import { foldedWords } from '../../src/domain/text/tokens.ts';

/** One way that a text may write a name. */
export type Variant = {
  readonly phrase: string;
  /** Two words of its own or more: such a name speaks for itself. */
  readonly isFull: boolean;
  /** One word that is also another's (a fruit, a town, a family), initials or a number: never enough alone. */
  readonly isWeak: boolean;
  /** Only with its capital: "au Soleil" for "Le Soleil". */
  readonly needsCapital: boolean;
};

const LEGAL_FORMS = new Set(
  'sarl sas sasu eurl sa snc sci scop scea earl gaec ets etablissements ste societe ltd limited inc llc gmbh plc'.split(
    ' ',
  ),
);
/** Words that open a shop's name and tell nothing: "Chez Marie" is Marie, "Le Soleil" the sun. */
const OPENINGS = new Set(['le', 'la', 'les', 'l', 'au', 'aux', 'a', 'chez', 'the', 'un', 'une']);
const CONTRACTIONS: Readonly<Record<string, readonly string[]>> = { le: ['du', 'au'], les: ['des', 'aux'] };
/** Initials of three letters are a club's, a diploma's and a firm's: TCM. */
const SHARED_LETTERS = 3;
/** A shorter word and its plural are too often two words ("bon", "bons"). */
const PLURAL_LETTERS = 4;
/** Names run together are found in hashtags and handles; shorter ones stand in other words. */
const JOINED_LETTERS = 8;

/**
 * The ways that texts write a name: without its legal form (SARL), with "et" for "&", as a plural (les Kerlann's
 * own are "les Kerlanns"), run together (#MenuiserieKerlann), contracted ("au Soleil"). No variant twice.
 */
export function variantsOf(name: string, homonyms: ReadonlySet<string>): Variant[] {
  const all = foldedWords(fold(name));
  const words = withoutLegalForms(all);
  const opening = words.length > 1 && OPENINGS.has(words[0] ?? '') ? words[0] : undefined;
  const core = opening === undefined ? words : words.slice(1);
  const [word = ''] = core;
  const isFull = core.length > 1;
  const isWeak = !isFull && (homonyms.has(word) || word.length <= SHARED_LETTERS || /^\d+$/.test(word));
  const found = new Map<string, Variant>();
  const add = (phrase: string, needsCapital = false): void => {
    if (phrase !== '' && !found.has(phrase)) found.set(phrase, { phrase, isFull, isWeak, needsCapital });
  };
  add(words.join(' '));
  add(all.join(' '));
  if (name.includes('&')) add(withoutLegalForms(foldedWords(fold(name.replaceAll('&', ' et ')))).join(' '));
  if (isFull && core.includes('et')) add(words.filter(one => one !== 'et').join(' '));
  if (isFull && core.join('').length >= JOINED_LETTERS) add(words.join(''));
  if (!isWeak && word.length >= PLURAL_LETTERS && !/[sxz]$/.test(words.at(-1) ?? ''))
    add(`${words.join(' ')}s`);
  for (const article of CONTRACTIONS[opening ?? ''] ?? []) add([article, ...core].join(' '), true);
  return [...found.values()];
}

/** "SARL Kerlann", "Kerlann SAS": Kerlann. A name of nothing else is kept whole. */
function withoutLegalForms(words: readonly string[]): readonly string[] {
  let from = 0;
  let to = words.length;
  while (from < to && LEGAL_FORMS.has(words[from] ?? '')) from += 1;
  while (to > from && LEGAL_FORMS.has(words[to - 1] ?? '')) to -= 1;
  return from === to ? words : words.slice(from, to);
}

/** "Apple's" is Apple, "McDonald's" itself on both sides. */
export function withoutPossessive(word: string): string {
  return word.endsWith("'s") ? word.slice(0, -2) : word;
}
