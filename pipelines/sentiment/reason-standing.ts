import { MIXED_PHRASE, ROLE } from './lexicon.ts';
import type { Reading } from './reading.ts';
import { hashes, LINKS, NEGATION, negationOf } from './reason-spans.ts';
import { GAP, SAID, type Scan, wordHash } from './scan.ts';

/** How well a word speaks for a side; none: only its learnt weight does, if that. */
export const STANDING = { none: 0, circumstance: 1, negation: 2, listed: 3 } as const;

/** "bon, j'ai rappelé": said between two commas, these are breath and no praise. */
const FILLERS = hashes('bon bien super well fine');
const [E, N, T] = [101, 110, 116];
/** "zéro émerveillement", "un temps phénoménal", "un retard légendaire": what follows these is no praise. */
const TURNS_GOOD = hashes('zero temps attente retard retards');
const ONLY = hashes('simplement seulement uniquement');
const [NO, OK, CASE, PITY, KNOW] = ['non', 'ok', 'cas', 'dommage', 'sais'].map(wordHash);

/** How well the word at an index speaks for a side. */
export function standing(reading: Reading, index: number, side: number): number {
  const { known, phraseFirst, phraseLast, phraseTone, scan, lexicalParts } = reading;
  const end = phraseLast[index]!;
  if (end > index) {
    const tone = phraseTone[index]!;
    if (tone * side <= 0 || tone === MIXED_PHRASE || isDenied(reading, phraseFirst[index]!))
      return STANDING.none;
    return side < 0 && known.circumstance[end - 1] === 1 ? STANDING.circumstance : STANDING.listed;
  }
  const isListed = lexicalParts[index]! * side > 0;
  if (scan.lengths[index] === 0) return isListed ? STANDING.listed : STANDING.none;
  if ((known.roles[index]! & NEGATION) !== 0)
    return side < 0 && negates(reading, index) ? STANDING.negation : STANDING.none;
  if (!isListed || isEmptyTalk(reading, index, side)) return STANDING.none;
  // "pourtant" and "malheureusement" announce a grievance and are none.
  const announces = (known.roles[index]! & ROLE.contrast) !== 0 && scan.hash[index] !== PITY;
  if (side < 0 && (announces || known.circumstance[index] === 1 || isSupposed(reading, index, side)))
    return STANDING.circumstance;
  return STANDING.listed;
}

/** "pas forcément plus cher", "pas très à la hauteur": an expression right after a negation says the contrary. */
function isDenied({ scan, known }: Reading, first: number): boolean {
  if ((known.roles[first]! & NEGATION) !== 0) return false;
  for (let before = first - 1; before >= Math.max(0, first - 2); before -= 1) {
    if (scan.gap[before + 1] !== GAP.none) return false;
    if ((known.roles[before]! & ROLE.negator) !== 0) return true;
    // "aucun sinistre, une honte": what it denies stands between.
    if ((known.roles[before]! & ROLE.stop) === 0 && !isAdverb(scan, before)) return false;
  }
  return false;
}

/** "forcément", "vraiment". */
function isAdverb({ letters, from, lengths }: Scan, index: number): boolean {
  const end = from[index]! + lengths[index]!;
  return lengths[index]! > 5 && letters[end - 1] === T && letters[end - 2] === N && letters[end - 3] === E;
}

/** False for "aucun accident", "n'oublie pas": what is denied is bad; for "je ne sais pas"; for what denies nothing. */
function negates(reading: Reading, index: number): boolean {
  const { first, end, denied } = negationOf(reading, index);
  if (denied < 0 || reading.scan.hash[denied] === KNOW || ONLY.has(reading.scan.hash[denied]!)) return false;
  const isPhrase = reading.phraseLast[denied]! > denied;
  if (isPhrase ? reading.phraseTone[denied]! < 0 : reading.known.valence[denied]! < 0) return false;
  return first < end && reading.known.circumstance[denied] === 0;
}

/** How far back "si", "en cas de" and "soi-disant" reach, in their clause. */
const SUPPOSED_BACK = 7;
const SAID_BY_OTHERS = hashes('disant pretendu pretendue pseudo cense censee supposedly');

/** "si vous avez un souci", "en cas de problème": not what happened. "soi-disant au top", "ce serait bien": no praise. */
function isSupposed({ scan, known }: Reading, index: number, side: number): boolean {
  for (let before = index - 1; before >= Math.max(0, index - SUPPOSED_BACK); before -= 1) {
    if (scan.gap[before + 1] !== GAP.none) return false;
    const roles = known.roles[before]!;
    // "si mauvais": so bad.
    if ((roles & ROLE.supposed) !== 0 && scan.lengths[before] === 2) return before < index - 1;
    if ((roles & ROLE.supposed) !== 0 && side > 0) return true;
    if ((roles & ROLE.contrast) !== 0) return false;
    if ((roles & ROLE.stop) !== 0) continue;
    const word = scan.hash[before]!;
    if (SAID_BY_OTHERS.has(word) || (word === CASE && index - before <= 2)) return true;
  }
  return false;
}

/** Breath between two commas, a question, a word that turns the good one after it; "non" that is half a word or a question. */
function isEmptyTalk(reading: Reading, index: number, side: number): boolean {
  const { scan } = reading;
  const word = scan.hash[index]!;
  const isLast = index + 1 === scan.count || scan.gap[index + 1] !== GAP.none;
  const isFirst = scan.gap[index] !== GAP.none;
  if (side < 0 && ONLY.has(word)) return true;
  if (side < 0)
    return word === NO && (isLast ? scan.gap[index] !== GAP.sentence : !LINKS.has(scan.hash[index + 1]!));
  if (word === OK || isSupposed(reading, index, side)) return true;
  if (isFirst && isLast && scan.count > 2 && FILLERS.has(word)) return true;
  if (!isFirst && TURNS_GOOD.has(scan.hash[index - 1]!)) return true;
  if (scan.questions === 0) return false;
  let end = index + 1;
  while (end < scan.count && scan.gap[end] !== GAP.sentence) end += 1;
  return (scan.said[end - 1]! & SAID.asked) !== 0;
}
