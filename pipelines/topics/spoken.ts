import type { Topic } from '../../src/domain/data.ts';
import { CORE_TOPICS } from '../cues/cues.ts';
import { hashOf, markHashes } from '../cues/features.ts';
import type { Layer } from '../cues/layer.ts';
import type { Hit, SeedLanguage } from './seeds.ts';

/**
 * Log-odds over which the layer alone gives a topic: less is asked where the trade has no words of its own for it.
 * Set by hand, stricter than what gives the best F1 on the training files, each firm left out in turn: a topic that
 * is shown stands beside its words, and a wrong one is seen at once.
 */
const ENOUGH = -0.4;
const ENOUGH_BESIDE_OWN = 3;
/** Log-odds under which the layer takes away a topic that only core words speak of. */
const TOO_LITTLE = -3;
/** Words that the layer points at per topic. */
const POINTS_MAX = 2;

const CLASS_OF = new Map<string, number>(CORE_TOPICS.map((id, place) => [id, place]));
const SEED_HASHES = CORE_TOPICS.map(id => hashOf(`seed ${id}`));

/** A topic that means in its trade what the core topic does, its class in the layer, and what that must exceed. */
type Learnt = { readonly topic: Topic; readonly place: number; readonly enough: number };

/** The topics of a trade that the layer speaks of. */
export function learntTopics(topics: readonly Topic[], language: SeedLanguage): Learnt[] {
  return topics.flatMap(topic => {
    const place = classOf(topic);
    const enough = topic.seeds[language].length > 0 ? ENOUGH_BESIDE_OWN : ENOUGH;
    return place === undefined ? [] : [{ topic, place, enough }];
  });
}

/** Undefined where the trade means something else by the core topic's name. */
function classOf(topic: Topic): number | undefined {
  return topic.shared && CLASS_OF.get(topic.id);
}

/** What the layer looks up besides the words: marks, and the topics whose seeds stand in the text. */
export function topicFacts(text: string, seeded: readonly Hit[]): number[] {
  const facts = markHashes(text);
  for (const { topic } of seeded) {
    const place = classOf(topic);
    if (place !== undefined && !facts.includes(SEED_HASHES[place]!)) facts.push(SEED_HASHES[place]!);
  }
  return facts;
}

/**
 * The places that speak of a topic: those of its seeds, unless the layer doubts the core words among them, and
 * those that the layer points at, after them. The layer has read the text.
 */
export function spokenOf(layer: Layer, seeded: readonly Hit[], learnt: readonly Learnt[]): Hit[] {
  const odds = layer.scores();
  const spoken: Hit[] = [];
  for (const hit of seeded) {
    const place = hit.isOwn ? undefined : classOf(hit.topic);
    if (place === undefined || odds[place]! > TOO_LITTLE) spoken.push(hit);
  }
  for (const { topic, place, enough } of learnt) {
    if (odds[place]! <= enough || seeded.some(hit => hit.topic === topic)) continue;
    for (const { from, to } of layer.cues(place, POINTS_MAX)) spoken.push({ topic, from, to, isOwn: false });
  }
  return spoken;
}
