import type { MentionView } from '../../queries/mentions.ts';
import type { AlertFacts } from '../../src/domain/alert.ts';
import { say } from '../../src/domain/catalogue.ts';
import { fold } from '../../src/domain/text/fold.ts';
import { number, shortened, timeOfDay } from '../../src/domain/words.ts';
import type { Draft, Drafting } from './alert-draft.ts';
import { factsFirst } from './alert-single.ts';
import { figure, named, sinceDay, sinceHour, text, usualSentence, wordQuoted } from './alert-words.ts';
import { complaintTopic } from './context.ts';
import { ownWords, quotedWords, ratingWords } from './remark.ts';

/** Two voices show what it is about; more would not be read. */
const QUOTES_MAX = 2;
/** Below so many characters each, two voices are cut before they say anything: one is heard instead. */
const QUOTE_MIN = 45;

/** Several complaints in a short time: how many, where, on what, in whose words. */
export function burstDraft(drafting: Drafting): Draft {
  const { context, facts } = drafting;
  const { catalogue } = context;
  const time = timeOfDay(catalogue.language, context.now, context.timezone);
  const usual = usualSentence(context, facts.usual);
  const steps =
    'word' in facts.details
      ? factsFirst(drafting)
      : [say(catalogue, 'alert.step.together'), say(catalogue, 'alert.step.replyEach')];
  return {
    subjects: burstSubjects(drafting),
    lead: [
      burstLead(drafting),
      ...topicSentence(drafting),
      ...quotes(drafting),
      ...(usual === null ? [] : [usual]),
    ],
    steps,
    why: null,
    next: say(catalogue, 'alert.next', { time }),
  };
}

function areReviews({ facts, mentions }: Drafting): boolean {
  return 'worst' in facts.details || mentions.every(({ kind }) => kind === 'review');
}

function burstSubjects(drafting: Drafting): string[] {
  const { context, facts } = drafting;
  const { catalogue } = context;
  const params = { n: facts.count, when: sinceDay(context, facts.since) };
  const isShared = 'topic' in facts.details && figure(facts, 'topicCount') * 2 > facts.count;
  const same = areReviews(drafting) ? 'alert.burst.subject' : 'alert.burst.subjectRemarksSame';
  const plain = areReviews(drafting) ? 'alert.burst.subjectPlain' : 'alert.burst.subjectRemarks';
  return [...(isShared ? [say(catalogue, same, params)] : []), say(catalogue, plain, params)];
}

function burstLead(drafting: Drafting): string {
  const { context, facts } = drafting;
  const { catalogue } = context;
  const params = { n: facts.count, when: sinceHour(context, facts.since), site: named(facts, 'site') };
  if (params.site === '')
    return say(catalogue, `alert.burst.lead${areReviews(drafting) ? 'Reviews' : 'Remarks'}`, params);
  if (!('worst' in facts.details)) return say(catalogue, 'alert.burst.leadSite', params);
  return say(catalogue, 'alert.burst.lead', { ...params, stars: starsWords({ context, facts }) });
}

/** `1 étoile`, `1 ou 2 étoiles`, `de 2 à 5 sur 10`: the site's own scale. */
function starsWords({ context, facts }: Pick<Drafting, 'context' | 'facts'>): string {
  const { catalogue } = context;
  const [worst, mildest, best] = [figure(facts, 'worst'), figure(facts, 'mildest'), figure(facts, 'best')];
  if (worst === mildest) return ratingWords(context, { value: worst, best, worst: 0 });
  const written = (value: number) => number(catalogue.language, value, Number.isInteger(value) ? 0 : 1);
  const params = { worst: written(worst), mildest: written(mildest), best };
  if (best !== 5) return say(catalogue, 'alert.burst.rangeOf', params);
  return say(catalogue, mildest - worst === 1 ? 'alert.burst.pair' : 'alert.burst.range', params);
}

function topicSentence({ context, facts, quote }: Drafting): string[] {
  const { catalogue } = context;
  const label = complaintTopic(context, named(facts, 'topic'));
  const word =
    'word' in facts.details ? [say(catalogue, 'alert.burst.word', { word: wordQuoted(context, facts) })] : [];
  if (label === undefined) return word;
  const params = { k: figure(facts, 'topicCount'), n: facts.count, topic: label };
  // Without quotations there is room for nothing but the sentence: a figure that says "all" says less than the word.
  const key = quote === 0 && params.k === params.n ? 'topicAll' : 'topic';
  return [say(catalogue, `alert.burst.${key}`, params), ...word];
}

/** One that shows the word that the alert is about; if it can, one that is short enough to stand whole. */
function tellingOne(spoken: readonly MentionView[], facts: AlertFacts, max: number): readonly MentionView[] {
  const word = fold(text(facts, 'word'));
  const whole = spoken.filter(mention => ownWords(mention).length <= max);
  const shows = (mention: MentionView) => fold(shortened(ownWords(mention), max)).includes(word);
  const one = whole.find(shows) ?? spoken.find(shows) ?? whole[0] ?? spoken[0];
  return one ? [one] : [];
}

/** A quotation inside a sentence leaves its own full stop out. */
const FULL_STOP_INSIDE = /(?<!\.)\.(?=\u00A0?[»\u201d]$)/u;

function quotes({ context, facts, mentions, quote }: Drafting): string[] {
  const spoken = mentions.filter(mention => ownWords(mention) !== '');
  if (quote === 0 || spoken.length === 0) return [];
  const some =
    quote < QUOTES_MAX * QUOTE_MIN ? tellingOne(spoken, facts, quote) : spoken.slice(0, QUOTES_MAX);
  const shown = some
    .map(mention => quotedWords(context, mention, Math.ceil(quote / some.length)))
    .map(words => words.replace(FULL_STOP_INSIDE, ''));
  return [`${say(context.catalogue, 'alert.burst.quote', { quote: shown.join(', ') })}.`];
}
