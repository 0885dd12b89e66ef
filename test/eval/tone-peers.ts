import { createRequire } from 'node:module';
import type { WordLists } from '../../pipelines/sentiment/lexicon.ts';
import { fold } from '../../src/domain/text/fold.ts';

/** Says a polarity of a text: above 0 good, under 0 bad, 0 nothing. */
export type Peer = (text: string) => number;

type Language = {
  labels: Record<string, number>;
  scoringStrategy?: {
    apply(tokens: readonly string[], cursor: number, score: number): number;
  };
};
type SentimentEngine = {
  registerLanguage(code: string, language: Language): void;
  analyze(text: string, options?: { language?: string }): { score: number; comparative: number };
};
type WordAnalyzer = { getSentiment(words: readonly string[]): number };

const require = createRequire(import.meta.url);

export function sentimentEngine(): SentimentEngine {
  const Engine = require('sentiment') as new () => SentimentEngine;
  return new Engine();
}

/** `sentiment` as it comes: English words, whatever the text. */
export function plainSentiment(): Peer {
  const engine = sentimentEngine();
  return text => engine.analyze(text).score;
}

/** `sentiment` with our French entries registered and the negation of the two words before. */
export function frenchSentiment(lists: WordLists): Peer {
  const engine = sentimentEngine();
  const labels: Record<string, number> = {};
  const tones = {
    'strong-positive': 3,
    positive: 2,
    'mild-positive': 1,
    'mild-negative': -1,
    negative: -2,
    'strong-negative': -3,
  };
  for (const [list, tone] of Object.entries(tones)) {
    for (const entry of lists[list] ?? []) {
      // The engine knows single words; a stem stands for its bare form.
      const word = fold(entry.replace('*', ''));
      if (!word.includes(' ')) labels[word] = tone;
    }
  }
  const negators = new Set((lists['negators'] ?? []).map(fold));
  engine.registerLanguage('fr', {
    labels,
    scoringStrategy: {
      apply: (tokens, cursor, score) =>
        negators.has(tokens[cursor - 1] ?? '') || negators.has(tokens[cursor - 2] ?? '') ? -score : score,
    },
  });
  return text => engine.analyze(fold(text), { language: 'fr' }).score;
}

const WORD = /[\p{L}]+/gu;

/** `natural` with pattern's vocabulary, by the deep path: its root loads database drivers. */
export function naturalPattern(language: 'French' | 'English'): Peer {
  const Analyzer = require('natural/lib/natural/sentiment/SentimentAnalyzer.js') as new (
    language: string,
    stemmer: null,
    type: string,
  ) => WordAnalyzer;
  const analyzer = new Analyzer(language, null, 'pattern');
  return text => {
    const words = text.toLowerCase().match(WORD);
    return words === null ? 0 : analyzer.getSentiment(words);
  };
}

/** VADER's compound score, −1…1: English, written for tweets. */
export function vader(): Peer {
  const { SentimentIntensityAnalyzer } = require('vader-sentiment') as {
    SentimentIntensityAnalyzer: { polarity_scores(text: string): { compound: number } };
  };
  return text => SentimentIntensityAnalyzer.polarity_scores(text).compound;
}

/** The sum of both, each on its own scale of "clearly good": what a user of the two packages would write. */
export function both(first: Peer, second: Peer): Peer {
  return text => Math.tanh(first(text) / 3) + Math.tanh(10 * second(text));
}

/** `natural`'s French stemmer over every word, without memory: the package as it comes. */
export function plainStemmer(): (text: string) => number {
  const stemmer = require('natural/lib/natural/stemmers/porter_stemmer_fr.js') as {
    stem(word: string): string;
  };
  return text => {
    let letters = 0;
    for (const word of text.toLowerCase().match(WORD) ?? []) letters += stemmer.stem(word).length;
    return letters;
  };
}
