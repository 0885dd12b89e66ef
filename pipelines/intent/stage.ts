import type { Annotation, Because, Intent } from '../../src/domain/annotation.ts';
import { brandsOf, FIRM } from '../../src/domain/brand.ts';
import type { Reason } from '../../src/domain/reasons.ts';
import { reason } from '../../src/domain/reasons.ts';
import type { Item, MakeStage } from '../../src/domain/stage.ts';
import { complaintEvidence, HIGH_SHARE } from './complaint.ts';
import type { SeenSign, SignIndex, Signs } from './signs.ts';
import { firstSeen, signIndex, signsOf } from './signs.ts';

/** Evidence an intent needs before it is said. */
const ENOUGH = 1;
/** Reasons kept. */
const BECAUSE_MAX = 6;

/**
 * What the writer wants: complains, asks, looks for the trade, praises, speaks of a job; press for articles.
 * A complaint needs no bad word: three days without an answer is one.
 * Reasons: low-rating, high-rating, bad-tone, good-tone, waiting, no-answer, not-working, fault, thanks, asks,
 * question-mark, person, trade, town, names-you, article, job-words.
 */
export const makeStage: MakeStage<null> = (settings, data) => {
  const brands = brandsOf(settings);
  const index = signIndex(data, brands[0]?.towns ?? []);
  return {
    name: 'intent',
    version: 1,
    run(batch) {
      const annotations = batch.items.map(item =>
        intentOf(item, index, batch.annotations.get(item.id) ?? []),
      );
      return { annotations, dropped: [], state: null };
    },
  };
};

type Evidence = { readonly intent: Intent; readonly weight: number; readonly why: Because[number] };

function intentOf(item: Item, index: SignIndex, said: readonly Annotation[]): Annotation {
  const signs = signsOf(item, index);
  const tone = said.find(one => one.stage === 'sentiment');
  const share = shareOfScale(item);
  const complaint = complaintEvidence(item, signs, tone, share);
  const evidence = [
    ...(item.form === 'article' ? [found('press', 4, 'article')] : []),
    ...requestEvidence(item, signs, index, said),
    ...questionEvidence(item, signs),
    ...praiseEvidence(signs, tone, share),
    ...jobEvidence(signs),
  ];
  const sums = new Map<Intent, number>();
  for (const one of evidence) sums.set(one.intent, (sums.get(one.intent) ?? 0) + one.weight);
  if (complaint.score > 0) sums.set('complaint', ENOUGH + complaint.score);
  const [best, next] = [...sums].sort((a, b) => b[1] - a[1]);
  const label: Intent = best && best[1] >= ENOUGH ? best[0] : 'none';
  const margin = best ? best[1] - Math.max(ENOUGH / 2, next?.[1] ?? 0) : 0;
  const confidence = label === 'none' ? 0.6 : Math.round((1 / (1 + Math.exp(-0.3 - margin))) * 1000) / 1000;
  const because =
    label === 'complaint'
      ? complaint.because
      : evidence
          .filter(one => one.intent === label)
          .sort((a, b) => b.weight - a.weight)
          .map(one => one.why);
  return {
    mentionId: item.id,
    stage: 'intent',
    item: '',
    label,
    score: confidence,
    confidence,
    abstain: confidence < 0.6,
    because: because.slice(0, BECAUSE_MAX),
  };
}

function shareOfScale(item: Item): number | null {
  if (!item.rating) return null;
  const { value, best, worst } = item.rating;
  return best > worst ? (value - worst) / (best - worst) : 0.5;
}

function found(intent: Intent, weight: number, key: Reason, sign?: SeenSign): Evidence {
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
  const request = signs.get('request')?.[0];
  if (!request || item.kind === 'review' || item.form === 'article') return [];
  const named = said.some(one => one.stage === 'relevance' && one.item === FIRM && one.label !== 'dropped');
  const trade = firstSeen(item, index.trade);
  const town = firstSeen(item, index.towns);
  const person = signs.get('person')?.[0];
  if (!trade && !(named && person)) return [];
  return [
    found('lead', 1, 'asks', request),
    ...(trade ? [found('lead', 0.9, 'trade', trade)] : []),
    ...(person ? [found('lead', 0.4, 'person', person)] : []),
    ...(town ? [found('lead', 0.6, 'town', town)] : []),
    ...(named ? [found('lead', 0.4, 'names-you')] : []),
  ];
}

function questionEvidence(item: Item, signs: Signs): Evidence[] {
  // Stars judge; a question mark inside a judgement is a manner of speaking.
  if (item.rating || !(item.text.includes('?') || item.title.includes('?'))) return [];
  const word = signs.get('question_words')?.[0] ?? signs.get('request')?.[0];
  return [found('question', 1, 'question-mark'), ...(word ? [found('question', 0.5, 'asks', word)] : [])];
}

function praiseEvidence(signs: Signs, tone: Annotation | undefined, share: number | null): Evidence[] {
  const evidence: Evidence[] = [];
  if (share !== null && share >= HIGH_SHARE) evidence.push(found('praise', 1.5, 'high-rating'));
  if (tone?.label === 'positive' && !tone.abstain)
    evidence.push(found('praise', 0.6 + 0.4 * tone.confidence, 'good-tone'));
  const thanks = signs.get('thanks');
  const first = thanks?.[0];
  if (first) evidence.push(found('praise', 0.5 + (thanks.length > 1 ? 0.3 : 0), 'thanks', first));
  return evidence;
}

function jobEvidence(signs: Signs): Evidence[] {
  const job = signs.get('job');
  const first = job?.[0];
  return first ? [found('job', job.length > 1 ? 1.6 : 0.8, 'job-words', first)] : [];
}
