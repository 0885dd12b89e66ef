import type { Coverage } from '../../queries/coverage.ts';
import type { Leads } from '../../queries/leads.ts';
import type { MentionView } from '../../queries/mentions.ts';
import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { House } from '../../src/domain/house.ts';
import { reasonOf } from '../../src/domain/reasons.ts';
import { fold } from '../../src/domain/text/fold.ts';
import { addDays } from '../../src/domain/time.ts';
import { longDay, shortDay, shortened } from '../../src/domain/words.ts';
import type { Context } from './context.ts';
import { shownWeek } from './context.ts';
import { RECURRING_DAYS } from './recurs.ts';
import { placeName, quotedSentence, quotedWords } from './remark.ts';

/** What screen 7 is drawn from. */
export type EnquiriesAnswers = { readonly leads: Leads; readonly coverage: Coverage };

export async function askEnquiries(house: House, context: Context): Promise<EnquiriesAnswers> {
  const period = shownWeek(context);
  const from = addDays(period.to, 1 - RECURRING_DAYS);
  const [leads, coverage] = await Promise.all([
    house.ask<Leads>('leads', { from, to: context.today }),
    house.ask<Coverage>('coverage', { ...period, subject: FIRM }),
  ]);
  return { leads, coverage };
}

export type EnquiryRow = {
  readonly remark: MentionView;
  /** ▲ to answer, ○ later, ✓ done. */
  readonly glyph: '▲' | '○' | '✓';
  readonly head: string;
  readonly state: string;
  readonly quote: string;
  readonly why: string | null;
};

const QUOTE_MAX = 300;

/** Enquiries of 13 weeks, newest first, each with why it is one and where it stands. */
export function enquiryRows(context: Context, { leads }: EnquiriesAnswers): readonly EnquiryRow[] {
  return leads.leads.map(remark => {
    const { catalogue } = context;
    const state = stateOf(remark);
    return {
      remark,
      glyph: state === 'waiting' ? '▲' : state === 'later' ? '○' : '✓',
      head: say(catalogue, 'compare.seenAt', {
        site: placeName(context, remark),
        day: longDay(catalogue.language, remark.day),
      }),
      state: say(catalogue, `enquiries.${state}`),
      quote: quotedWords(context, remark, QUOTE_MAX),
      why: whyWords(context, remark),
    };
  });
}

type State = 'waiting' | 'done' | 'answered' | 'later' | 'dropped';

const STATES: Readonly<Record<string, State>> = {
  done: 'done',
  answered: 'answered',
  later: 'later',
  none: 'dropped',
};

function stateOf({ action, reply }: MentionView): State {
  return STATES[action?.verb ?? ''] ?? (reply ? 'answered' : 'waiting');
}

const WORDS_MAX = 4;
/** Reasons stand near the beginning. */
const TEXT_MAX = 4000;

/** `Pourquoi : votre métier (volets roulants), près de chez vous (Vannes), votre nom est cité.` */
function whyWords(context: Context, remark: MentionView): string | null {
  const { catalogue } = context;
  const known = (remark.intent?.because ?? []).flatMap(({ term, weight }) => {
    const reason = reasonOf(term);
    return reason && weight > 0 ? [reason] : [];
  });
  const written = writtenIn(remark);
  const details = (key: string) =>
    distinct(known.filter(reason => reason.key === key).map(({ detail }) => written(detail)));
  const [trade, town] = [details('trade'), details('town')];
  const plain = distinct(
    remark.relevance.because
      .filter(({ term, weight }) => weight > 0 && !reasonOf(term) && !term.startsWith('rule:'))
      .map(({ term }) => written(term)),
  );
  const given = [...trade, ...town].map(fold);
  const more = plain.filter(word => !given.some(one => one.includes(fold(word)) || fold(word).includes(one)));
  const told = (key: 'trade' | 'town', words: readonly string[]) =>
    words.length > 0 ? [say(catalogue, `enquiries.${key}`, { words: joined(words) })] : [];
  const reasons = [
    ...told(
      'trade',
      [...trade, ...more].map(word => word.toLowerCase()),
    ),
    ...told('town', town),
    ...(known.some(({ key }) => key === 'names-you') ? [say(catalogue, 'enquiries.named')] : []),
  ];
  return reasons.length === 0 ? null : say(catalogue, 'enquiries.why', { reasons: reasons.join(', ') });
}

function distinct(words: readonly string[]): string[] {
  const byFold = new Map(words.filter(Boolean).map(word => [fold(word), word]));
  return [...byFold.values()];
}

/** Words that a stage noted folded, as the text writes them: `fenêtres`. */
function writtenIn({ title, text }: MentionView): (words: string) => string {
  const spelled = new Map(
    `${title} ${text}`
      .slice(0, TEXT_MAX)
      .split(/[^\p{L}\p{N}]+/u)
      .map(word => [fold(word), word]),
  );
  return words =>
    words
      .split(' ')
      .map(word => spelled.get(fold(word)) ?? word)
      .join(' ');
}

function joined(words: readonly string[]): string {
  return words
    .slice(0, WORDS_MAX)
    .map(word => shortened(word, 30))
    .join(', ');
}

/** Enquiries that were seen and set aside, each with why. */
export function asideLines(context: Context, { leads }: EnquiriesAnswers): readonly string[] {
  const { catalogue } = context;
  return leads.aside.map(remark => {
    const why = remark.action?.verb === 'not-us' ? 'notUs' : 'sameName';
    const words = say(catalogue, 'enquiries.asideRow', {
      day: shortDay(catalogue.language, remark.day),
      site: placeName(context, remark),
      quote: quotedSentence(context, remark),
    });
    return `${words} ${say(catalogue, `enquiries.${why}`)}.`;
  });
}
