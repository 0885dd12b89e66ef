import { MIXED_PHRASE, ROLE } from './lexicon.ts';
import type { Reading } from './reading.ts';
import { GAP, MAX_TOKENS, mixed, SAID, type Scan } from './scan.ts';

/**
 * What the second reading looks at: words and the marks between them, in their order, two and three at a time, by
 * their beginnings across one word, with the word that opens the text, by their tone, and in what they stand (a
 * negation, after "mais", at an end, in the first, the last or another sentence or clause).
 */

const FIRST_UNITS = 4;
const LAST_UNITS = 6;
/** A shorter word has no beginning; one of four or five letters is its own, and counts twice. */
const SHORTEST_WORD = 4;
/** A negation reaches so many words, to the next mark at most. */
const NEGATED_UNITS = 4;

const EARLY = 0x51ed270b;
const LATE = 0x2545f491;
const NEGATED = 0x2c1b3c6d;
const TURNED = 0x297a2d39;
const MARK = 0x1b873593;
const OPENING = 0x1f83d9ab;
const BEGINNINGS = 0x68bc21eb;
const OPENED = 0x7a3d4e19;
/** By the places that `placeIn` tells. */
const IN_SENTENCE = [0x4cf5ad43, 0x2745937f, 0x38b34ae5];
const IN_CLAUSE = [0x165667b1, 0x27d4eb2d, 0x61c88647];
const [GOOD_WORD, BAD_WORD] = [0x3c6ef372, 0x5be0cd19];

/** Words, the marks before each, and those after the last. */
const MOST_UNITS = 2 * MAX_TOKENS + 1;
/**
 * Of each unit: itself, with one and two before, with the opening, its beginning alone, with the last and with the
 * one before that, three for its tone, and six for where it stands.
 */
const FEATURES_PER_UNIT = 16;

/** Hash of each unit; of the beginning of a longer word, else 0; and the token, −1 for marks. */
const units = new Int32Array(MOST_UNITS);
const beginnings = new Int32Array(MOST_UNITS);
const tokens = new Int16Array(MOST_UNITS);

/** Of any text. */
export const MOST_FEATURES = FEATURES_PER_UNIT * MOST_UNITS;

const features = new Int32Array(MOST_FEATURES);
/** Where the features of each token end in `features`. */
const ends = new Int32Array(MAX_TOKENS);

/** The hashed features of the text read last, in a buffer that the next text fills anew; and how many there are. */
export function remarkFeatures(
  reading: Reading,
  bits: number,
): { readonly features: Int32Array; readonly ends: Int32Array; readonly count: number } {
  const count = unitsOf(reading);
  const mask = (1 << bits) - 1;
  const { roles, beginning } = reading.known;
  let found = 0;
  let scope = 0;
  let turned = 0;
  let before = OPENING;
  let pair = OPENING;
  let last = 0;
  let lastButOne = 0;
  const opening = mixed(units[0]! ^ OPENED);
  const sentences = partsOf(reading.scan, GAP.sentence);
  const clauses = partsOf(reading.scan, GAP.clause);
  for (let at = 0; at < count; at += 1) {
    const unit = units[at]!;
    const token = tokens[at]!;
    const triple = mixed(Math.imul(pair, 0x85ebca77) ^ unit);
    pair = mixed(Math.imul(before, 0x9e3779b1) ^ unit);
    features[found++] = unit & mask;
    features[found++] = pair & mask;
    if (at > 1) features[found++] = triple & mask;
    if (at < FIRST_UNITS) features[found++] = mixed(unit ^ EARLY) & mask;
    if (at >= count - LAST_UNITS) features[found++] = mixed(unit ^ LATE) & mask;
    const start = beginnings[at]!;
    const stem = start === 0 ? unit : start;
    // "Bravo", "thanks" or "apparently" turn whatever comes after, however far; what comes next is in their pair.
    if (at > 1) features[found++] = mixed(opening ^ Math.imul(stem, 0x27d4eb2f)) & mask;
    if (start !== 0) {
      features[found++] = start & mask;
      const seed = Math.imul(start, 0xc2b2ae3d) ^ BEGINNINGS;
      if (last !== 0) features[found++] = mixed(seed ^ last) & mask;
      if (lastButOne !== 0) features[found++] = mixed(seed ^ lastButOne) & mask;
    }
    lastButOne = last;
    last = start;
    if (token < 0) scope = 0;
    else {
      const tone = toneAt(reading, token);
      if (tone !== 0) {
        const side = tone > 0 ? GOOD_WORD : BAD_WORD;
        features[found++] = side & mask;
        features[found++] = mixed(side ^ before) & mask;
        const said = reading.scan.said[token]! & SAID.quoted;
        features[found++] = mixed(side + 0x9e3779b1 * (1 + said + turned + (scope > 0 ? 4 : 0))) & mask;
      }
      // An irony or a story shows its side at its end; thanks stand at the beginning.
      if (sentences.last > 0)
        features[found++] = mixed(stem ^ IN_SENTENCE[placeIn(sentences, token)]!) & mask;
      if (clauses.last > 0) features[found++] = mixed(stem ^ IN_CLAUSE[placeIn(clauses, token)]!) & mask;
      if (turned !== 0) features[found++] = mixed(beginning[token]! ^ TURNED) & mask;
      if (scope > 0) {
        scope -= 1;
        features[found++] = mixed(unit ^ NEGATED) & mask;
      }
      if ((roles[token]! & (ROLE.negator | ROLE.weakNegator)) !== 0) scope = NEGATED_UNITS;
      if ((roles[token]! & ROLE.contrast) !== 0) turned = 1;
      ends[token] = found;
    }
    before = unit;
  }
  // Marks after the last word are its own.
  if (count > 0) ends[reading.scan.count - 1] = found;
  return { features, ends, count: found };
}

/** The tokens at which the second and the last part begin; 0 where there is one part only. */
type Parts = { readonly second: number; readonly last: number };

/** A text cut at gaps of this size or more that have a mark: where lines are broken says nothing. */
function partsOf({ count, gap, marks }: Scan, least: number): Parts {
  let second = 0;
  let last = 0;
  for (let token = 1; token < count; token += 1) {
    if (gap[token]! < least || marks[token] === 0) continue;
    if (second === 0) second = token;
    last = token;
  }
  return { second, last };
}

/** 0 in the first part, 2 in the last, 1 between them. */
function placeIn({ second, last }: Parts, token: number): 0 | 1 | 2 {
  if (token < second) return 0;
  return token < last ? 1 : 2;
}

/** The side of the expression that holds a token, or the word's own. */
function toneAt({ phraseLast, phraseTone, known }: Reading, token: number): number {
  if (phraseLast[token]! <= token) return known.valence[token]!;
  return phraseTone[token] === MIXED_PHRASE ? 0 : phraseTone[token]!;
}

/** Fills `units`, and tells how many there are; marks without a word are none. */
function unitsOf({ scan, known }: Reading): number {
  const { hash, lengths, marks } = scan;
  if (scan.count === 0) return 0;
  let count = 0;
  for (let token = 0; token < scan.count; token += 1) {
    if (marks[token] !== 0) {
      placeMarks(marks[token]!, count);
      count += 1;
    }
    units[count] = hash[token]!;
    beginnings[count] = lengths[token]! >= SHORTEST_WORD ? mixed(known.beginning[token]!) : 0;
    tokens[count] = token;
    count += 1;
  }
  if (scan.lastMarks === 0) return count;
  placeMarks(scan.lastMarks, count);
  return count + 1;
}

function placeMarks(marks: number, at: number): void {
  units[at] = mixed(marks ^ MARK);
  beginnings[at] = 0;
  tokens[at] = -1;
}
