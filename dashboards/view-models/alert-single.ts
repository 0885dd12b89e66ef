import type { MentionView } from '../../queries/mentions.ts';
import { say } from '../../src/domain/catalogue.ts';
import { shortened } from '../../src/domain/words.ts';
import type { Draft, Drafting } from './alert-draft.ts';
import { named, usualSentence, whenAt, wordQuoted } from './alert-words.ts';
import type { Context } from './context.ts';
import { ownWords, placeName, quotedWords, ratingBefore } from './remark.ts';

/** A subject is at most this long. */
export const SUBJECT_MAX = 60;
/** Fewer words of a review say nothing: the subject then goes without. */
const START_MIN = 10;

export function badReviewDraft(drafting: Drafting): Draft {
  const { context, facts, mentions } = drafting;
  const { catalogue } = context;
  const [review] = mentions;
  const hasWords = review !== undefined && ownWords(review) !== '';
  const usual = usualSentence(context, facts.usual);
  const step = (key: string) => say(catalogue, `alert.step.${key}`);
  const isRated = review ? review.rating !== null : 'value' in facts.details;
  if (!isRated) return unratedDraft(drafting, review);
  return {
    subjects: reviewSubjects(drafting),
    lead: [remarkLead(drafting), ...(usual === null ? [] : [usual])],
    steps: hasWords ? [step('readReview'), step('replyDrafted')] : [step('reply')],
    why: whyOf(context, review),
    next: say(catalogue, 'alert.nextOne'),
  };
}

/** A site of recommendations, or a notice of which only the link could be read. */
function unratedDraft(drafting: Drafting, review: MentionView | undefined): Draft {
  const { catalogue } = drafting.context;
  const site = named(drafting.facts, 'site');
  const isUnread = review?.text === '';
  return {
    subjects: [say(catalogue, 'alert.review.subjectUnrated', { site })],
    lead: [remarkLead(drafting), ...(isUnread ? [say(catalogue, 'alert.review.unread')] : [])],
    steps: [say(catalogue, 'alert.step.readReview')],
    why: null,
    next: say(catalogue, 'alert.nextOne'),
  };
}

export function urgentWordDraft(drafting: Drafting): Draft {
  const { context, facts, mentions } = drafting;
  const { catalogue } = context;
  const word = wordQuoted(context, facts);
  const [remark] = mentions;
  // What it is stands in the facts too, for when the remark itself is not at hand.
  const kind = remark?.kind ?? facts.details['kind'];
  const key = kind === 'review' ? '' : remark?.form === 'article' ? 'Article' : 'Other';
  return {
    subjects: [
      say(catalogue, `alert.safety.subject${key}`, { word }),
      say(catalogue, 'alert.safety.subjectOther', { word }),
    ],
    lead: [remarkLead(drafting)],
    steps: factsFirst(drafting),
    why: null,
    next: say(catalogue, 'alert.nextOne'),
  };
}

export function pressDraft(drafting: Drafting): Draft {
  const { context, facts, mentions, quote } = drafting;
  const { catalogue } = context;
  const paper = named(facts, 'paper');
  const [article] = mentions;
  const isBad = facts.details['bad'] === 1;
  const lead =
    article === undefined || quote === 0
      ? say(catalogue, 'alert.remark.leadBare', { when: whenAt(context, facts.since), site: paper })
      : say(catalogue, 'alert.press.lead', {
          when: whenAt(context, facts.since),
          site: paper,
          quote: quotedWords(context, article, quote),
        });
  return {
    subjects: [say(catalogue, 'alert.press.subject', { paper })],
    lead: [lead, ...(isBad ? [say(catalogue, 'alert.press.bad')] : [])],
    steps: [
      say(catalogue, 'alert.step.readArticle'),
      say(catalogue, isBad ? 'alert.step.articleBad' : 'alert.step.articleGood'),
    ],
    why: null,
    next: say(catalogue, 'alert.nextOne'),
  };
}

/** Trades whose words are about what is eaten: the batch is kept. */
const KITCHENS: Readonly<Record<string, string>> = { bakery: 'checkBakery', restaurant: 'checkKitchen' };
/** Words of every trade for which one asks somebody before answering. */
const NEEDS_ADVICE =
  /plainte|avocat|tribunal|huissier|commissaire de justice|mise en demeure|discrimination|harc[eè]lement|agress|police|bless|cnil|lawyer|solicitor|court|bailiff|formal notice|harass|assault|injur/iu;

/** On health, safety, injury or law nothing is drafted: facts first. */
export function factsFirst({ context, facts, trade }: Drafting): string[] {
  const { catalogue } = context;
  const step = (key: string) => say(catalogue, `alert.step.${key}`);
  const word = String(facts.details['word'] ?? '');
  if (NEEDS_ADVICE.test(word)) return [step('check'), step('advice')];
  return [step(KITCHENS[trade] ?? 'check'), step('answerAfter')];
}

/** `Hier à 18 h, avis de 1 étoile sur Google : « … »` */
function remarkLead({ context, facts, mentions, quote }: Drafting): string {
  const { catalogue } = context;
  const [remark] = mentions;
  const params = { when: whenAt(context, facts.since), site: named(facts, 'site') };
  if (remark === undefined) return say(catalogue, 'alert.remark.leadBare', params);
  const hasWords = ownWords(remark) !== '' && quote > 0;
  const words = { ...params, quote: quotedWords(context, remark, quote) };
  if (!remark.rating) return say(catalogue, `alert.remark.lead${hasWords ? '' : 'Bare'}`, words);
  const rating = ratingBefore(context, remark.rating);
  if (hasWords) return say(catalogue, 'alert.review.lead', { ...words, rating });
  return say(catalogue, `alert.review.lead${ownWords(remark) === '' ? 'Bare' : 'Short'}`, {
    ...params,
    rating,
  });
}

function reviewSubjects({ context, facts, mentions }: Drafting): string[] {
  const { catalogue } = context;
  const [review] = mentions;
  const rated = review?.rating ?? {
    value: Number(facts.details['value']),
    best: Number(facts.details['best']),
    worst: 1,
  };
  const params = {
    rating: ratingBefore(context, rated),
    site: review ? shortened(placeName(context, review), 24) : named(facts, 'site'),
  };
  const bare = say(catalogue, 'alert.review.subjectBare', params);
  const words = review ? ownWords(review).replace(/[«»“”]/gu, '') : '';
  const whole = say(catalogue, 'alert.review.subjectWhole', { ...params, start: words });
  if (words === '') return [bare];
  if (whole.length <= SUBJECT_MAX) return [whole, bare];
  const room = SUBJECT_MAX - say(catalogue, 'alert.review.subject', { ...params, start: '' }).length;
  // The pattern brings its own ellipsis.
  const start = shortened(words, Math.max(1, room + 1)).replace(/…$/u, '');
  if (room < START_MIN || start.length < START_MIN) return [bare];
  return [say(catalogue, 'alert.review.subject', { ...params, start }), bare];
}

function whyOf({ catalogue }: Context, review: MentionView | undefined): string | null {
  const reasons = [
    say(catalogue, 'because.low-rating'),
    ...(review && !review.reply ? [say(catalogue, 'because.no-reply')] : []),
  ];
  return say(catalogue, 'alert.why', { reasons: reasons.join(', ') });
}
