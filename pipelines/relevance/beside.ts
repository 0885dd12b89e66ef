import type { Because } from '../../src/domain/annotation.ts';
import { reason } from '../../src/domain/reasons.ts';
import type { Item } from '../../src/domain/stage.ts';
import { fold } from '../../src/domain/text/fold.ts';
import { findPhrases } from '../../src/domain/text/phrases.ts';
import type { Token } from '../../src/domain/text/tokens.ts';
import type { Cues } from './cues.ts';
import type { NameIndex, Surroundings } from './names.ts';
import type { Occurrence } from './occurrence.ts';
import { isCapitalised, opensSentence, writtenWord } from './occurrence.ts';
import { WEIGHTS } from './weights.ts';

type Term = Because[number];

/** What the words right beside a name say: a company's, a person's, a town's, another thing's. */
export function besideTerms(
  item: Item,
  seen: Occurrence,
  around: Surroundings,
  cues: Cues,
  index: NameIndex,
  isHeadline: boolean,
): Term[] {
  const terms: Term[] = [];
  const cue = cueAt(seen, cues);
  if (cue !== '') terms.push({ term: reason('cue', cue), weight: WEIGHTS.cue });
  else if (isFollowedByVerb(seen, cues))
    terms.push({ term: reason('before-verb', writtenAfter(item, seen)), weight: WEIGHTS.cue });
  else if (isAgent(item, seen, cues))
    terms.push({ term: reason('before-verb', writtenAfter(item, seen)), weight: WEIGHTS.agent });
  const person = personOf(item, seen, cues);
  if (person !== '') {
    terms.push({ term: reason('first-name', person), weight: WEIGHTS.firstName });
  } else {
    const longer = isHeadline ? '' : longerName(item, seen, around, cues, index);
    if (longer !== '') terms.push({ term: reason('longer-name', longer), weight: WEIGHTS.longerName });
  }
  const place = seen.naming.kind !== 'person' && mayBeTown(seen, cues) ? townCue(seen, cues) : '';
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

/** Letters of a quotation that is a title ("Le Violon et le Boulanger"), and not what somebody said. */
const WORK_LETTERS = 34;

/**
 * "Orange sanguine", "Le Violon et le Boulanger": quotation marks hold the name and a few words more. The name alone
 * between them is the name.
 */
function isInTitleOfAWork(item: Item, seen: Occurrence): boolean {
  const source = seen.inTitle ? item.title : item.text;
  const before = source.slice(Math.max(0, seen.start - WORK_LETTERS), seen.start);
  const opened = /[«“"][ \u00a0\u202f]?([^«“"»”.!?:,]*)$/.exec(before);
  const single = /(?:^|[^a-zà-ÿ])[‘'’]$/i.test(before);
  if (!opened && !single) return false;
  const closed = /^([^«“"‘»”.!?:,]{0,30}?)[»”"’'](?![a-zà-ÿ])/i.exec(source.slice(seen.end, seen.end + 40));
  if (!closed) return false;
  const [inside = '', ahead = ''] = [closed[1], opened?.[1]];
  const isWhole = inside.trim() === '' && ahead.trim() === '';
  // "Merci Orange" is no title: what stands before the name has two words or more.
  return !isWhole && (ahead.trim() === '' || /^[^a-zà-ÿ]\S*\s+\S/.test(ahead.trim()));
}

/** The longest run of words just before the name that announces a company. */
function cueAt(seen: Occurrence, cues: Cues): string {
  if (/^[\s\u00a0'’,-]*$/.test(seen.gapBefore))
    for (let length = Math.min(3, seen.before.length); length > 0; length -= 1) {
      const words = seen.before.slice(-length).map(token => token.word);
      const run = words.join(' ');
      if (cues.before.has(run)) return run;
      if (cues.before.has(words.join("'"))) return words.join("'");
    }
  return '';
}

/** "Orange annonce": what companies do. */
function isFollowedByVerb(seen: Occurrence, cues: Cues): boolean {
  return /^[\s\u00a0]+$/.test(seen.gapAfter) && cues.after.has(seen.after[0]?.word ?? '');
}

/**
 * "Orange arrête le fax": somebody does something, company or person. "Orange Bank": a word that companies add.
 * Never after an article ("le Picard signe"), nor without the name's capital.
 */
function isAgent(item: Item, seen: Occurrence, cues: Cues): boolean {
  const next = seen.after[0];
  if (!next || !seen.hasCapital || !/^[\s\u00a0]+$/.test(seen.gapAfter)) return false;
  if (cues.extensions.has(next.word)) return isCapitalised(writtenWord(item, seen, next));
  const isArticled = seen.to - seen.from === 1 && cues.determiners.has(seen.before.at(-1)?.word ?? '');
  return !isArticled && cues.agents.has(next.word);
}

/** The verb as the text has it, with its pronoun: "s’engage". */
function writtenAfter(item: Item, seen: Occurrence): string {
  const [verb, next] = seen.after;
  const last = verb && (verb.word === 's' || verb.word === 'se') ? (next ?? verb) : verb;
  return (seen.inTitle ? item.title : item.text).slice(verb?.start, last?.end);
}

/** "un magasin Orange", "une bûche Picard": a thing and whose it is. Towns and families hardly stand so. */
export function isApposed(item: Item, seen: Occurrence, cues: Cues): boolean {
  const before = seen.before.at(-1);
  if (!before || !seen.hasCapital || !/^[ \u00a0]$/.test(seen.gapBefore)) return false;
  const isNoun = before.word.length > 3 && !cues.functionWords.has(before.word);
  return isNoun && !cues.determiners.has(before.word) && !isCapitalised(writtenWord(item, seen, before));
}

/** A capitalised neighbour that is neither a sentence's beginning nor a word of the firm: Garage Kerlann. */
function longerName(
  item: Item,
  seen: Occurrence,
  around: Surroundings,
  cues: Cues,
  index: NameIndex,
): string {
  const isOwn = (token: Token): boolean =>
    cues.determiners.has(token.word) ||
    cues.functionWords.has(token.word) ||
    findPhrases(around.context, [token.word]).length > 0 ||
    findPhrases(index.generic, [token.word]).length > 0;
  const before = seen.before.at(-1);
  const beforeWritten = writtenWord(item, seen, before);
  // Partners are joined by hyphens too ("étude Unetelle-La Poste"): only a word may be a part of another.
  const isJoined = seen.to - seen.from === 1 && seen.gapBefore === '-';
  if (before && (isJoined || /^[\s\u00a0]$/.test(seen.gapBefore)) && isCapitalised(beforeWritten)) {
    const isOther = !isOwn(before) && !cues.before.has(before.word) && !cues.extensions.has(before.word);
    if (isOther && !opensSentence(item, seen, 1)) return `${beforeWritten} ${seen.written}`;
  }
  const after = seen.after[0];
  const afterWritten = writtenWord(item, seen, after);
  // "Apple's App Store": what somebody owns is no part of the name.
  if (/['’]s$/.test(seen.written)) return '';
  if (seen.gapAfter === '-') return `${seen.written}-${afterWritten}`;
  if (!after || !/^[\s\u00a0]$/.test(seen.gapAfter) || !isCapitalised(afterWritten)) return '';
  // "la patronne d'Orange Jeanne Martin": somebody of theirs is named after the name.
  if (cues.firstNames.has(after.word) && cueAt(seen, cues) !== '') return '';
  const isTheirs =
    isOwn(after) ||
    cues.extensions.has(after.word) ||
    around.towns.has(after.word) ||
    cues.towns.has(after.word);
  return isTheirs || isModel(seen.written, afterWritten) ? '' : `${seen.written} ${afterWritten}`;
}

/** "Apple MacBook", "Seb X300": a capital inside, or a digit, is how products are written, not people or towns. */
function isModel(name: string, next: string): boolean {
  const isShouted = name === name.toUpperCase();
  return /\d/.test(next) || (!isShouted && /\p{Ll}\p{Lu}/u.test(next));
}

/** "confié mes six volets à X": the verb stands at most so many words before "à". */
const PERSON_REACH = 4;

/** Any name may be some village's; what is known for a word, and for no town, is none: "à La Poste". */
function mayBeTown(seen: Occurrence, cues: Cues): boolean {
  const name = fold(seen.naming.written);
  return !seen.naming.isWeak || cues.towns.has(name);
}

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
