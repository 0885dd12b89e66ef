import type { TopicCount } from '../../queries/topics.ts';
import { say } from '../../src/domain/catalogue.ts';
import { dayRange, month as monthName, number } from '../../src/domain/words.ts';
import type { Context } from './context.ts';
import { isWellRead, wentUnread } from './how-read.ts';
import {
  daysOf,
  isMonthly,
  type LetterBar,
  type LetterItem,
  type LetterSection,
  type LetterSource,
  type Measure,
  plain,
  section,
  sinceMonday,
} from './letter-parts.ts';
import { linkOf } from './letter-todo.ts';
import { countedSides } from './recurs.ts';
import { averageWords } from './remark.ts';
import { storyTitle } from './todo.ts';
import { calmLine, mainRating, reviewTones, shownChange, toneWords } from './week.ts';

/** A topic said once is an opinion; from twice on it comes back. */
const TOPIC_TIMES_MIN = 2;
/** Topics told in one fact: one that pleases, one that does not. */
const TOPICS_MAX = 2;
/** Sites whose stable ratings stand in one sentence. */
const STABLE_SITES_MAX = 2;
/** One or two remarks need no picture. */
const BAR_COUNT_MIN = 3;
/** Months in the 13 weeks that "usual" is taken from, and weeks in one of them. */
const USUAL_MONTHS = 3;
const WEEKS_A_MONTH = 4;
const TONES = ['positive', 'mixed', 'negative', 'neutral', 'unclear'] as const;

/** How much was said and in what tone, the rating, what came up: three facts. */
export function knowSection(source: LetterSource, measure: Measure): LetterSection {
  const { context, answers } = source;
  const rating = ratingFact(source);
  const topics = topicFact(context, answers.topics.topics);
  const items = [
    // Before anything was read there is no fact.
    ...(answers.coverage.lastReadAt === null ? [] : [plain(`${volumeFact(source)}${sinceWords(source)}`)]),
    ...(rating === null ? [] : [plain(rating)]),
    ...storyFacts(source),
    ...(topics === null ? [] : [plain(topics)]),
  ];
  return { ...section(context, 'know', items.slice(0, measure.facts)), bars: barsOf(source) };
}

function storyFacts({ context, answers }: LetterSource): LetterItem[] {
  return [...answers.todo.canWait, ...answers.todo.done]
    .filter(remark => (remark.story?.sites.length ?? 0) > 1)
    .map(remark => {
      const n = remark.story?.sites.length ?? 0;
      const words = say(context.catalogue, 'home.story', { title: storyTitle(context, remark), n });
      return plain(words, linkOf(context, remark));
    });
}

function volumeFact(source: LetterSource): string {
  const { context, answers } = source;
  const { catalogue } = context;
  const { volume } = answers;
  if (volume.mentions === 0) {
    if (!isWellRead(source)) return say(catalogue, 'letter.calmPoor');
    if (isMonthly(answers.period)) return monthCalm(context, answers.period.from);
    if (sinceMonday(source) === null) return weekCalm(source);
    return say(catalogue, 'letter.nobodyThen', { range: dayRange(catalogue.language, answers.period) });
  }
  const span = spanWords(source);
  const onlyReviews = volume.mentions === volume.reviews && volume.before.mentions === volume.before.reviews;
  if (onlyReviews) {
    const before = volume.before.reviews || say(catalogue, 'letter.noneBeforeReviews');
    const tones = reviewTones(context, volume.tones);
    return say(catalogue, 'letter.volumeReviews', { n: volume.reviews, before, span, tones });
  }
  return say(catalogue, volume.reviews > 0 ? 'letter.volume' : 'letter.volumeSmall', {
    n: volume.mentions,
    before: volume.before.mentions || say(catalogue, 'letter.noneBefore'),
    span,
    k: volume.reviews,
    tones: toneWords(context, volume.tones),
  });
}

/** In the same fact, so that no cut takes it: of a letter late in the week it is the news. */
function sinceWords(source: LetterSource): string {
  const since = sinceMonday(source);
  if (since === null) return '';
  const { mentions: n, reviews: k } = since;
  const key = k === 0 ? 'letter.sinceRemarks' : k === n ? 'letter.sinceReviews' : 'home.sinceMonday';
  return ` ${say(source.context.catalogue, key, { n, k })}`;
}

/** A week without a word is usual for who is spoken of once a week at most; for the others it is only told. */
function weekCalm({ context, answers }: LetterSource): string {
  const perMonth = Math.round(answers.usual.mentions / USUAL_MONTHS);
  if (perMonth <= WEEKS_A_MONTH) return calmLine(context, answers);
  return say(context.catalogue, 'letter.calmUnusual', { n: perMonth });
}

function spanWords({ context, answers }: LetterSource): string {
  const { catalogue } = context;
  return isMonthly(answers.period)
    ? say(catalogue, 'letter.span.days', { days: daysOf(answers.period) })
    : say(catalogue, 'letter.span.week');
}

function monthCalm({ catalogue }: Context, day: string): string {
  return say(catalogue, 'letter.month.nobody', { month: monthName(catalogue.language, day) });
}

function barsOf({ context, answers }: LetterSource): readonly LetterBar[] {
  const { mentions, tones } = answers.volume;
  if (mentions < BAR_COUNT_MIN) return [];
  return TONES.filter(tone => tones[tone] > 0).map(tone => ({
    tone,
    count: tones[tone],
    words: say(context.catalogue, `tone.${tone}`, { n: tones[tone] }),
  }));
}

function ratingFact({ context, answers }: LetterSource): string | null {
  const { catalogue } = context;
  // Of a site that was not read nobody knows whether its rating is stable.
  const sites = answers.ratings.sites.filter(({ site }) => !wentUnread(context, answers, site));
  const rated = sites.filter(site => site.average !== null && site.averageBefore !== null);
  const stable = rated.filter(site => shownChange(site.average ?? 0, site.averageBefore ?? 0) === 0);
  if (rated.length > 1 && stable.length === rated.length) {
    const ratings = stable
      .slice(0, STABLE_SITES_MAX)
      .map(({ site, average, best }) =>
        say(catalogue, 'letter.ratingPart', { site, now: averageWords(context, average ?? 0, best) }),
      );
    return say(catalogue, 'letter.ratingsAll', { ratings: ratings.join(', ') });
  }
  const site = mainRating(sites);
  if (!site || site.average === null) return null;
  const now = averageWords(context, site.average, site.best);
  const params = { site: site.site, now, n: site.count };
  if (site.averageBefore === null) return say(catalogue, 'letter.ratingsFirst', params);
  if (shownChange(site.average, site.averageBefore) === 0)
    return say(catalogue, 'letter.ratingsStable', params);
  const before = number(catalogue.language, site.averageBefore, 1);
  return say(catalogue, 'letter.ratings', { ...params, before });
}

function topicFact(context: Context, topics: readonly TopicCount[]): string | null {
  const told = topics
    .filter(topic => topic.mentions >= TOPIC_TIMES_MIN && context.topics.has(topic.topic))
    .slice(0, TOPICS_MAX)
    .map(topic => topicWords(context, topic));
  return told.length === 0 ? null : told.join(' ');
}

/** `Pose : 4 fois, en bien.` when all say so, else how many said what: `4 fois, 2 en bien, 1 en mal`. */
function topicWords(context: Context, counted: TopicCount): string {
  const { catalogue } = context;
  const { topic, mentions } = counted;
  const { good, bad } = countedSides(counted);
  const params = { topic: context.topics.get(topic) ?? '', n: mentions };
  if (good === mentions) return say(catalogue, 'letter.topicGood', params);
  if (bad === mentions) return say(catalogue, 'letter.topicBad', params);
  const sides = [
    good > 0 ? `, ${say(catalogue, 'letter.liked', { n: good })}` : '',
    bad > 0 ? `, ${say(catalogue, 'letter.disliked', { n: bad })}` : '',
  ];
  return say(catalogue, 'letter.topicPlain', { ...params, sides: sides.join('') });
}
