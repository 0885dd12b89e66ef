import type { Annotation, Because, Intent } from '../../src/domain/annotation.ts';
import { brandsOf, FIRM } from '../../src/domain/brand.ts';
import type { Reason } from '../../src/domain/reasons.ts';
import { reason } from '../../src/domain/reasons.ts';
import { shareOfScale } from '../../src/domain/scale.ts';
import type { Item, MakeStage } from '../../src/domain/stage.ts';
import { cuesOf, SPOKEN_INTENTS } from '../cues/cues.ts';
import type { Layer } from '../cues/layer.ts';
import { insertByWeight } from '../cues/strongest.ts';
import type { Reading } from '../reading.ts';
import { readingOf } from '../reading.ts';
import type { SeedLanguage } from '../topics/seeds.ts';
import { seedLanguage } from '../topics/seeds.ts';
import { complaintEvidence, complaintReasons, HIGH_SHARE } from './complaint.ts';
import { intentFacts } from './facts.ts';
import { fused } from './fusion.ts';
import type { SeenSign, SignIndex, Signs } from './signs.ts';
import { firstSeen, signIndex, signsOf } from './signs.ts';
import { isMereThanks } from './thanks.ts';

/** Reasons kept. */
const BECAUSE_MAX = 6;
/** Words that the layer points at. */
const POINTS_MAX = 3;
/** Less likely than this: the best guess, and no more. */
const SURE = 0.5;
/** What a sign of an intent counts beside what words and tone say together. */
const SIGN_SHARE = 0.4;
/**
 * What the signs of a complaint count, and what words and tone then do. The layer learnt from remarks about firms;
 * a call to an account, or a text that nothing ties to the firm, is another kind of writing, where signs tell more and silence is likelier.
 */
const OF_THE_FIRM = { signs: 0.6, words: 1, least: -0.5, none: 0 } as const;
const IN_THE_OPEN = { signs: 3, words: 0.3, least: -0.3, none: 0.6 } as const;
const COMPLAINT_MAX = 4;
/** "@name", "#word" or a link. */
const CALL = /(?:^|\s)[@#]\w|https?:/;
/** A place named after a word of place; her own towns are looked for by name. Months and feasts are no places. */
const ELSEWHERE =
  /(?:^|\s)(?:[àÀ]|sur|vers|près (?:de |d['’])|proche de|autour de|secteur|in|near|around)\s*(?!January|February|March|April|May|June|July|August|September|October|November|December|Noël|Pâques|Christmas|Easter)\p{Lu}\p{Ll}{2}/u;
const CHARACTERS_READ = 1000;

/**
 * What the writer wants: complains, asks, looks for the trade, praises, speaks of a job; press for articles.
 * Words that were seen to want it (the layer of cues), the tone of the whole, stars and signs are weighed together.
 * A complaint needs no bad word: three days without an answer is one. An enquiry needs someone who is asked: the
 * firm, or the trade in a place that is the firm's.
 * Reasons: low-rating, high-rating, bad-tone, good-tone, waiting, no-answer, not-working, fault, thanks, asks,
 * question-mark, person, trade, town, names-you, article, job-words; and words of the text.
 */
export const makeStage: MakeStage<null> = (settings, data) => {
  const brands = brandsOf(settings);
  const index = signIndex(data, brands[0]?.towns ?? []);
  const layer = cuesOf(data).intents;
  return {
    name: 'intent',
    version: 6,
    run(batch) {
      const annotations = batch.items.map(item => {
        const said = batch.annotations.get(item.id) ?? [];
        if (item.form === 'article') return annotation(item, 'press', 0.98, [PRESS]);
        return intentOf(item, { index, layer, language: seedLanguage(said, settings.language) }, said);
      });
      return { annotations, dropped: [], state: null };
    },
  };
};

type SpokenIntent = (typeof SPOKEN_INTENTS)[number];
const PLACES = Object.fromEntries(SPOKEN_INTENTS.map((intent, place) => [intent, place])) as Readonly<
  Record<SpokenIntent, number>
>;
/** Of an intent that the text cannot have. */
const NEVER = Number.NEGATIVE_INFINITY;

type Evidence = { readonly intent: SpokenIntent; readonly weight: number; readonly why: Because[number] };
type Knowledge = { readonly index: SignIndex; readonly layer: Layer; readonly language: SeedLanguage };

const PRESS: Because[number] = { term: reason('article'), weight: 4 };

function intentOf(
  item: Item,
  { index, layer, language }: Knowledge,
  said: readonly Annotation[],
): Annotation {
  const reading = readingOf(item);
  const signs = signsOf(item, index);
  const tone = said.find(one => one.stage === 'sentiment');
  const stars = item.rating && shareOfScale(item.rating);
  const complaint = complaintEvidence(item, signs, tone, stars);
  layer.read(reading, language, true, intentFacts(item.text, signs, reading.words.length));
  const isOpen = !isAddressed(said) || CALL.test(item.text.slice(0, CHARACTERS_READ));
  const share = isOpen ? IN_THE_OPEN : OF_THE_FIRM;
  const sums = fused(layer.scores(), tone, share.words);
  const enquiry = requestEvidence(item, signs, index, said);
  const evidence = [
    ...enquiry,
    ...questionEvidence(item, signs),
    ...praiseEvidence(signs, tone, stars),
    ...jobEvidence(signs),
  ];
  for (const one of evidence) sums[PLACES[one.intent]]! += one.weight * SIGN_SHARE;
  const bad = Math.max(share.least, Math.min(COMPLAINT_MAX, complaint.score));
  sums[PLACES.complaint]! += bad * share.signs;
  sums[PLACES.none]! += share.none;
  // Stars judge; a question mark inside a judgement is a manner of speaking.
  if (item.rating || item.kind === 'review') {
    sums[PLACES.question] = NEVER;
    sums[PLACES.lead] = NEVER;
  }
  if (enquiry.length === 0 && !isAddressed(said)) sums[PLACES.lead] = NEVER;
  if (isMereThanks(item, signs, tone)) {
    sums[PLACES.complaint] = NEVER;
    // "Thanks for the flooded kitchen": an unsure bad tone is no praise either.
    if (tone?.label === 'negative') sums[PLACES.praise] = NEVER;
  }
  let best = 0;
  for (let place = 1; place < sums.length; place += 1) if (sums[place]! > sums[best]!) best = place;
  const label = SPOKEN_INTENTS[best]!;
  let total = 0;
  for (const sum of sums) total += Math.exp(sum - sums[best]!);
  const confidence = 1 / total;
  const because: Because[number][] = [];
  if (label === 'complaint')
    for (const one of complaintReasons(complaint.seen, stars)) insertByWeight(because, one);
  else for (const one of evidence) if (one.intent === label) insertByWeight(because, one.why);
  // Rules are reasons that she can check; words of the text have the room that these leave.
  const room = Math.max(0, BECAUSE_MAX - because.length);
  if (label !== 'none')
    for (const one of pointed(item, reading, layer, label).slice(0, room)) insertByWeight(because, one);
  return annotation(item, label, confidence, because);
}

function annotation(
  item: Item,
  label: Intent,
  confidence: number,
  because: readonly Because[number][],
): Annotation {
  const rounded = Math.round(confidence * 1000) / 1000;
  return {
    mentionId: item.id,
    stage: 'intent',
    item: '',
    label,
    score: rounded,
    confidence: rounded,
    abstain: confidence < SURE,
    because: because.slice(0, BECAUSE_MAX),
  };
}

/** The text's own words that spoke for the intent. */
function pointed(
  item: Item,
  { titled, starts, ends }: Reading,
  layer: Layer,
  label: SpokenIntent,
): Because[number][] {
  const found: Because[number][] = [];
  for (const { from, to, weight } of layer.cues(PLACES[label], POINTS_MAX)) {
    if (from < titled) continue;
    const start = starts[from]!;
    const end = ends[to - 1]!;
    const rounded = Math.round(weight * 1000) / 1000;
    found.push({ term: item.text.slice(start, end), weight: rounded, at: [start, end] });
  }
  return found;
}

/** Written to the firm or of it: on its page, or by its name. */
function isAddressed(said: readonly Annotation[]): boolean {
  return said.some(one => one.stage === 'relevance' && one.item === FIRM && one.label !== 'dropped');
}

function found(intent: SpokenIntent, weight: number, key: Reason, sign?: SeenSign): Evidence {
  const term = reason(key, sign?.written);
  return { intent, weight, why: { term, weight, ...(sign?.at ? { at: sign.at } : {}) } };
}

/** Someone looks for the trade, or for an opinion on the firm. "I need a refund" asks too, but of nobody's trade. */
function requestEvidence(
  item: Item,
  signs: Signs,
  index: SignIndex,
  said: readonly Annotation[],
): Evidence[] {
  const request = signs.seen('request');
  if (!request || item.kind === 'review' || item.form === 'article') return [];
  const named = isAddressed(said);
  const trade = firstSeen(item, index.trade);
  const town = firstSeen(item, index.towns);
  const person = signs.seen('person');
  if (!trade && !(named && person)) return [];
  // Who looks for a joiner in another town does not look for this one.
  if (!named && !town && ELSEWHERE.test(item.text.slice(0, CHARACTERS_READ))) return [];
  return [
    found('lead', 1, 'asks', request),
    ...(trade ? [found('lead', 0.9, 'trade', trade)] : []),
    ...(person ? [found('lead', 0.4, 'person', person)] : []),
    ...(town ? [found('lead', 0.6, 'town', town)] : []),
    ...(named ? [found('lead', 0.4, 'names-you')] : []),
  ];
}

function questionEvidence(item: Item, signs: Signs): Evidence[] {
  if (!(item.text.includes('?') || item.title.includes('?'))) return [];
  const word = signs.seen('question_words') ?? signs.seen('request');
  return [found('question', 1, 'question-mark'), ...(word ? [found('question', 0.5, 'asks', word)] : [])];
}

function praiseEvidence(signs: Signs, tone: Annotation | undefined, share: number | null): Evidence[] {
  const evidence: Evidence[] = [];
  if (share !== null && share >= HIGH_SHARE) evidence.push(found('praise', 1.5, 'high-rating'));
  if (tone?.label === 'positive' && !tone.abstain)
    evidence.push(found('praise', 0.6 + 0.4 * tone.confidence, 'good-tone'));
  const thanks = signs.seen('thanks');
  if (thanks) evidence.push(found('praise', 0.5 + (signs.seen('thanks', 1) ? 0.3 : 0), 'thanks', thanks));
  return evidence;
}

function jobEvidence(signs: Signs): Evidence[] {
  const job = signs.seen('job');
  return job ? [found('job', signs.seen('job', 1) ? 1.6 : 0.8, 'job-words', job)] : [];
}
