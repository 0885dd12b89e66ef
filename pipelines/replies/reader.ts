import type { Language } from '../../src/domain/words.ts';
import type { ToneModel } from '../sentiment/model.ts';
import { type WordIndex, wordIndex } from './find-words.ts';
import type { ReplyWords } from './reply-words.ts';

type Indexes = {
  readonly scenes: WordIndex;
  readonly things: WordIndex;
  readonly matters: WordIndex;
  readonly safe: WordIndex;
  readonly urgent: WordIndex;
};

/** The words of replies prepared for reading many reviews. */
export type ReplyReader = {
  readonly words: ReplyWords;
  readonly model: ToneModel;
  readonly indexes: Readonly<Record<Language, Indexes>>;
};

/** @param urgent words that the trade or the owner hold for urgent, in both languages */
export function replyReader(words: ReplyWords, model: ToneModel, urgent: readonly string[]): ReplyReader {
  const indexes = (language: Language): Indexes => ({
    scenes: wordIndex(words.scenes.map(scene => scene.when[language])),
    things: wordIndex(words.things.map(thing => thing[language])),
    matters: wordIndex(words.matters.map(matter => matter.when[language])),
    safe: wordIndex(words.matters.map(matter => matter.safe[language])),
    urgent: wordIndex([urgent]),
  });
  return { words, model, indexes: { fr: indexes('fr'), en: indexes('en') } };
}
