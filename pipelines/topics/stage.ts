import type { Annotation, Because, Tone } from '../../src/domain/annotation.ts';
import type { Data, Topic } from '../../src/domain/data.ts';
import type { Item, MakeStage, StageBatch } from '../../src/domain/stage.ts';
import type { Clause } from '../../src/domain/text/clauses.ts';
import { clauses } from '../../src/domain/text/clauses.ts';
import type { Phrases } from '../../src/domain/text/phrases.ts';
import { findPhrases, phrases } from '../../src/domain/text/phrases.ts';
import type { Token } from '../../src/domain/text/tokens.ts';
import { readingOf } from '../reading.ts';
import type { ToneModel } from '../sentiment/model.ts';
import { toneModel } from '../sentiment/model.ts';
import { clauseTone } from '../sentiment/tone.ts';
import { stems } from './stems.ts';

/** Topics given for one text: a letter of complaint that touches all of them tells nothing of each. */
const TOPICS_MAX = 8;
/** Words shown per topic. */
const BECAUSE_MAX = 4;
/** Mean clause polarity beyond which a topic is good or bad, and both of which make it mixed. */
const CLEAR = 0.12;

type SeedLanguage = 'fr' | 'en';
type Seeds = Readonly<Record<SeedLanguage, Phrases<Topic>>>;

/**
 * What comes up, by the trade's seed words (owner's words included) in any inflection, each with the polarity of
 * the clauses that hold them. A clause without a tone takes its sentence's, then, in a rated review, the review's.
 * Terms of `because` are the text's own words.
 */
export const makeStage: MakeStage<null> = (settings, data) => {
  const seeds = seedsOf(data);
  const model = toneModel(data);
  return {
    name: 'topics',
    version: 1,
    run(batch) {
      const annotations = batch.items.flatMap(item =>
        topicsOf(item, seeds, model, seedLanguage(item, batch, settings.language), fallbackOf(item, batch)),
      );
      return { annotations, dropped: [], state: null };
    },
  };
};

function seedsOf(data: Data): Seeds {
  const index = (code: SeedLanguage): Phrases<Topic> =>
    phrases(
      data.pack.topics.flatMap(topic => topic.seeds[code].map(seed => [seed, topic] as const)),
      stems[code],
    );
  return { fr: index('fr'), en: index('en') };
}

/** The text's language when we have seeds in it, else the owner's. */
function seedLanguage(item: Item, batch: StageBatch, usual: SeedLanguage): SeedLanguage {
  const code = batch.annotations.get(item.id)?.find(one => one.stage === 'language')?.label;
  return code === 'fr' || code === 'en' ? code : usual;
}

/** The whole text's polarity, only where stars vouch for it. */
function fallbackOf(item: Item, batch: StageBatch): number {
  if (item.rating === null) return 0;
  const tone = batch.annotations.get(item.id)?.find(one => one.stage === 'sentiment');
  return tone === undefined || tone.label === 'mixed' ? 0 : tone.score * 0.5;
}

type Hit = { readonly topic: Topic; readonly token: Token; readonly end: number };
type Sum = { good: number; bad: number; count: number; terms: Because[number][] };

function topicsOf(
  item: Item,
  seeds: Seeds,
  model: ToneModel,
  language: SeedLanguage,
  fallback: number,
): Annotation[] {
  const { title, body } = readingOf(item);
  const sums = new Map<Topic, Sum>();
  gather(item.title, hitsIn(title, seeds[language]), model, language, fallback, sums, false);
  gather(item.text, hitsIn(body, seeds[language]), model, language, fallback, sums, true);
  return [...sums].slice(0, TOPICS_MAX).map(([topic, sum]) => ({
    mentionId: item.id,
    stage: 'topics',
    item: topic.id,
    ...toneOfSum(sum),
    abstain: false,
    because: sum.terms.slice(0, BECAUSE_MAX),
  }));
}

function hitsIn(tokens: readonly Token[], seeds: Phrases<Topic>): Hit[] {
  const words = tokens.map(token => token.word);
  return findPhrases(seeds, words).flatMap(found => {
    const token = tokens[found.from];
    return token ? [{ topic: found.value, token, end: tokens[found.to - 1]?.end ?? token.end }] : [];
  });
}

function gather(
  text: string,
  hits: readonly Hit[],
  model: ToneModel,
  language: SeedLanguage,
  fallback: number,
  sums: Map<Topic, Sum>,
  placed: boolean,
): void {
  if (hits.length === 0) return;
  const parts = clauses(text);
  const tones = new Map<number, number>();
  let at = 0;
  for (const hit of hits) {
    while (at < parts.length - 1 && (parts[at]?.end ?? 0) <= hit.token.start) at += 1;
    const clause = parts[at];
    if (!clause) continue;
    let polarity = tones.get(at);
    if (polarity === undefined) {
      polarity = polarityOf(clause, text, parts, model, language, fallback);
      tones.set(at, polarity);
    }
    add(sums, hit, polarity, text, placed);
  }
}

function polarityOf(
  clause: Clause,
  text: string,
  parts: readonly Clause[],
  model: ToneModel,
  language: SeedLanguage,
  fallback: number,
): number {
  const own = clauseTone(model, clause.text, language);
  if (own.label !== 'neutral') return own.polarity;
  const sentence = parts.filter(part => part.sentence === clause.sentence);
  const first = sentence[0];
  const last = sentence.at(-1);
  if (first && last && sentence.length > 1 && !sentence.some(part => part.contrast)) {
    const whole = clauseTone(model, text.slice(first.start, last.end), language);
    if (whole.label !== 'neutral') return whole.polarity * 0.8;
  }
  return fallback;
}

function add(sums: Map<Topic, Sum>, hit: Hit, polarity: number, text: string, placed: boolean): void {
  const sum = sums.get(hit.topic) ?? { good: 0, bad: 0, count: 0, terms: [] };
  sum.count += 1;
  if (polarity > 0) sum.good += polarity;
  else sum.bad -= polarity;
  const term = text.slice(hit.token.start, hit.end);
  if (!sum.terms.some(known => known.term === term))
    sum.terms.push({ term, weight: round(polarity), ...(placed ? { at: [hit.token.start, hit.end] } : {}) });
  sums.set(hit.topic, sum);
}

function toneOfSum(sum: Sum): { label: Tone; score: number; confidence: number } {
  const good = sum.good / sum.count;
  const bad = sum.bad / sum.count;
  const score = round(good - bad);
  const label: Tone =
    good > CLEAR && bad > CLEAR
      ? 'mixed'
      : score > CLEAR
        ? 'positive'
        : score < -CLEAR
          ? 'negative'
          : 'neutral';
  return { label, score, confidence: round(Math.min(0.95, 0.55 + Math.max(good, bad) * 0.4)) };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
