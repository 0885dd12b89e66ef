/**
 * What each term adds to the score of a name; `base` is where every name begins. Set by hand, the first eleven on
 * 206 French press items (`npm run eval -- relevance`), the others by reason. Every term that counts is shown to
 * the owner.
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
  /** A verb after the name: a person could do it too. */
  agent: 0.75,
  /** A name that is also a word, written as the word: it is the word. */
  asWord: -1.2,
  /** A name that is also a word, a town's or a family's, and nothing near explains it as the company's. */
  homonym: -0.75,
  /** The same after an article, as the word would stand: "le Picard". */
  homonymWithArticle: -1.25,
} as const;
