import { MIXED_PHRASE, ROLE } from './lexicon.ts';
import type { Reading } from './reading.ts';
import { FIRST_HALF_BACK, firstHalf, hashes, LINKS, NEGATION, negationOf } from './reason-spans.ts';
import { GAP, SAID, type Scan, wordHash } from './scan.ts';

/** How well a word speaks for a side; none: only its learnt weight does, if that. */
export const STANDING = { none: 0, circumstance: 1, negation: 2, listed: 3 } as const;

/** "bon, j'ai rappelé": said between two commas, these are breath and no praise. */
const FILLERS = hashes('bon bien super well fine');
const [E, N, T] = [101, 110, 116];
/** "zéro émerveillement", "un temps phénoménal", "la version originale": what follows these is no praise. */
const TURNS_GOOD = hashes('zero temps attente retard retards version');
const ONLY = hashes('simplement seulement uniquement');
const [NO, OK, CASE, PITY, KNOW] = ['non', 'ok', 'cas', 'dommage', 'sais'].map(wordHash);
const [A, BIT, WITHOUT, EVEN] = ['un', 'peu', 'sans', 'meme'].map(wordHash);
const [LUCK, ELSEWHERE] = ['heureusement', 'ailleurs'].map(wordHash);
const DEGREES = hashes('plus moins mieux meilleur meilleure meilleurs meilleures');
const THAT = hashes('que qu');

/** How well the word at an index speaks for a side. */
export function standing(reading: Reading, index: number, side: number): number {
  const { known, phraseFirst, phraseLast, phraseTone, scan, lexicalParts } = reading;
  const end = phraseLast[index]!;
  if (end > index) {
    const tone = phraseTone[index]!;
    const first = phraseFirst[index]!;
    if (tone * side <= 0 || tone === MIXED_PHRASE || isDenied(reading, first)) return STANDING.none;
    if (isOfAnother(reading, first, end) || (side > 0 && scan.hash[first] === LUCK)) return STANDING.none;
    const isNoGrievance =
      known.circumstance[end - 1] === 1 ||
      isPlayedDown(reading, first, end) ||
      (side < 0 && (known.roles[first]! & NEGATION) !== 0 && isSupposedNegation(reading, first));
    return side < 0 && isNoGrievance ? STANDING.circumstance : STANDING.listed;
  }
  const isListed = lexicalParts[index]! * side > 0;
  if (scan.lengths[index] === 0) return isListed ? STANDING.listed : STANDING.none;
  if ((known.roles[index]! & NEGATION) !== 0)
    return side < 0 && negates(reading, index) ? standingOfNegation(reading, index) : STANDING.none;
  if (!isListed || isEmptyTalk(reading, index, side) || isOfAnother(reading, index, index + 1))
    return STANDING.none;
  // "heureusement" tells relief at what did not happen; what is good follows it.
  if (side > 0 && scan.hash[index] === LUCK) return STANDING.none;
  // "pourtant" and "malheureusement" announce a grievance and are none.
  const announces = (known.roles[index]! & ROLE.contrast) !== 0 && scan.hash[index] !== PITY;
  if (side < 0 && (announces || known.circumstance[index] === 1 || isSupposed(reading, index, side)))
    return STANDING.circumstance;
  return side < 0 && isPlayedDown(reading, index, index + 1) ? STANDING.circumstance : STANDING.listed;
}

/** "moins cher ailleurs", "50 € plus cher ailleurs": said of another firm. */
function isOfAnother({ scan }: Reading, first: number, end: number): boolean {
  const isNext = end < scan.count && scan.gap[end] === GAP.none && scan.hash[end] === ELSEWHERE;
  return isNext && DEGREES.has(scan.hash[first]!);
}

/** "comme si ce n'était pas assez", "on n'a pas voulu insister": nothing that the firm left undone. */
function standingOfNegation(reading: Reading, index: number): number {
  const { first, end } = negationOf(reading, index);
  const isNoGrievance = isSupposedNegation(reading, first) || isOwnWill(reading, first, end);
  return isNoGrievance ? STANDING.circumstance : STANDING.negation;
}

/** How far before its negation a "si" stands that supposes it ("si le site n'est pas clair"). */
const SI_BACK = 3;

/** "si ce n'est pas clair", "comme si"; not "même si le site n'est pas clair" nor "si je peux aider : ne prenez pas". */
function isSupposedNegation(reading: Reading, at: number): boolean {
  const { scan, known } = reading;
  const first = firstHalf(reading, at, FIRST_HALF_BACK);
  for (let before = first; before >= Math.max(0, first - SI_BACK); before -= 1) {
    const isSi = (known.roles[before]! & ROLE.supposed) !== 0 && scan.lengths[before] === 2;
    if (isSi) return before === 0 || scan.hash[before - 1] !== EVEN;
    if (scan.gap[before] !== GAP.none || RELATIVES.has(scan.hash[before]!)) return false;
  }
  return false;
}

/** How far a word that plays a grievance down, or says that there is none, stands from it. */
const PLAYED_DOWN_AROUND = 7;
/** The tone of what no small word softens. */
const STRONG = -3;
/** What a denied verb is not the verb of ("des menteurs qui n'ont pas honte"). */
const OPENS_ANOTHER = hashes('qui que qu dont et ou de d car');

/**
 * "un peu cher"; "sans que la carte soit trop longue"; "la menace n'est jamais inquiétante", where what is bad is
 * denied of it; what the writer would not do.
 */
function isPlayedDown(reading: Reading, first: number, end: number): boolean {
  const { scan, known } = reading;
  const isSoft = (at: number): boolean => at >= 0 && scan.hash[at] === A && scan.hash[at + 1] === BIT;
  // "un peu n'importe quoi" and "un peu nul" are soft in their form only.
  const isStrong = (known.roles[first]! & NEGATION) !== 0 || known.valence[first]! <= STRONG;
  if (isSoft(first) || (!isStrong && scan.gap[first] === GAP.none && isSoft(first - 2))) return true;
  // "sans que jamais personne ne réponde": that is the grievance.
  const back = (known.roles[first]! & NEGATION) === 0 ? PLAYED_DOWN_AROUND : 0;
  for (let before = first - 1; before >= Math.max(0, first - back); before -= 1) {
    if (scan.gap[before + 1] !== GAP.none) break;
    if (scan.hash[before] === WITHOUT && THAT.has(scan.hash[before + 1]!)) return true;
  }
  return isDeniedAfter(reading, end) || isOwnWill(reading, first, end);
}

/** True where a whole negation ("n'est jamais") follows in the clause, and something bad right after it. */
function isDeniedAfter(reading: Reading, end: number): boolean {
  const { scan, known, phraseLast, phraseTone } = reading;
  const limit = Math.min(scan.count, end + PLAYED_DOWN_AROUND);
  let isOpen = false;
  let reach = 0;
  for (let next = end; next < limit && scan.gap[next] === GAP.none; next += 1) {
    const roles = known.roles[next]!;
    if ((roles & ROLE.contrast) !== 0 || OPENS_ANOTHER.has(scan.hash[next]!)) return false;
    if (reach > 0) {
      const isPhrase = phraseLast[next]! > next;
      if ((isPhrase ? phraseTone[next]! : known.valence[next]!) < 0) return true;
      reach -= 1;
      if (reach === 0) return false;
    } else if (isOpen && (roles & ROLE.negator) !== 0) {
      // "pour ne pas dire mauvais": worse still.
      if ((known.roles[next - 1]! & ROLE.weakNegator) !== 0) return false;
      reach = 2;
    }
    isOpen ||= (roles & ROLE.weakNegator) !== 0;
  }
  return false;
}

const WRITERS = hashes('je j on ont nous');
const OWN_WILL = hashes('voulu voulais voulions ose osais');
const TO_WRITER = hashes('me m nous');

/** "on n'a pas voulu aller au tribunal"; but "on n'a pas voulu me rembourser". */
function isOwnWill({ scan, known }: Reading, first: number, end: number): boolean {
  let will = first;
  while (will < end && !OWN_WILL.has(scan.hash[will]!)) will += 1;
  if (will === end || (will + 1 < scan.count && TO_WRITER.has(scan.hash[will + 1]!))) return false;
  let half = will;
  while (half > 0 && scan.gap[half] === GAP.none && (known.roles[half]! & ROLE.weakNegator) === 0) half -= 1;
  const isWhole = half > 0 && (known.roles[half]! & ROLE.weakNegator) !== 0;
  return isWhole && scan.gap[half] === GAP.none && WRITERS.has(scan.hash[half - 1]!);
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

const RELATIVES = hashes('qui que qu dont');

/** How far back "si", "en cas de" and "soi-disant" reach, in their clause. */
const SUPPOSED_BACK = 7;
const SAID_BY_OTHERS = hashes('disant pretendu pretendue pseudo cense censee supposedly');
/** "pensant avoir une assurance honnête", "à la télé tout est formidable": what was hoped for or advertised. */
const HOPED = hashes(
  'pensant pensais pensait pensions croyant croyais croyait croyions esperais esperions tv tele pub pubs publicite publicites papier',
);

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
    if (side > 0 && HOPED.has(word)) return true;
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
