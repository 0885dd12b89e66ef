import type { Annotation, Because } from '../../src/domain/annotation.ts';
import type { Reason } from '../../src/domain/reasons.ts';
import { reason } from '../../src/domain/reasons.ts';
import type { Item } from '../../src/domain/stage.ts';
import type { SeenSign, Signs } from './signs.ts';
import { hasSpan } from './span.ts';

/**
 * Log-odds of a complaint, as data/model/fit-complaints.ts finds them in our own training texts; but of stars, which
 * those do not have: these two are set so that stars decide whatever the words are. Weak signs fade in long texts,
 * where some of them always stand.
 */
const WEIGHTS = {
  base: -1.1,
  waiting: 0.4,
  noAnswer: 0.7,
  notWorking: 1.2,
  fault: 1.3,
  secondFault: 0.1,
  badTone: 3.4,
  goodTone: 0.1,
  question: -1.3,
  addressed: 0.3,
  denial: 0.6,
  service: 0.5,
  deniedService: 0.8,
  askedService: -0.5,
  span: 0.5,
  hashtag: 0.2,
  exclaimed: 0.4,
  lowRating: 4,
  highRating: -3,
} as const;

/** Weak signs count in full up to this length. */
const SHORT_CHARACTERS = 160;
/** Characters read for hashtags, spans and marks. */
const CHARACTERS_READ = 4000;

const HASHTAG =
  /#\w{0,30}(?:fail|bad|worst|poor|nothappy|angry|annoy|disappoint|suck|shame|rubbish|unhappy|scam|ripoff|honte|nul|arnaque|decu)/i;
const EXCLAIMED = /[!?]{2}/;
const ADDRESSED = /^\W{0,2}(?:rt )?@\w/i;

type Term = Because[number];
/** What may speak for or against a complaint, but stars: our own texts have none. */
export type ComplaintFact = Exclude<keyof typeof WEIGHTS, 'base' | 'lowRating' | 'highRating'>;
type Seen = {
  readonly fact: ComplaintFact;
  /** 1 when the fact counts in full; for a bad tone, how bad (0–1). */
  readonly amount: number;
  /** How it is told, where it is. */
  readonly key?: Reason;
  readonly sign?: SeenSign;
};

/** How much speaks for a complaint (log-odds, over 0 when it is one), and the facts that do. */
export function complaintEvidence(
  item: Item,
  signs: Signs,
  tone: Annotation | undefined,
  share: number | null,
): { readonly score: number; readonly seen: readonly Seen[] } {
  const seen = complaintFacts(item, signs, tone);
  let score: number = WEIGHTS.base;
  for (const { fact, amount } of seen) score += WEIGHTS[fact] * amount;
  if (share !== null && share <= LOW_SHARE) score += WEIGHTS.lowRating;
  if (share !== null && share >= HIGH_SHARE) score += WEIGHTS.highRating;
  return { score, seen };
}

/** What speaks for a complaint, in no order. */
export function complaintReasons(seen: readonly Seen[], share: number | null): Term[] {
  const because: Term[] = [];
  for (const { fact, amount, key, sign } of seen) {
    const weight = WEIGHTS[fact] * amount;
    if (key && weight > 0)
      because.push({ term: reason(key, sign?.written), weight, ...(sign?.at ? { at: sign.at } : {}) });
  }
  if (share !== null && share <= LOW_SHARE)
    because.push({ term: reason('low-rating'), weight: WEIGHTS.lowRating });
  return because;
}

/** Which facts an item shows. */
export function complaintFacts(item: Item, signs: Signs, tone: Annotation | undefined): Seen[] {
  const text = item.text.slice(0, CHARACTERS_READ);
  const weak = Math.min(1, SHORT_CHARACTERS / Math.max(1, item.text.length));
  const seen: Seen[] = toneFacts(tone);
  const strong = (fact: ComplaintFact, key: Reason, sign: SeenSign | undefined): void => {
    if (sign) seen.push({ fact, amount: 1, key, sign });
  };
  strong('waiting', 'waiting', signs.seen('waiting'));
  strong('noAnswer', 'no-answer', signs.seen('no_answer'));
  strong('notWorking', 'not-working', signs.seen('not_working'));
  strong('fault', 'fault', signs.seen('fault'));
  strong('secondFault', 'fault', signs.seen('fault', 1));
  if (text.includes('#') && HASHTAG.test(text)) seen.push({ fact: 'hashtag', amount: 1, key: 'fault' });
  for (const fact of weakFacts(item, text, signs)) seen.push({ fact, amount: weak });
  return seen;
}

/** Share of the site's scale under which stars complain, and above which they praise. */
export const LOW_SHARE = 0.3;
export const HIGH_SHARE = 0.7;

function toneFacts(tone: Annotation | undefined): Seen[] {
  if (!tone) return [];
  if (tone.label === 'positive') return [{ fact: 'goodTone', amount: tone.abstain ? UNSURE : 1 }];
  const amount = Math.max(0, -tone.score) * (tone.abstain ? UNSURE : 1);
  return [
    { fact: 'badTone', amount, ...(tone.label === 'negative' && !tone.abstain ? { key: BAD_TONE } : {}) },
  ];
}

const BAD_TONE: Reason = 'bad-tone';
/** What is left of a tone that the model would not stake itself on. */
const UNSURE = 1 / 2;

function weakFacts(item: Item, text: string, signs: Signs): ComplaintFact[] {
  const service = signs.has('service');
  const facts: ComplaintFact[] = [];
  const asks = text.includes('?');
  if (asks) facts.push('question', ...(service ? (['askedService'] as const) : []));
  if (ADDRESSED.test(text)) facts.push('addressed');
  if (signs.has('denial')) facts.push('denial', ...(service ? (['deniedService'] as const) : []));
  if (service) facts.push('service');
  if (hasSpan(item, text.length)) facts.push('span');
  if ((asks || text.includes('!')) && EXCLAIMED.test(text)) facts.push('exclaimed');
  return facts;
}
