import type { MentionView } from '../../queries/mentions.ts';
import type { AlertFacts, IncidentView } from '../../src/domain/alert.ts';
import { say } from '../../src/domain/catalogue.ts';
import { localDay } from '../../src/domain/time.ts';
import { number, timeOfDay, weekday } from '../../src/domain/words.ts';
import { burstDraft } from './alert-burst.ts';
import { badReviewDraft, pressDraft, urgentWordDraft } from './alert-single.ts';
import { figure, named, sinceDay, usualSentence } from './alert-words.ts';
import { type Context, complaintTopic, nextLetterDay } from './context.ts';
import { averageWords } from './remark.ts';

/** One matter in words, before it is measured. */
export type Draft = {
  /** Subjects that say it, the most telling first: the first that fits is taken. */
  readonly subjects: readonly string[];
  readonly lead: readonly string[];
  readonly steps: readonly string[];
  /** Why it was sent; goes first when there are too many words. */
  readonly why: string | null;
  readonly next: string;
};

/** What a draft is made of. `quote`: most characters of a customer's words. */
export type Drafting = {
  readonly context: Context;
  readonly facts: AlertFacts;
  /** Those that it rests on, most telling first; may lack some. */
  readonly mentions: readonly MentionView[];
  readonly quote: number;
  /** Trade of the settings: kitchens and bakehouses are checked as such. */
  readonly trade: string;
};

const DRAFTS: Readonly<Record<AlertFacts['rule'], (drafting: Drafting) => Draft>> = {
  'bad-review': badReviewDraft,
  'urgent-word': urgentWordDraft,
  'negative-burst': burstDraft,
  press: pressDraft,
  'rating-slip': slipDraft,
  'bad-share': shareDraft,
  'topic-shift': shiftDraft,
};

export function draftOf(drafting: Drafting): Draft {
  return DRAFTS[drafting.facts.rule](drafting);
}

function slipDraft({ context, facts }: Drafting): Draft {
  const { catalogue } = context;
  const { language } = catalogue;
  const site = named(facts, 'site');
  const [before, after, best] = [figure(facts, 'before'), figure(facts, 'after'), figure(facts, 'best')];
  const short = { before: number(language, before, 1), after: number(language, after, 1) };
  const plain = say(catalogue, 'alert.rating.subjectPlain', { site });
  const averages = {
    before: averageWords(context, before, best),
    after: averageWords(context, after, best),
  };
  return {
    subjects:
      short.after < short.before
        ? [say(catalogue, 'alert.rating.subject', { site, ...short }), plain]
        : [plain],
    lead: [
      say(catalogue, 'alert.rating.lead', {
        site,
        when: sinceDay(context, facts.since),
        bad: figure(facts, 'bad'),
        reviews: figure(facts, 'reviews'),
      }),
      say(catalogue, 'alert.rating.averages', { ...averages, reviews: figure(facts, 'reviews') }),
    ],
    ...lookAndMend(context, 'lookReviews'),
  };
}

function shareDraft({ context, facts }: Drafting): Draft {
  const { catalogue } = context;
  const params = ['bad', 'all', 'badBefore', 'allBefore'].map(key => [key, figure(facts, key)] as const);
  return {
    subjects: [say(catalogue, 'alert.share.subject')],
    lead: [say(catalogue, 'alert.share.lead', Object.fromEntries(params))],
    ...lookAndMend(context, 'look'),
  };
}

function shiftDraft({ context, facts }: Drafting): Draft {
  const { catalogue } = context;
  const topic = complaintTopic(context, named(facts, 'topic')) ?? named(facts, 'topic');
  const usual = usualSentence(context, facts.usual);
  return {
    subjects: [say(catalogue, 'alert.shift.subject', { topic }), say(catalogue, 'alert.shift.subjectPlain')],
    lead: [say(catalogue, 'alert.shift.lead', { n: facts.count, topic }), ...(usual === null ? [] : [usual])],
    ...lookAndMend(context, 'look'),
  };
}

function lookAndMend(context: Context, look: 'look' | 'lookReviews'): Pick<Draft, 'steps' | 'why' | 'next'> {
  const { catalogue } = context;
  const day = weekday(catalogue.language, nextLetterDay(context));
  return {
    steps: [say(catalogue, `alert.step.${look}`), say(catalogue, 'alert.step.mend')],
    why: null,
    next: say(catalogue, 'alert.nextLetter', { day }),
  };
}

/** `Boulangerie Pélissou, mardi 14 h 20`: who and when, above everything. */
export function headOf(context: Context): string {
  const { catalogue, firm, today, timezone, now } = context;
  const { language } = catalogue;
  const params = { firm, day: weekday(language, today), time: timeOfDay(language, now, timezone) };
  return say(catalogue, 'alert.head', params);
}

/** Where an incident stands, for a list: told, to come, put off, seen to, over. */
export function stateWords(context: Context, incident: IncidentView): string {
  const { catalogue, timezone } = context;
  const { language } = catalogue;
  const at = (instant: string) => ({
    day: weekday(language, localDay(instant, timezone)),
    time: timeOfDay(language, instant, timezone),
  });
  const state = (key: string, params = {}) => say(catalogue, `alert.list.state.${key}`, params);
  if (incident.closedAt !== null) return state('over');
  if (incident.acknowledgedAt !== null) return state('mine');
  if (incident.snoozedUntil !== null && incident.snoozedUntil > context.now)
    return state('later', at(incident.snoozedUntil));
  if (incident.facts.level === 'week') return state('letter');
  return incident.alertedAt === null ? state('open') : state('told', at(incident.alertedAt));
}
