import type { MentionView } from '../../queries/mentions.ts';
import type { IncidentView } from '../../src/domain/alert.ts';
import { say } from '../../src/domain/catalogue.ts';
import { onOneLine, shortened } from '../../src/domain/words.ts';
import { type Draft, draftOf, headOf } from './alert-draft.ts';
import { SUBJECT_MAX } from './alert-single.ts';
import { wordCount } from './alert-words.ts';
import type { Context } from './context.ts';
import { type OpenLink, openLink } from './open-link.ts';
import { placeName } from './remark.ts';

/** An alert in final words: at most 90 of them without the subject, links included. */
export type Alert = {
  readonly language: 'fr' | 'en';
  /** At most 60 characters. */
  readonly subject: string;
  readonly head: string;
  /** Sentences: what, since when, against what is usual, how certain. */
  readonly lead: readonly string[];
  /** What to do, in order. */
  readonly steps: readonly string[];
  readonly why: string | null;
  readonly links: readonly OpenLink[];
  readonly next: string;
};

/** One matter with the remarks that it rests on, as many as are known. */
export type Told = { readonly incident: IncidentView; readonly mentions: readonly MentionView[] };

export type AlertOptions = {
  /** Id of the trade of the settings. */
  readonly trade: string;
  /** Prepared mails of the owner to herself, `mailto:`; none without a mailbox. */
  readonly buttons?: readonly OpenLink[];
};

const COUNTING: ReadonlySet<string> = new Set(['rating-slip', 'bad-share', 'topic-shift']);
export const ALERT_WORDS_MAX = 90;
/** Characters of a customer's words, tried in order until all is within 90 words. */
const QUOTES = [180, 130, 90, 60, 40, 0] as const;
/** A firm's name at the head, in characters. */
const FIRM_MAX = 60;
const FIRM_SHORT = 24;
/** Matters that a summary names. */
const SUMMARY_MAX = 5;
/** Log-odds above which relevance is as good as certain, as everywhere (because.ts). */
const CERTAIN_SCORE = 3;

/** The message on one matter. Its words are those of now: the count may have grown since it was promised. */
export function alertOf(context: Context, told: Told, options: AlertOptions): Alert {
  const { buttons = [], trade } = options;
  const { facts } = told.incident;
  const links = [...linkOf(context, told), ...buttons];
  const alerts = QUOTES.flatMap(quote => {
    const draft = draftOf({ context, facts, mentions: told.mentions, quote, trade });
    const whole = worded(context, told, draft, links);
    return [whole, { ...whole, why: null }];
  });
  const bare = alerts.at(-1)!;
  // Names of many short words: what happened and what to do stay, then the link goes.
  const short = { ...bare, head: headLine(context, FIRM_SHORT), lead: bare.lead.slice(0, 1) };
  const least = { ...short, links: [] };
  return [...alerts, short, least].find(alert => wordsOf(alert) <= ALERT_WORDS_MAX) ?? least;
}

/** What is over the day's budget, and what could wait for the evening, in one message. */
export function summaryAlert(context: Context, told: readonly Told[], options: AlertOptions): Alert {
  const { catalogue } = context;
  const shown = told.slice(0, SUMMARY_MAX).map(one => subjectOf(draftAlone(context, one, options)));
  const more = told.length - shown.length;
  return {
    language: catalogue.language,
    subject: say(catalogue, 'alert.summary.subject', { n: told.length }),
    head: headLine(context),
    lead: [
      ...shown.map(subject => `• ${subject}`),
      ...(more > 0 ? [say(catalogue, 'alert.summary.more', { n: more })] : []),
    ],
    steps: [],
    why: say(catalogue, 'alert.summary.steps'),
    links: [],
    next: say(catalogue, 'alert.nextToday'),
  };
}

/** One matter as a line of a list: its subject. */
export function alertTitle(context: Context, told: Told, options: AlertOptions): string {
  return subjectOf(draftAlone(context, told, options));
}

/** All words of the body. */
export function wordsOf(alert: Alert): number {
  const { head, lead, steps, why, links, next } = alert;
  return wordCount([head, ...lead, ...steps, why ?? '', ...links.map(link => link.words), next].join(' '));
}

function draftAlone(context: Context, { incident, mentions }: Told, { trade }: AlertOptions): Draft {
  return draftOf({ context, facts: incident.facts, mentions, quote: 0, trade });
}

function worded(context: Context, told: Told, draft: Draft, links: readonly OpenLink[]): Alert {
  return {
    language: context.catalogue.language,
    subject: subjectOf(draft),
    head: headLine(context),
    lead: [...draft.lead.map(ended), ...sureness(context, told)],
    steps: draft.steps,
    why: draft.why,
    links,
    next: draft.next,
  };
}

function subjectOf({ subjects }: Draft): string {
  const lines = subjects.map(onOneLine);
  return lines.find(line => line.length <= SUBJECT_MAX) ?? shortened(lines.at(-1) ?? '', SUBJECT_MAX);
}

/** A firm's name of a hundred letters would leave no words for what happened. */
function headLine(context: Context, max = FIRM_MAX): string {
  return headOf({ ...context, firm: shortened(context.firm, max) });
}

/** A sentence that ends with a customer's words ends: `… »` alone would run into the next. */
function ended(sentence: string): string {
  return /[.!?\u2026][\s»”]*$/u.test(sentence) ? sentence : `${sentence}.`;
}

/** Certain only where all that is shown is; of shares and averages nobody asks. */
function sureness({ catalogue }: Context, { incident, mentions }: Told): string[] {
  if (incident.facts.sureness === 'unsure') return [say(catalogue, 'alert.unsure')];
  if (COUNTING.has(incident.facts.rule)) return [];
  const isHigh = mentions.every(mention => mention.relevance.score >= CERTAIN_SCORE);
  return [say(catalogue, 'sure.alone', { sure: say(catalogue, `sure.${isHigh ? 'high' : 'middle'}`) })];
}

/** Where her telephone can read the first of them. */
function linkOf(context: Context, { mentions }: Told): OpenLink[] {
  for (const mention of mentions) {
    const link = openLink(context, mention.url, placeName(context, mention));
    if (link) return [link];
  }
  return [];
}
