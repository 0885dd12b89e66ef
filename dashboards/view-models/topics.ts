import type { MentionView } from '../../queries/mentions.ts';
import type { Recurring, RecurringTopic } from '../../queries/recurring.ts';
import type { Trends } from '../../queries/trends.ts';
import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { House } from '../../src/domain/house.ts';
import type { Period } from '../../src/domain/time.ts';
import { addDays } from '../../src/domain/time.ts';
import { number, shortDay, signed } from '../../src/domain/words.ts';
import type { Context } from './context.ts';
import { shownWeek } from './context.ts';
import type { Side } from './recurs.ts';
import { countedSides, RECURRING_DAYS, sideOf } from './recurs.ts';
import { placeName, quotedWords } from './remark.ts';

/** What screen 5 is drawn from. */
export type TopicsAnswers = {
  readonly period: Period;
  readonly recurring: Recurring;
  readonly trends: Trends;
};

const TOPICS_MAX = 50;

export async function askTopics(house: House, context: Context): Promise<TopicsAnswers> {
  const period = shownWeek(context);
  const quarter = { from: addDays(period.to, 1 - RECURRING_DAYS), to: period.to };
  const [recurring, trends] = await Promise.all([
    house.ask<Recurring>('recurring', { ...quarter, subject: FIRM, limit: TOPICS_MAX }),
    house.ask<Trends>('trends', { ...period, subject: FIRM }),
  ]);
  return { period, recurring, trends };
}

export type TopicRow = {
  readonly topic: RecurringTopic;
  readonly label: string;
  readonly side: Side;
  readonly now: string;
  readonly good: string;
  readonly bad: string;
  readonly before: string;
  readonly change: string;
};

/** Topics that the trade names and somebody spoke of, most often first. */
export function topicRows(context: Context, { recurring }: TopicsAnswers): readonly TopicRow[] {
  const { catalogue } = context;
  const { language } = catalogue;
  const count = (n: number) => (n === 0 ? say(catalogue, 'home.none') : number(language, n));
  return recurring.topics.flatMap(topic => {
    const label = context.topics.get(topic.topic);
    if (label === undefined) return [];
    const side = sideOf(topic.tones);
    const { good, bad } = countedSides(topic.tones);
    const difference = topic.mentions - topic.before.mentions;
    return [
      {
        topic,
        label,
        side,
        now:
          topic.mentions === 0
            ? say(catalogue, 'recurs.none')
            : say(catalogue, `recurs.${side}`, { n: topic.mentions }),
        good: count(good),
        bad: count(bad),
        before: number(language, topic.before.mentions),
        change: difference === 0 ? say(catalogue, 'home.stable') : signed(language, difference),
      },
    ];
  });
}

export type SaidGroup = { readonly head: string; readonly quotes: readonly string[] };

const QUOTE_MAX = 160;
/** Beside the table: a quotation or two of each side. */
const BESIDE_MAX = 4;
/** The group of a quotation, by the tone in which it speaks of the topic; as the table counts them. */
const SAID_OF = {
  positive: 'saidGood',
  negative: 'saidBad',
  mixed: 'saidMixed',
  neutral: 'saidOther',
} as const;

/**
 * What is said of a topic, its stronger side first: each with its day and place. `whole`: all that are held, not cut;
 * otherwise the newest.
 */
export function saidOf(context: Context, { topic, side }: TopicRow, whole = false): readonly SaidGroup[] {
  const { catalogue } = context;
  const toneOf = (remark: MentionView) => {
    const label = remark.topics.find(one => one.topic === topic.topic)?.label;
    return label === undefined ? 'saidOther' : SAID_OF[label];
  };
  const byTone = Map.groupBy(whole ? topic.examples : topic.examples.slice(0, BESIDE_MAX), toneOf);
  const order =
    side === 'good'
      ? (['saidGood', 'saidBad', 'saidMixed', 'saidOther'] as const)
      : (['saidBad', 'saidGood', 'saidMixed', 'saidOther'] as const);
  return order.flatMap(tone => {
    const remarks = byTone.get(tone) ?? [];
    if (remarks.length === 0) return [];
    const quotes = remarks.map(remark => quoteLine(context, remark, whole));
    return [{ head: say(catalogue, `topics.${tone}`), quotes }];
  });
}

/** Of a topic of which more is said than the page holds: `10 remarques sur 24, les plus récentes.` */
export function newestWords({ catalogue }: Context, { topic }: TopicRow): string | null {
  const { examples, mentions: total } = topic;
  if (examples.length >= total) return null;
  return say(catalogue, 'topics.newest', { n: examples.length, total });
}

function quoteLine(context: Context, remark: MentionView, whole: boolean): string {
  return say(context.catalogue, 'topics.quote', {
    day: shortDay(context.catalogue.language, remark.day),
    site: placeName(context, remark),
    quote: whole ? quotedWords(context, remark) : quotedWords(context, remark, QUOTE_MAX),
  });
}

/** Words that stand out this week; or the remarks themselves when they are too few. */
export function wordLines(context: Context, { trends }: TopicsAnswers): readonly string[] {
  const { catalogue } = context;
  if (trends.remarks === 0) return [say(catalogue, 'topics.wordsCalm')];
  if (trends.listed.length > 0) {
    const few = say(catalogue, 'topics.wordsFew', { n: trends.remarks });
    return [few, ...trends.listed.map(remark => quoteLine(context, remark, false))];
  }
  if (trends.words.length === 0) return [say(catalogue, 'topics.wordsNone')];
  return trends.words.map(({ words, now, before }) =>
    say(catalogue, 'topics.word', { word: words, n: now, before }),
  );
}
