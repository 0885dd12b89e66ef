import { shareOfScale } from '../../src/domain/scale.ts';
import { clauses } from '../../src/domain/text/clauses.ts';
import { fold } from '../../src/domain/text/fold.ts';
import { findPhrases, type Phrases, phrases } from '../../src/domain/text/phrases.ts';
import { foldedWords } from '../../src/domain/text/tokens.ts';
import { factsOf, levelByAge, type Recent, type Rule } from './watch.ts';

/** From here on a rating is a good one: "après l’accident ils ont tout réparé" is praise. */
const GOOD_SHARE = 0.7;
/** A denial reaches so many words: "pas le moindre accident", but not "pas remboursé depuis l’accident". */
const DENIAL_REACH = 3;

const DENIALS: ReadonlySet<string> = new Set([
  ...[
    'aucun',
    'aucune',
    'aucunement',
    'pas',
    'sans',
    'jamais',
    'ni',
    'rien',
    'nul',
    'nulle',
    'zero',
    'eviter',
    'evite',
  ],
  ...['no', 'not', 'never', 'without', 'nor', 'neither', 'none', 'nothing', 'free', 'avoid', 'avoided'],
]);
/** What holds an urgent word and means another thing; the longer phrase wins. */
const HARMLESS: readonly string[] = [
  ...[
    'vol au vent',
    'vols au vent',
    'vol d’oiseau',
    'vol d’avion',
    'vol direct',
    'vol de nuit',
    'vol en avion',
  ],
  ...[
    'sortie de secours incendie',
    'détecteur d’incendie',
    'porte coupe feu',
    'pare feu',
    'feu de bois',
    'fire pit',
  ],
  ...[
    'open fire',
    'fire place',
    'log fire',
    'fire door',
    'fire escape',
    'food court',
    'tennis court',
    'court yard',
  ],
  ...[
    'vitrage anti effraction',
    'assurance accident',
    'fruit de l’avocat',
    'toast à l’avocat',
    'salade d’avocat',
  ],
  ...['danger de mort mdr', 'police de caractères', 'police d’assurance', 'insurance policy'],
];

/** An urgent word of the trade, of every trade or of the owner's own that its clause does not deny. */
export const urgentWord: Rule = watch => {
  const index = urgentIndex(watch.urgent);
  return watch.recent.flatMap(remark => {
    const level = levelByAge(watch, remark.publishedAt);
    const word = level === null || remark.isSettled || isPraise(remark) ? null : urgentWordOf(index, remark);
    if (level === null || word === null) return [];
    return factsOf({
      rule: 'urgent-word',
      level,
      matter: `urgent-word:${watch.subject}:${remark.story}`,
      sureness: remark.verdict === 'kept' ? 'sure' : 'unsure',
      since: remark.publishedAt,
      members: [remark],
      usual: null,
      details: { site: remark.site, word, kind: remark.kind },
    });
  });
};

/** Ready for `urgentWordOf`: `null` marks what only looks urgent. */
export function urgentIndex(words: readonly string[]): Phrases<string | null> {
  const entries = [
    ...words.map(word => [word, word] as const),
    ...HARMLESS.map(phrase => [phrase, null] as const),
  ];
  return phrases<string | null>(entries, withoutEnding);
}

/** The first urgent word of title and text that nothing denies, as the list writes it; null when there is none. */
export function urgentWordOf(
  index: Phrases<string | null>,
  { title, text }: Pick<Recent, 'title' | 'text'>,
): string | null {
  const whole = title === '' ? text : `${title}\n${text}`;
  const parts = clauses(whole).map(clause => foldedWords(fold(clause.text)));
  for (const [place, words] of parts.entries()) {
    for (const { value, from, to } of findPhrases(index, words)) {
      if (value === null) continue;
      const after = to === words.length ? (parts[place + 1] ?? []) : [];
      if (!isDenied(words.slice(Math.max(0, from - DENIAL_REACH), from), after)) return value;
    }
  }
  return null;
}

/** Denied by a word just before, or by an answer that is nothing but a denial: "accident : aucun", "theft? never". */
function isDenied(before: readonly string[], after: readonly string[]): boolean {
  return before.some(isDenial) || (after.length > 0 && after.every(isDenial));
}

function isDenial(word: string): boolean {
  return DENIALS.has(word) || word.endsWith("n't");
}

/** Plural and feminine endings of both languages: "volées", "punaises", "blessée" find "volé", "punaise", "blessé". */
function withoutEnding(word: string): string {
  if (word.length <= 3) return word;
  const singular = word.replace(/(?:s|x)$/, '');
  return singular.length <= 3 ? singular : singular.replace(/e{1,2}$/, '');
}

function isPraise(remark: Recent): boolean {
  const share = remark.rating && shareOfScale(remark.rating);
  return remark.tone === 'positive' && (share === null || share >= GOOD_SHARE);
}
