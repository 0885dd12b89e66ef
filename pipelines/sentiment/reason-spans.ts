import { clauseEnd } from './clauses.ts';
import { ROLE, wordAt } from './lexicon.ts';
import type { Reading } from './reading.ts';
import { GAP, SAID, type Scan, wordHash } from './scan.ts';

/** Words of a text, from `first` to `end` (excluded). */
export type Span = { readonly first: number; readonly end: number };

/** How far back a word looks for the negation that turns it ("pas du tout bon"), and a lone negation ahead. */
const NEGATION_BACK = 3;
const NEGATION_AHEAD = 4;
/** Small words between an expression and what it is about ("manque de sérieux", "toujours pas reçu"). */
const PHRASE_AHEAD = 3;
/** How far back the first half of a negation stands ("ne nous soutient absolument pas"). */
export const FIRST_HALF_BACK = 5;
/** No reason grows longer than this by what it is about, no clause is shown longer. */
export const LONGEST = 8;
/** What leads to the object of an incomplete word. */
export const LINKS = hashes('de d des du a au aux of to');
/** After a whole negation these open its object: "ne répond pas au téléphone". */
const OBJECTS = hashes(
  'a au aux de d du des le la les l en leur leurs ses son sa nos vos mes mon ma contre pour the to a my',
);
/** Words that leave open of what: "refuse de rembourser", "aucun moyen de joindre". */
const INCOMPLETE =
  /^(?:non$|refus|manqu|absen|impossib|incapa|peine|oblig|forc|difficil|inutil|retard|oubli|limite|moyens?$|envie|lent|tard|attente|probleme|souci|augment|degrad|lack|unable|fail)/;
/** What is said of the word before it: "connexion impossible". */
const SAID_OF = /^(?:impossib|inexist|injoign|introuv|indisponib)/;
/** Verbs and small words that say nothing without what follows ("ne peut plus voir", "trop long"). */
const EMPTY = hashes(
  'peut peux peuvent pouvait pouvez veut veux veulent sait sais savent doit pu su voulu fait font faire arrive arrivent daigne permet cherche semble mise prochaine trop too can',
);
/** What stands for a name, an address or a copy in a post. */
const NO_WORD = hashes('user rt http https www lt via amp com fr');
const PLUS = wordHash('plus');
const AND = wordHash('et');
const OF = hashes('de d to');

export const NEGATION = ROLE.negator | ROLE.weakNegator;
const NO_CONTENT = ROLE.stop | NEGATION | ROLE.contrast;

/** What is shown and weighed for a word or an expression, so that it can be understood without the text. */
export function spanOf(reading: Reading, span: Span): Span {
  const { scan } = reading;
  const role = (index: number): number => reading.known.roles[index]!;
  const follows = (index: number): boolean => index < scan.count && scan.gap[index] === GAP.none;
  const inPhrase = reading.phraseLast[span.first]! > span.first;
  if (!inPhrase && (role(span.first) & NEGATION) !== 0) return negationOf(reading, span.first);
  let { first, end } = inPhrase ? span : withNegation(reading, span);
  const isOpen = (role(end - 1) & (ROLE.negator | ROLE.stop)) !== 0 && scan.hash[end - 1] !== AND;
  if (inPhrase && isOpen) end = nextContent(reading, end, PHRASE_AHEAD);
  // "ne répondent jamais", "n'est pas adapté": both halves.
  const isNegated = ((role(end - 1) | role(first)) & ROLE.negator) !== 0;
  first = firstHalf(reading, first, isNegated ? FIRST_HALF_BACK : 1);
  const isHalf = (role(first) & ROLE.weakNegator) !== 0 && !isNegated;
  if (
    !inPhrase &&
    first > 0 &&
    follows(first) &&
    SAID_OF.test(wordAt(scan, first)) &&
    !(follows(end) && OF.has(scan.hash[end]!))
  )
    if ((role(first - 1) & NO_CONTENT) === 0) return { first: first - 1, end };
  if (isHalf && follows(end) && ((role(end) & ROLE.negator) !== 0 || scan.hash[end] === PLUS)) {
    end += 1;
    if (follows(end) && OBJECTS.has(scan.hash[end]!)) end = nextContent(reading, end, PHRASE_AHEAD);
  }
  const whole = withObject(reading, first, end);
  // "vous protestez trop": it is about the word before, where none follows.
  const isAlone = whole === first + 1 && EMPTY.has(scan.hash[first]!) && !follows(whole);
  const isOfVerb = isAlone && first > 0 && follows(first) && (role(first - 1) & NO_CONTENT) === 0;
  return { first: isOfVerb ? first - 1 : first, end: whole };
}

/** Where the first half of a negation stands, at most so far before a word; the word itself where none does. */
export function firstHalf(reading: Reading, first: number, back: number): number {
  const { scan, known } = reading;
  for (let before = first - 1; before >= Math.max(0, first - back); before -= 1) {
    if (scan.gap[before + 1] !== GAP.none) break;
    if ((known.roles[before]! & ROLE.weakNegator) !== 0) return before;
  }
  return first;
}

/**
 * A negation with both its halves, what it denies and its object: "n'a pas répondu", "ne répond pas au téléphone",
 * "aucun appel", "ne marche plus". `denied` is the word that is turned, −1 where none is found.
 */
export function negationOf(reading: Reading, index: number): Span & { readonly denied: number } {
  const { scan, known } = reading;
  const isFirst = (known.roles[index]! & ROLE.weakNegator) !== 0;
  const half = isFirst ? secondHalf(reading, index) : index;
  if (half < 0) return { first: index, end: index + 1, denied: -1 };
  let first = isFirst ? index : firstHalf(reading, index, FIRST_HALF_BACK);
  const isHalfless = first === half;
  let denied = -1;
  for (let verb = half - 1; verb > first; verb -= 1)
    if ((known.roles[verb]! & NO_CONTENT) === 0) denied = verb;
  const next = half + 1;
  const hasNext = next < scan.count && scan.gap[next] === GAP.none;
  const opens = hasNext && OBJECTS.has(scan.hash[next]!);
  // "ça marche pas", "pensent pas au client": the first half is left out in speech.
  if (isHalfless && half > 0 && scan.gap[half] === GAP.none && (!hasNext || opens))
    if ((known.roles[half - 1]! & NO_CONTENT) === 0 && !reading.phraseLast[half - 1]) {
      denied = half - 1;
      first = denied;
    }
  const isWhole = denied >= 0 && !EMPTY.has(scan.hash[denied]!);
  const end = isWhole && !opens ? next : nextContent(reading, next, NEGATION_AHEAD);
  if (denied < 0 && end > next) denied = end - 1;
  return { first, end: withObject(reading, first, end), denied };
}

/** "ne … plus": the place of the "plus", −1 where none follows soon, or where it compares ("plus que"). */
function secondHalf({ scan }: Reading, index: number): number {
  const limit = Math.min(scan.count, index + FIRST_HALF_BACK);
  for (let at = index + 1; at < limit && scan.gap[at] === GAP.none; at += 1)
    if (scan.hash[at] === PLUS) return at;
  return -1;
}

/** "refuse de rembourser", "trop long", "ne peut plus voir": with what it is about, where a small word leads there. */
function withObject(reading: Reading, first: number, end: number): number {
  const { scan } = reading;
  if (end >= scan.count || scan.gap[end] !== GAP.none) return end;
  const leads = LINKS.has(scan.hash[end]!) && INCOMPLETE.test(wordAt(scan, end - 1));
  const isPlus = scan.hash[end - 1] === PLUS && end > 1;
  const isEmpty = EMPTY.has(scan.hash[end - (isPlus ? 2 : 1)]!);
  if (!isEmpty && !leads) return end;
  const object = nextContent(reading, end, PHRASE_AHEAD);
  if (object === end || object - first > LONGEST) return end;
  return EMPTY.has(scan.hash[object - 1]!) ? withObject(reading, first, object) : object;
}

/** The end of the first word of content within so many words of `end`, in the same clause; `end` where none is. */
function nextContent({ scan, known, phraseLast }: Reading, end: number, ahead: number): number {
  const limit = Math.min(scan.count, end + ahead);
  for (let next = end; next < limit && scan.gap[next] === GAP.none; next += 1) {
    if ((known.roles[next]! & ROLE.contrast) !== 0) return end;
    if (phraseLast[next]! > next) return phraseLast[next]!;
    if ((known.roles[next]! & NO_CONTENT) === 0 && !OBJECTS.has(scan.hash[next]!)) return next + 1;
  }
  return end;
}

/** A negation says nothing without what it turns, nor that without it: "pas" or "top" is shown as "pas le top". */
function withNegation(reading: Reading, span: Span): Span {
  const { first, end } = span;
  const { gap } = reading.scan;
  const role = (index: number): number => reading.known.roles[index]!;
  const limit = Math.max(0, first - NEGATION_BACK);
  for (let before = first - 1; before >= limit && gap[before + 1] === GAP.none; before -= 1) {
    if ((role(before) & ROLE.contrast) !== 0 || reading.phraseLast[before]! > before) return span;
    if ((role(before) & ROLE.negator) !== 0) return { first: before, end };
  }
  return span;
}

/** A shorter clause says nothing by itself; it is shown only where no other is. */
const SHORTEST = 3;
const FAR = 100;

/**
 * Where no word is known: the clause that says most for a side, or the part of it around its strongest word, without
 * names, addresses and small words at its ends. Null: a text without words.
 */
export function kernel(
  reading: Reading,
  text: string,
  estimates: Float64Array,
  clauses: Float64Array,
  side: number,
): Span | null {
  const { scan } = reading;
  let best: Span | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (let first = 0; first < scan.count; ) {
    const end = clauseEnd(reading, first);
    const said = clauses[first]! * side - (end - first < SHORTEST ? FAR : 0);
    const span = said > most ? trimmed(reading, text, first, end) : null;
    if (span !== null) {
      best = span;
      most = said;
    }
    first = end;
  }
  const whole = trimmed(reading, text, 0, scan.count);
  if (whole !== null && whole.end - whole.first <= LONGEST - 2) return whole;
  if (best === null || best.end - best.first <= LONGEST) return best;
  let strongest = best.first;
  for (let index = best.first; index < best.end; index += 1)
    if (estimates[index]! * side > estimates[strongest]! * side) strongest = index;
  const from = Math.max(best.first, Math.min(strongest - (LONGEST >> 1), best.end - LONGEST));
  return trimmed(reading, text, from, from + LONGEST) ?? best;
}

/** Without names, addresses and small words at its ends; a negation or a pronoun before a verb stays. */
function trimmed(reading: Reading, text: string, first: number, end: number): Span | null {
  const { scan, known } = reading;
  const isName = (index: number): boolean =>
    text[scan.start[index]! - 1] === '@' || NO_WORD.has(scan.hash[index]!);
  const isSmall = (index: number): boolean => (known.roles[index]! & ROLE.stop) !== 0;
  let from = first;
  let to = end;
  while (from < to && (isName(from) || scan.hash[from] === AND || (known.roles[from]! & ROLE.contrast) !== 0))
    from += 1;
  while (to > from && isName(to - 1)) to -= 1;
  while (to > from && isSmall(to - 1) && (scan.said[to - 1]! & SAID.asked) === 0) to -= 1;
  return from < to ? { first: from, end: to } : null;
}

/** Two words of the same beginning say one thing. */
const SAME_BEGINNING = 6;

/** True where two reasons differ by case, accents, an ending, or because one holds the other. */
export function isSame({ scan }: { readonly scan: Scan }, one: Span, other: Span): boolean {
  const [short, long] = one.end - one.first < other.end - other.first ? [one, other] : [other, one];
  const size = short.end - short.first;
  if (size === 1 && long.end - long.first === 1 && isSameBeginning(scan, short.first, long.first))
    return true;
  for (let from = long.first; from + size <= long.end; from += 1) {
    let same = 0;
    while (same < size && scan.hash[from + same] === scan.hash[short.first + same]) same += 1;
    if (same === size) return true;
  }
  return false;
}

function isSameBeginning({ letters, from, lengths }: Scan, one: number, other: number): boolean {
  if (lengths[one]! < SAME_BEGINNING || lengths[other]! < SAME_BEGINNING) return false;
  for (let index = 0; index < SAME_BEGINNING; index += 1)
    if (letters[from[one]! + index] !== letters[from[other]! + index]) return false;
  return true;
}

/** The hashes of words as a scan has them. */
export function hashes(words: string): ReadonlySet<number> {
  return new Set(words.split(' ').map(wordHash));
}
