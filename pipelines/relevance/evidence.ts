import type { Because } from '../../src/domain/annotation.ts';
import { reason } from '../../src/domain/reasons.ts';
import type { Item } from '../../src/domain/stage.ts';
import { fold } from '../../src/domain/text/fold.ts';
import { findPhrases } from '../../src/domain/text/phrases.ts';
import type { Reading } from '../reading.ts';
import { besideTerms, isApposed } from './beside.ts';
import type { Cues } from './cues.ts';
import type { NameIndex, Surroundings } from './names.ts';
import { singular } from './names.ts';
import type { Occurrence } from './occurrence.ts';
import { isCapitalised, isTitleCase, writtenWord } from './occurrence.ts';
import { WEIGHTS } from './weights.ts';

/** Words on each side of a name where context counts: about a paragraph. */
const NEAR_WORDS = 40;
/** The owner's own excluding words are counted at most this often: two are already decisive. */
const EXCLUDED_MAX = 2;

type Term = Because[number];

/** Names that stand in any text. */
const NUMBER_OR_LETTER = /^(?:\d+|.{1,2})$/u;

/** What speaks for and against one name in one item, strongest first. */
export function evidenceFor(
  item: Item,
  reading: Reading,
  seen: Occurrence,
  index: NameIndex,
  cues: Cues,
): Term[] {
  const around = index.surroundings[seen.naming.brand];
  if (!around) return [];
  if (seen.naming.kind === 'handle' || seen.naming.kind === 'domain' || seen.naming.kind === 'street')
    return [
      { term: reason(seen.naming.kind, seen.written), weight: WEIGHTS.decisive, ...placeOf(seen) },
      ...excluded(reading, seen, around),
    ];
  const isHeadline = isTitleCase(item, reading, seen);
  const beside = besideTerms(item, seen, around, cues, index, isHeadline);
  const name = nameTerms(item, reading, seen, isHeadline || beside.some(isOfAnother));
  const context = contextTerms(reading, seen, around, index);
  const known = [...name, ...explained(item, beside, name, context)];
  return [
    ...known,
    ...homonymTerms(item, seen, known, cues, isHeadline),
    ...sectionTerms(item, cues),
    ...excluded(reading, seen, around),
  ].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

/**
 * One sense per text: where one occurrence is a town's or a person's, the others are too, unless they are
 * announced as a company.
 */
export function inOneSense(best: readonly Term[], others: readonly Term[]): Term[] {
  const is = (key: 'town-of-that-name' | 'first-name') => (term: Term) => term.term.startsWith(reason(key));
  if (best.some(isAnnounced)) return [...best];
  const sense = others.find(is('town-of-that-name')) ?? others.find(is('first-name'));
  return sense && !best.includes(sense) ? [sense, ...best] : [...best];
}

/** Announced as a company; a verb alone could be a person's. */
function isAnnounced(term: Term): boolean {
  const isCue = term.term.startsWith(reason('cue')) || term.term.startsWith(reason('before-verb'));
  return isCue && term.weight === WEIGHTS.cue;
}

/** A person's, a town's or another thing's name. */
function isOfAnother(term: Term): boolean {
  return (
    term.weight === WEIGHTS.firstName || term.weight === WEIGHTS.longerName || term.weight === WEIGHTS.town
  );
}

/** Only places in the text are given: the title has none. */
function placeOf(seen: Occurrence): { at?: readonly [number, number] } {
  return seen.inTitle ? {} : { at: [seen.start, seen.end] };
}

/** `isMute`: its capital is another name's, or every word's, and tells nothing. */
function nameTerms(item: Item, reading: Reading, seen: Occurrence, isMute: boolean): Term[] {
  const { naming } = seen;
  if (naming.isFull)
    return [{ term: reason('full-name', seen.written), weight: WEIGHTS.fullName, ...placeOf(seen) }];
  if (!isCapitalised(naming.written)) return [];
  if (isCommonNoun(item, reading, seen)) {
    const weight = naming.isWeak ? WEIGHTS.asWord : -WEIGHTS.written;
    return [{ term: reason('no-capital', seen.written), weight, ...placeOf(seen) }];
  }
  // Any letter stands as a capital somewhere: "taille M".
  if (isMute || !seen.hasCapital || NUMBER_OR_LETTER.test(seen.written)) return [];
  // A sentence gives its first word a capital, whatever the word; "Orange : …" and "Apple's" announce a name.
  const tells = opensNothing(seen) || /^\s*[:,]/.test(seen.gapAfter) || /['’]s$/.test(seen.written);
  return tells ? [{ term: reason('capital', seen.written), weight: WEIGHTS.written, ...placeOf(seen) }] : [];
}

/** Not the first word of its text, or a name of two words whose second has the capital: "La Poste". */
function opensNothing(seen: Occurrence): boolean {
  return seen.before.length > 0 || seen.to - seen.from > 1;
}

/**
 * Written without its capital, here or elsewhere in the text ("un boulanger"): the word, not the name. People
 * who write messages spare their capitals: there, only names that are words are held to them, and only by those
 * who use capitals.
 */
function isCommonNoun(item: Item, reading: Reading, seen: Occurrence): boolean {
  if (item.form !== 'article')
    return seen.naming.isWeak && !seen.hasCapital && !seen.gapBefore.endsWith('#') && usesCapitals(item.text);
  if (!seen.hasCapital) return true;
  if (seen.to - seen.from > 1) return false;
  const word = reading.words[seen.from];
  const small = (from: number, to: number, text: string): boolean => {
    for (let at = from; at < to && at < from + ELSEWHERE_WORDS; at += 1)
      if (reading.words[at] === word && !isCapitalised(text.charAt(reading.starts[at]!))) return true;
    return false;
  };
  return small(0, reading.titled, item.title) || small(reading.titled, reading.words.length, item.text);
}

/** Words in which the name is looked for without its capital: an article's, not a book's. */
const ELSEWHERE_WORDS = 2000;
/** Letters looked at for a first capital. */
const OPENING_LETTERS = 40;

function usesCapitals(text: string): boolean {
  return /^(?:[^\p{L}]|[@#]\w+|RT\b)*\p{Lu}/u.test(text.slice(0, OPENING_LETTERS));
}

/**
 * Beside a person's or another thing's name, context speaks for that one: a single word of it counts. For a word of
 * an article, none does ("un boulanger … ses salariés"), unless a company was announced.
 */
function explained(item: Item, beside: Term[], name: Term[], context: Term[]): Term[] {
  const against = beside.some(
    term => term.weight === WEIGHTS.firstName || term.weight === WEIGHTS.longerName,
  );
  const isWord = item.form === 'article' && name.some(term => term.weight === WEIGHTS.asWord);
  if (isWord && !beside.some(isAnnounced)) return beside;
  return [...beside, ...(against || isWord ? context.slice(0, 1) : context)];
}

/** A name that is also a word, a town's or a family's, and nothing explains it. */
function homonymTerms(
  item: Item,
  seen: Occurrence,
  known: readonly Term[],
  cues: Cues,
  isHeadline: boolean,
): Term[] {
  if (!seen.naming.isWeak) return [];
  const isExplained = known.some(term => !term.term.startsWith(reason('capital')) && term.weight > 0);
  const isTold = known.some(term => term.weight < 0);
  // "La Poste" opens a sentence with one capital and has two: a name, whosever.
  const isProper = seen.hasCapital && seen.to - seen.from > 1 && !isHeadline;
  const isTheirs = isApposed(item, seen, cues) && !NUMBER_OR_LETTER.test(seen.written);
  if (isExplained || isTold || isProper || isTheirs) return [];
  const article = seen.before.at(-1);
  const isArticle = cues.determiners.has(article?.word ?? '') && writtenWord(item, seen, article) !== 'à';
  const isAsWord = isArticle && item.form === 'article' && seen.to - seen.from === 1;
  const weight = isAsWord ? WEIGHTS.homonymWithArticle : WEIGHTS.homonym;
  return [{ term: reason('homonym', isAsWord ? `${article?.word} ${seen.written}` : seen.written), weight }];
}

/** Distinct context words near the name, the name's own words included: "Menuiserie Kerlann" explains itself. */
function contextTerms(reading: Reading, seen: Occurrence, around: Surroundings, index: NameIndex): Term[] {
  const from = Math.max(0, seen.from - NEAR_WORDS);
  const near = reading.words.slice(from, seen.to + NEAR_WORDS);
  const { isFull, isWeak } = seen.naming;
  const words = new Map<string, string>();
  // What companies have in general says nothing of a name that any number or letter could be.
  const isNumber = isWeak && NUMBER_OR_LETTER.test(seen.written);
  for (const source of isNumber ? [around.context] : [around.context, index.generic])
    for (const found of findPhrases(source, near)) {
      // A one-word name that is also a word of the trade (Boulanger) does not explain itself.
      if (!isFull && from + found.from < seen.to && from + found.to > seen.from) continue;
      // Singular and plural are one word of context; the text's own form is shown.
      const written = near.slice(found.from, found.to);
      words.set(written.map(singular).join(' '), written.join(' '));
      if (words.size >= WEIGHTS.contextMax) break;
    }
  const terms = [...words.values()].slice(0, WEIGHTS.contextMax);
  return terms.map(term => ({ term, weight: WEIGHTS.context }));
}

function excluded(reading: Reading, seen: Occurrence, around: Surroundings): Term[] {
  const from = Math.max(0, seen.from - NEAR_WORDS);
  const near = reading.words.slice(from, seen.to + NEAR_WORDS);
  const words = new Set(findPhrases(around.against, near).map(found => found.value));
  return [...words]
    .slice(0, EXCLUDED_MAX)
    .map(word => ({ term: reason('excluded', word), weight: WEIGHTS.excluded }));
}

function sectionTerms(item: Item, cues: Cues): Term[] {
  if (item.url === null) return [];
  const path = fold(URL.parse(item.url)?.pathname ?? '')
    .split('/')
    .slice(1, 4);
  const stands = (sections: readonly string[]): string | undefined =>
    path.find(part => sections.includes(part));
  const good = stands(cues.sectionsFor);
  if (good) return [{ term: reason('section', good), weight: WEIGHTS.section }];
  const bad = stands(cues.sectionsAgainst);
  return bad ? [{ term: reason('section', bad), weight: -WEIGHTS.section }] : [];
}
