import type { Because } from '../../src/domain/annotation.ts';
import { reason } from '../../src/domain/reasons.ts';
import type { Item } from '../../src/domain/stage.ts';
import { fold } from '../../src/domain/text/fold.ts';
import { findPhrases } from '../../src/domain/text/phrases.ts';
import type { Reading } from '../reading.ts';
import type { NameIndex, Surroundings } from './names.ts';
import { singular } from './names.ts';
import type { Occurrence } from './occurrence.ts';
import { isCapitalised, opensSentence, writtenWord } from './occurrence.ts';

/**
 * What each term adds to the score of a name; `base` is where every name begins. Set by hand on 206 French press
 * items (`npm run eval -- relevance`). Every term that counts is shown to the owner.
 */
export const WEIGHTS = {
  base: -0.6,
  context: 0.75,
  contextMax: 4,
  cue: 1.2,
  firstName: -2.2,
  longerName: -2.2,
  town: -1.6,
  quoted: -1.2,
  written: 0.5,
  section: 0.5,
  excluded: -2.2,
  fullName: 1.2,
  decisive: 4,
} as const;

/** Words on each side of a name where context counts: about a paragraph. */
const NEAR_WORDS = 40;
/** The owner's own excluding words are counted at most this often: two are already decisive. */
const EXCLUDED_MAX = 2;

export type Cues = {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
  readonly firstNames: ReadonlySet<string>;
  /** Articles and determiners: never part of a longer name, whatever their capitals. */
  readonly determiners: ReadonlySet<string>;
  /** Words before "à" that take somebody, not a place. */
  readonly personBefore: ReadonlySet<string>;
  readonly townBefore: ReadonlySet<string>;
  readonly departments: ReadonlySet<string>;
  readonly sectionsFor: readonly string[];
  readonly sectionsAgainst: readonly string[];
};

type Term = Because[number];

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
  return [
    ...nameTerms(item, reading, seen),
    ...explained(besideTerms(item, seen, around, cues, index), contextTerms(reading, seen, around, index)),
    ...sectionTerms(item, cues),
    ...excluded(reading, seen, around),
  ].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

/**
 * One sense per text: where one occurrence is a town's or a person's, the others are too, unless they are
 * announced as a company.
 */
export function inOneSense(best: readonly Term[], others: readonly Term[]): Term[] {
  const is = (key: 'cue' | 'town-of-that-name' | 'first-name') => (term: Term) =>
    term.term.startsWith(reason(key));
  if (best.some(is('cue'))) return [...best];
  const sense = others.find(is('town-of-that-name')) ?? others.find(is('first-name'));
  return sense && !best.includes(sense) ? [sense, ...best] : [...best];
}

/** Only places in the text are given: the title has none. */
function placeOf(seen: Occurrence): { at?: readonly [number, number] } {
  return seen.inTitle ? {} : { at: [seen.start, seen.end] };
}

function nameTerms(item: Item, reading: Reading, seen: Occurrence): Term[] {
  const full = seen.naming.kind === 'name' && seen.to - seen.from >= 2;
  if (full) return [{ term: reason('full-name', seen.written), weight: WEIGHTS.fullName, ...placeOf(seen) }];
  if (!isCapitalised(seen.naming.written)) return [];
  if (isCommonNoun(item, reading, seen))
    return [{ term: reason('no-capital', seen.written), weight: -WEIGHTS.written, ...placeOf(seen) }];
  // A sentence gives its first word a capital, whatever the word; "Orange : …" announces a name.
  const tells = isCapitalised(seen.written) && (seen.before.length > 0 || /^\s*[:,]/.test(seen.gapAfter));
  return tells ? [{ term: reason('capital', seen.written), weight: WEIGHTS.written, ...placeOf(seen) }] : [];
}

/**
 * Written without its capital, here or elsewhere in the text ("un boulanger"): the word, not the name. People
 * who write messages spare their capitals, so only articles are held to them.
 */
function isCommonNoun(item: Item, reading: Reading, seen: Occurrence): boolean {
  if (item.form !== 'article') return false;
  if (!isCapitalised(seen.written)) return true;
  if (seen.to - seen.from > 1) return false;
  const word = reading.words[seen.from];
  const small = (tokens: Reading['title'], text: string): boolean =>
    tokens.some(token => token.word === word && !isCapitalised(text.charAt(token.start)));
  return small(reading.title, item.title) || small(reading.body, item.text);
}

/** Beside a person's or another thing's name, context speaks for that one: a single word of it counts. */
function explained(beside: Term[], context: Term[]): Term[] {
  const against = beside.some(
    term => term.weight === WEIGHTS.firstName || term.weight === WEIGHTS.longerName,
  );
  return [...beside, ...(against ? context.slice(0, 1) : context)];
}

/** Distinct context words near the name, the name's own words included: "Menuiserie Kerlann" explains itself. */
function contextTerms(reading: Reading, seen: Occurrence, around: Surroundings, index: NameIndex): Term[] {
  const from = Math.max(0, seen.from - NEAR_WORDS);
  const near = reading.words.slice(from, seen.to + NEAR_WORDS);
  const single = seen.to - seen.from === 1;
  const words = new Map<string, string>();
  for (const source of [around.context, index.generic])
    for (const found of findPhrases(source, near)) {
      // A one-word name that is also a word of the trade (Boulanger) does not explain itself.
      if (single && from + found.from === seen.from) continue;
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

function besideTerms(
  item: Item,
  seen: Occurrence,
  around: Surroundings,
  cues: Cues,
  index: NameIndex,
): Term[] {
  const terms: Term[] = [];
  const cue = cueAt(seen, cues);
  if (cue !== '') terms.push({ term: reason('cue', cue), weight: WEIGHTS.cue });
  const person = personOf(item, seen, cues);
  if (person !== '') {
    terms.push({ term: reason('first-name', person), weight: WEIGHTS.firstName });
  } else {
    const longer = longerName(item, seen, around, cues, index);
    if (longer !== '') terms.push({ term: reason('longer-name', longer), weight: WEIGHTS.longerName });
  }
  const place = townCue(seen, cues);
  if (place !== '' && !around.towns.has(fold(seen.written)))
    terms.push({ term: reason('town-of-that-name', place), weight: WEIGHTS.town });
  if (isInTitleOfAWork(item, seen))
    terms.push({ term: reason('quoted', seen.written), weight: WEIGHTS.quoted });
  return terms;
}

/** "Bernard Kerlann", and "Yann Le Kerlann" where the article belongs to the family's name. */
function personOf(item: Item, seen: Occurrence, cues: Cues): string {
  if (!/^[\s\u00a0-]*$/.test(seen.gapBefore)) return '';
  const beside = seen.before.at(-1);
  const article = writtenWord(item, seen, beside);
  const isOfTheName =
    isCapitalised(article) && cues.determiners.has(beside?.word ?? '') && !opensSentence(item, seen, 1);
  const first = isOfTheName ? seen.before.at(-2) : beside;
  const name = writtenWord(item, seen, first);
  if (!isCapitalised(name) || !cues.firstNames.has(first?.word ?? '')) return '';
  return isOfTheName ? `${name} ${article} ${seen.written}` : `${name} ${seen.written}`;
}

/** "Orange mécanique": quotation marks open right before the name and close a few words later, not right after. */
function isInTitleOfAWork(item: Item, seen: Occurrence): boolean {
  if (!/[«“"‘'’]\s*$/.test(seen.gapBefore) || /[a-zà-ÿ]['’]$/i.test(seen.gapBefore)) return false;
  const source = seen.inTitle ? item.title : item.text;
  return /^[ \u00a0][^«“"‘»”.!?]{2,30}[»”"'’](?![a-zà-ÿ])/i.test(source.slice(seen.end, seen.end + 40));
}

/** The longest run of words just before the name that announces a company; else the verb just after. */
function cueAt(seen: Occurrence, cues: Cues): string {
  if (/^[\s\u00a0'’,-]*$/.test(seen.gapBefore))
    for (let length = Math.min(3, seen.before.length); length > 0; length -= 1) {
      const words = seen.before.slice(-length).map(token => token.word);
      const run = words.join(' ');
      if (cues.before.has(run)) return run;
      if (cues.before.has(words.join("'"))) return words.join("'");
    }
  const next = seen.after[0]?.word ?? '';
  return /^[\s\u00a0]+$/.test(seen.gapAfter) && cues.after.has(next) ? next : '';
}

/** A capitalised neighbour that is neither a sentence's beginning nor a word of the firm: Garage Kerlann. */
function longerName(
  item: Item,
  seen: Occurrence,
  around: Surroundings,
  cues: Cues,
  index: NameIndex,
): string {
  const mine = (word: string): boolean =>
    findPhrases(around.context, [word]).length > 0 || findPhrases(index.generic, [word]).length > 0;
  const before = seen.before.at(-1);
  const beforeWritten = writtenWord(item, seen, before);
  if (before && /^[\s\u00a0]$|^-$/.test(seen.gapBefore) && isCapitalised(beforeWritten)) {
    const isOther = !mine(before.word) && !cues.before.has(before.word) && !cues.determiners.has(before.word);
    if (isOther && !opensSentence(item, seen, 1)) return `${beforeWritten} ${seen.written}`;
  }
  const after = seen.after[0];
  const afterWritten = writtenWord(item, seen, after);
  if (seen.gapAfter === '-') return `${seen.written}-${afterWritten}`;
  if (after && /^[\s\u00a0]$/.test(seen.gapAfter) && isCapitalised(afterWritten))
    if (!mine(after.word) && !cues.determiners.has(after.word) && !around.towns.has(after.word))
      return `${seen.written} ${afterWritten}`;
  return '';
}

/** "confié mes six volets à X": the verb stands at most so many words before "à". */
const PERSON_REACH = 4;

/** "à Orange", "maire d'Orange": a place, unless the name is announced otherwise. */
function townCue(seen: Occurrence, cues: Cues): string {
  const words = seen.before.map(token => token.word);
  const last = words.at(-1) ?? '';
  const isToSomebody =
    last === 'a' && words.slice(-1 - PERSON_REACH, -1).some(word => cues.personBefore.has(word));
  if (isToSomebody) return '';
  if (last === 'a' || last === 'in') return `${last} ${seen.written}`;
  // "Orange (Vaucluse)": a department in brackets.
  const bracketed = /^\s\($/.test(seen.gapAfter) && seen.after[0] ? seen.after[0].word : '';
  if (bracketed !== '' && cues.departments.has(bracketed)) return `${seen.written} (${bracketed})`;
  if (last !== 'd' && last !== 'de' && last !== 'of') return '';
  const noun = words
    .slice(0, -1)
    .reverse()
    .find(word => cues.townBefore.has(word));
  return noun ? `${noun} ${last} ${seen.written}` : '';
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
