import type { Annotation, Because, Tone } from '../../src/domain/annotation.ts';
import type { Topic } from '../../src/domain/data.ts';
import type { Item, MakeStage } from '../../src/domain/stage.ts';
import { cuesOf } from '../cues/cues.ts';
import type { Layer } from '../cues/layer.ts';
import { readingOf } from '../reading.ts';
import { clauseTonesOf } from '../sentiment/clause-tones.ts';
import type { ToneModel } from '../sentiment/model.ts';
import { toneModel } from '../sentiment/model.ts';
import { headOf } from '../sentiment/stars.ts';
import type { Hit, SeedLanguage, Seeds } from './seeds.ts';
import { seedHits, seedLanguage, seedsOf } from './seeds.ts';
import { learntTopics, spokenOf, topicFacts } from './spoken.ts';

/** Topics given for one text: a letter of complaint that touches all of them tells nothing of each. */
const TOPICS_MAX = 8;
/** Words shown per topic. */
const BECAUSE_MAX = 4;
/** Mean clause polarity beyond which a topic is good or bad, and both of which make it mixed. */
const CLEAR = 0.12;
/** Places looked at in one text: what is said of a topic for the hundredth time tells nothing more. */
const HITS_MAX = 400;

type Knowledge = {
  readonly seeds: Seeds;
  readonly learnt: Readonly<Record<SeedLanguage, ReturnType<typeof learntTopics>>>;
  readonly layer: Layer;
  readonly tone: ToneModel;
};

/**
 * What comes up: by the trade's seed words in any inflection, and by words that were seen to speak of a topic (the
 * layer of cues, which also sets aside a seed that means something else there). Each has the polarity of the
 * clauses that hold it. A clause without a tone takes its sentence's, then the whole text's where that is sure.
 * Terms of `because` are the text's own words.
 */
export const makeStage: MakeStage<null> = (settings, data) => {
  const knowledge: Knowledge = {
    seeds: seedsOf(data.pack),
    learnt: { fr: learntTopics(data.pack.topics, 'fr'), en: learntTopics(data.pack.topics, 'en') },
    layer: cuesOf(data).topics,
    tone: toneModel(data),
  };
  return {
    name: 'topics',
    version: 4,
    run(batch) {
      const annotations: Annotation[] = [];
      for (const item of batch.items) {
        const said = batch.annotations.get(item.id) ?? [];
        const language = seedLanguage(said, settings.language);
        for (const one of topicsOf(item, knowledge, language, wholeToneOf(item, said))) annotations.push(one);
      }
      return { annotations, dropped: [], state: null };
    },
  };
};

/** What the tone of a whole text tells of its topics. */
type WholeTone = {
  /** Of a clause that says nothing: the whole's polarity, halved, where stars vouch for it or its tone is sure. */
  readonly fallback: number;
  /** Surely without an opinion: what its clauses seem to say is how facts are told. */
  readonly isPlain: boolean;
};

function wholeToneOf(item: Item, said: readonly Annotation[]): WholeTone {
  const tone = said.find(one => one.stage === 'sentiment');
  const isUnvouched = item.rating === null && (tone?.abstain === true || tone?.label === 'neutral');
  return {
    fallback: tone === undefined || tone.label === 'mixed' || isUnvouched ? 0 : tone.score * 0.5,
    isPlain: item.rating === null && tone?.label === 'neutral' && !tone.abstain,
  };
}

type Sum = { good: number; bad: number; count: number; terms: Because[number][] };

function topicsOf(
  item: Item,
  { seeds, learnt, layer, tone }: Knowledge,
  language: SeedLanguage,
  { fallback, isPlain }: WholeTone,
): Annotation[] {
  const reading = readingOf(item);
  const { titled, starts, ends: wordEnds } = reading;
  const seeded = seedHits(seeds[language], reading).slice(0, HITS_MAX);
  layer.read(reading, language, false, topicFacts(item.text, seeded));
  const hits = spokenOf(layer, seeded, learnt[language]);
  if (hits.length === 0) return [];
  const sums = new Map<Topic, Sum>();
  for (const { topic } of hits)
    if (!sums.has(topic)) sums.set(topic, { good: 0, bad: 0, count: 0, terms: [] });
  const { ends, tones } = clauseTonesOf(tone, item, language);
  const head = headOf(item).length;
  let clause = 0;
  for (const { topic, from, to } of inOrder(hits)) {
    const isTitle = from < titled;
    const start = starts[from]!;
    const end = wordEnds[isTitle ? Math.min(to, titled) - 1 : to - 1]!;
    while (clause < ends.length && ends[clause]! <= (isTitle ? start : head + start)) clause += 1;
    const term = (isTitle ? item.title : item.text).slice(start, end);
    const polarity = isPlain ? 0 : (tones[clause] ?? fallback);
    add(sums.get(topic)!, polarity, term, isTitle ? null : [start, end]);
  }
  return [...sums].slice(0, TOPICS_MAX).map(([topic, sum]) => ({
    mentionId: item.id,
    stage: 'topics',
    item: topic.id,
    ...toneOfSum(sum),
    abstain: false,
    because: sum.terms.slice(0, BECAUSE_MAX),
  }));
}

/** Seeds come in the order of the text, and nearly always alone. */
function inOrder(hits: Hit[]): readonly Hit[] {
  for (let at = 1; at < hits.length; at += 1)
    if (hits[at]!.from < hits[at - 1]!.from) return hits.sort((a, b) => a.from - b.from);
  return hits;
}

function add(sum: Sum, polarity: number, term: string, at: readonly [number, number] | null): void {
  sum.count += 1;
  if (polarity > 0) sum.good += polarity;
  else sum.bad -= polarity;
  if (sum.terms.length < BECAUSE_MAX && !sum.terms.some(known => known.term === term))
    sum.terms.push({ term, weight: round(polarity), ...(at ? { at } : {}) });
}

function toneOfSum(sum: Sum): { label: Tone; score: number; confidence: number } {
  const good = sum.good / Math.max(1, sum.count);
  const bad = sum.bad / Math.max(1, sum.count);
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
