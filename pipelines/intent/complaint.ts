import type { Annotation, Because } from '../../src/domain/annotation.ts';
import type { Reason } from '../../src/domain/reasons.ts';
import { reason } from '../../src/domain/reasons.ts';
import type { Item } from '../../src/domain/stage.ts';
import type { SeenSign, Sign, Signs } from './signs.ts';

/**
 * Log-odds of a complaint, by hand after a regression on English complaints of eleven domains, each left out in
 * turn (F1 72.7 on them all, 54 to 81 on a domain not seen). Weak signs fade in long texts, where some of them
 * always stand; the tone of the whole then weighs more.
 */
const WEIGHTS = {
  base: -1.9,
  waiting: 0.9,
  noAnswer: 1.5,
  notWorking: 1,
  fault: 1.2,
  secondFault: 1.1,
  badTone: 1.1,
  badToneLong: 2,
  goodTone: -1,
  goodToneLong: -2,
  question: 0.5,
  addressed: 0.4,
  denial: 0.9,
  service: 1.2,
  deniedService: 0.4,
  askedService: -0.6,
  span: 1,
  again: 0.9,
  hashtag: 1.2,
  exclaimed: 0.6,
  please: 0.8,
  lowRating: 4,
  highRating: -3,
} as const;

/** Weak signs count in full up to this length. */
const SHORT_CHARACTERS = 160;
/** Characters read for hashtags, spans and marks. */
const CHARACTERS_READ = 4000;

const SPAN =
  /\b(?:\d{1,4}|two|three|several|une?|deux|trois|quelques|plusieurs)\+? ?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|times|heures?|h|jours?|j|semaines?|mois|ans?|fois)\b|\b(?:since|depuis)\b/i;
const HASHTAG =
  /#\w{0,30}(?:fail|bad|worst|poor|nothappy|angry|annoy|disappoint|suck|shame|rubbish|unhappy|scam|ripoff|honte|nul|arnaque|decu)/i;
const EXCLAIMED = /[!?]{2}/;
const ADDRESSED = /^\W{0,2}(?:rt )?@\w/i;

type Term = Because[number];

/** How much speaks for a complaint (log-odds, over 0 when it is one) and what does, strongest first. */
export function complaintEvidence(
  item: Item,
  signs: Signs,
  tone: Annotation | undefined,
  share: number | null,
): { readonly score: number; readonly because: Term[] } {
  const text = item.text.slice(0, CHARACTERS_READ);
  const weak = Math.min(1, SHORT_CHARACTERS / Math.max(1, item.text.length));
  const because: Term[] = [];
  let score: number = WEIGHTS.base;
  const count = (weight: number, key: Reason, sign?: SeenSign): void => {
    score += weight;
    because.push({ term: reason(key, sign?.written), weight, ...(sign?.at ? { at: sign.at } : {}) });
  };
  const strong = (sign: Sign, weight: number, key: Reason): void => {
    const first = signs.get(sign)?.[0];
    if (first) count(weight, key, first);
  };
  strong('waiting', WEIGHTS.waiting, 'waiting');
  strong('no_answer', WEIGHTS.noAnswer, 'no-answer');
  strong('not_working', WEIGHTS.notWorking, 'not-working');
  strong('fault', WEIGHTS.fault, 'fault');
  const second = signs.get('fault')?.[1];
  if (second) count(WEIGHTS.secondFault, 'fault', second);
  if (HASHTAG.test(text)) count(WEIGHTS.hashtag, 'fault');
  score += toneWeight(tone, weak, because) + weakSigns(text, signs, item) * weak;
  if (share !== null && share <= LOW_SHARE) count(WEIGHTS.lowRating, 'low-rating');
  if (share !== null && share >= HIGH_SHARE) score += WEIGHTS.highRating;
  return { score, because: because.sort((a, b) => b.weight - a.weight) };
}

/** Share of the site's scale under which stars complain, and above which they praise. */
export const LOW_SHARE = 0.3;
export const HIGH_SHARE = 0.7;

function toneWeight(tone: Annotation | undefined, weak: number, because: Term[]): number {
  if (!tone) return 0;
  const long = 1 - weak;
  if (tone.label === 'positive') {
    const full = WEIGHTS.goodTone + WEIGHTS.goodToneLong * long;
    return tone.abstain ? full / 3 : full;
  }
  const weight = Math.max(0, -tone.score) * (WEIGHTS.badTone + WEIGHTS.badToneLong * long);
  if (tone.label === 'negative' && weight > 0) because.push({ term: reason('bad-tone'), weight });
  return weight;
}

function weakSigns(text: string, signs: Signs, item: Item): number {
  const service = signs.has('service');
  const denial = signs.has('denial');
  const asked = text.includes('?');
  let sum = 0;
  if (asked) sum += WEIGHTS.question + (service ? WEIGHTS.askedService : 0);
  if (ADDRESSED.test(text)) sum += WEIGHTS.addressed;
  if (denial) sum += WEIGHTS.denial + (service ? WEIGHTS.deniedService : 0);
  if (service) sum += WEIGHTS.service;
  if (SPAN.test(text)) sum += WEIGHTS.span;
  if (signs.has('again')) sum += WEIGHTS.again;
  if (EXCLAIMED.test(text)) sum += WEIGHTS.exclaimed;
  if (signs.has('please') && item.kind === 'mention') sum += WEIGHTS.please;
  return sum;
}
