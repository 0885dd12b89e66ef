import { hashOf, markHashes } from '../cues/features.ts';
import type { Signs } from './signs.ts';
import { SIGNS } from './signs.ts';

const SIGN_HASHES = SIGNS.map(sign => hashOf(`sign ${sign}`));
const ENDS_ASKING = hashOf('ends ?');
const ASKS_AT_END = /\?\s*\W{0,4}$/;
/** A text of over a hundred words is long, however long. */
const LENGTHS = Array.from({ length: 8 }, (_, size) => hashOf(`len ${size}`));
/** Characters at the end that may hold the last question mark. */
const END_CHARACTERS = 24;

/** What the layer of intents looks up besides words and pairs: marks, signs, how long the text is. */
export function intentFacts(text: string, signs: Signs, words: number): number[] {
  const facts = markHashes(text);
  for (let at = 0; at < SIGNS.length; at += 1) if (signs.has(SIGNS[at]!)) facts.push(SIGN_HASHES[at]!);
  if (text.includes('?') && ASKS_AT_END.test(text.slice(-END_CHARACTERS))) facts.push(ENDS_ASKING);
  facts.push(LENGTHS[Math.min(LENGTHS.length - 1, Math.floor(Math.log2(words + 1)))]!);
  return facts;
}
