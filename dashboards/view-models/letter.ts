import type { MentionView } from '../../queries/mentions.ts';
import type { TopicCount } from '../../queries/topics.ts';
import { say } from '../../src/domain/catalogue.ts';
import { localDay } from '../../src/domain/time.ts';
import { capital, clockTime, dayRange, longDay, number, timeOfDay } from '../../src/domain/words.ts';
import type { Answers } from './answers.ts';
import { whySentence } from './because.ts';
import type { Context } from './context.ts';
import { nextLetterDay } from './context.ts';
import type { OpenLink } from './open-link.ts';
import { openLink } from './open-link.ts';
import { readingOf, sitesWords } from './reading.ts';
import { averageWords, headline, quotedSentence, quotedWords, remarkTitle } from './remark.ts';
import { rivalsOf } from './rivals.ts';
import { minutesOf, storyTitle } from './todo.ts';
import { calmLine, mainRating, shownChange, toneWords } from './week.ts';

/** One thing of a section: its words, why, and where to read it when a telephone can open that. */
export type LetterItem = {
  readonly words: string;
  readonly why: string | null;
  readonly link: OpenLink | null;
};

export type LetterSection = {
  readonly id: 'todo' | 'know' | 'canWait' | 'competitors' | 'read';
  readonly title: string;
  readonly items: readonly LetterItem[];
  /** True: a list of facts; false: paragraphs. */
  readonly bulleted: boolean;
};

/** The weekly letter in final words, at most 200 of them; empty sections are left out. */
export type Letter = {
  readonly language: 'fr' | 'en';
  readonly subject: string;
  readonly about: string;
  readonly sections: readonly LetterSection[];
  readonly footer: string;
};

const WORDS_MAX = 200;
/** Three facts, three things to do: what a reader of five minutes keeps. */
const ITEMS_MAX = 3;
/** Below this many reviews in 13 weeks a firm lives on orders, not on reviews: competitors come first. */
const FEW_REVIEWS = 5;
/** A topic said once is an opinion; from twice on it comes back. */
const TOPIC_TIMES_MIN = 2;

/** How much each part may hold; the letter takes the first measure that stays within 200 words. */
type Measure = {
  readonly quote: number;
  readonly canWait: number;
  readonly rivals: number;
  readonly todo: number;
  /** Things to do that say why; the first always does. */
  readonly whys: number;
};
const PARTS: readonly Omit<Measure, 'whys'>[] = [
  { quote: 280, canWait: 3, rivals: 3, todo: 3 },
  { quote: 280, canWait: 2, rivals: 3, todo: 2 },
  { quote: 280, canWait: 1, rivals: 2, todo: 2 },
  { quote: 280, canWait: 0, rivals: 2, todo: 2 },
  { quote: 280, canWait: 0, rivals: 1, todo: 2 },
  { quote: 280, canWait: 0, rivals: 1, todo: 1 },
  { quote: 200, canWait: 0, rivals: 1, todo: 1 },
  { quote: 120, canWait: 0, rivals: 1, todo: 1 },
  { quote: 60, canWait: 0, rivals: 0, todo: 1 },
];
/** The second thing to do says why too; that goes once a single quotation that can wait is left. */
const MEASURES: readonly Measure[] = PARTS.flatMap(parts =>
  parts.canWait > 1 ? [{ ...parts, whys: 2 }] : [2, 1].map(whys => ({ ...parts, whys })),
);

export function letterOf(context: Context, answers: Answers): Letter {
  for (const measure of MEASURES) {
    const letter = measured(context, answers, measure);
    if (wordCount(letter) <= WORDS_MAX) return letter;
  }
  return measured(context, answers, MEASURES.at(-1)!);
}

/** Words as a reader counts them; a sign standing alone is none. */
export function wordCount(letter: Letter): number {
  const texts = letter.sections.flatMap(section => [
    section.title,
    ...section.items.flatMap(item => [item.words, item.why ?? '']),
  ]);
  const all = [letter.about, ...texts, letter.footer].join(' ');
  return all.split(/\s+/u).filter(word => /[\p{L}\p{N}]/u.test(word)).length;
}

function measured(context: Context, answers: Answers, measure: Measure): Letter {
  const { catalogue } = context;
  const know = section(context, 'know', knowItems(context, answers));
  const competitors = section(context, 'competitors', rivalItems(context, answers, measure));
  const recent = answers.ratings.sites.reduce((sum, site) => sum + site.recent, 0);
  const canWait = section(context, 'canWait', waitItems(context, answers, measure));
  const body = recent < FEW_REVIEWS ? [competitors, know, canWait] : [know, canWait, competitors];
  const sections = [todoSection(context, answers, measure), ...body, readSection(context, answers)];
  return {
    language: catalogue.language,
    subject: subjectOf(context, answers),
    about: say(catalogue, 'letter.about', {
      firm: context.firm,
      range: dayRange(catalogue.language, answers.period),
    }),
    sections: sections.filter(one => one.items.length > 0),
    footer: footerOf(context),
  };
}

function subjectOf(context: Context, { todo, volume, coverage }: Answers): string {
  const { catalogue } = context;
  const count = todo.now.length;
  if (count === 0 && coverage.lastReadAt === null) return say(catalogue, 'letter.subject.unread');
  if (count === 0) {
    return volume.mentions === 0
      ? say(catalogue, 'letter.subject.calm')
      : say(catalogue, 'letter.subject.clear', { n: volume.mentions });
  }
  if (count === 1 && answerable(todo.now[0]!))
    return say(catalogue, 'letter.subject.one', { n: volume.reviews });
  const spelled =
    count < 10 ? capital(catalogue.language, say(catalogue, `spelled.${count}`)) : String(count);
  const key = todo.now.every(answerable) ? 'letter.subject.more' : 'letter.subject.see';
  return say(catalogue, key, { count: spelled, c: count, n: volume.reviews });
}

/** Something that waits for words of hers, not only for her eyes. */
function answerable(remark: MentionView): boolean {
  const intent = remark.intent?.label;
  return remark.kind === 'review' || intent === 'lead' || intent === 'question' || intent === 'complaint';
}

function section(
  context: Context,
  id: LetterSection['id'],
  items: readonly LetterItem[],
  bulleted = true,
): LetterSection {
  return { id, title: say(context.catalogue, `letter.${id}`, { minutes: 0 }), items, bulleted };
}

function plain(words: string, link: OpenLink | null = null): LetterItem {
  return { words, why: null, link };
}

function todoSection(context: Context, { todo }: Answers, measure: Measure): LetterSection {
  const { catalogue } = context;
  const items: LetterItem[] = todo.now.slice(0, measure.todo).map((remark, index) => ({
    words: `${headline(context, remark)} ${
      index === 0 ? quotedWords(context, remark, measure.quote) : quotedSentence(context, remark)
    }`,
    why: index < measure.whys ? whySentence(context, remark) : null,
    link: linkOf(context, remark),
  }));
  const over = todo.now.length - items.length;
  if (over > 0) items.push(plain(say(catalogue, 'letter.more', { n: over })));
  if (todo.confirm.length > 0) {
    items.push(plain(say(catalogue, 'letter.confirm', { n: todo.confirm.length })));
  }
  const title = say(catalogue, 'letter.todo', { minutes: Math.max(1, minutesOf(todo.now)) });
  return { ...section(context, 'todo', items, false), title };
}

function linkOf(context: Context, remark: MentionView): OpenLink | null {
  return openLink(context, remark.url, remark.site);
}

function knowItems(context: Context, answers: Answers): LetterItem[] {
  const rating = ratingFact(context, answers);
  const stories = [...answers.todo.canWait, ...answers.todo.done]
    .filter(remark => (remark.story?.sites.length ?? 0) > 1)
    .map(remark => {
      const n = remark.story?.sites.length ?? 0;
      const words = say(context.catalogue, 'home.story', { title: storyTitle(context, remark), n });
      return plain(words, linkOf(context, remark));
    });
  const topics = topicFacts(context, answers.topics.topics).map(words => plain(words));
  const first = [plain(volumeFact(context, answers)), ...(rating === null ? [] : [plain(rating)])];
  return [...first, ...stories, ...topics].slice(0, ITEMS_MAX);
}

function volumeFact(context: Context, answers: Answers): string {
  const { volume } = answers;
  if (volume.mentions === 0) return calmLine(context, answers);
  return say(context.catalogue, volume.reviews > 0 ? 'letter.volume' : 'letter.volumeSmall', {
    n: volume.mentions,
    before: volume.before.mentions || say(context.catalogue, 'letter.noneBefore'),
    k: volume.reviews,
    tones: toneWords(context, volume.tones),
  });
}

function ratingFact(context: Context, answers: Answers): string | null {
  const site = mainRating(answers.ratings.sites);
  if (!site || site.average === null) return null;
  const { catalogue } = context;
  const now = averageWords(context, site.average, site.best);
  const params = { site: site.site, now, n: site.count };
  if (site.averageBefore === null) return say(catalogue, 'letter.ratingsFirst', params);
  if (shownChange(site.average, site.averageBefore) === 0)
    return say(catalogue, 'letter.ratingsStable', params);
  const before = number(catalogue.language, site.averageBefore, 1);
  return say(catalogue, 'letter.ratings', { ...params, before });
}

function topicFacts(context: Context, topics: readonly TopicCount[]): string[] {
  return topics
    .filter(topic => topic.mentions >= TOPIC_TIMES_MIN && context.topics.has(topic.topic))
    .map(topic => topicWords(context, topic));
}

/** `Pose : 4 fois, en bien.` when all say so, else how many said what: `4 fois, 2 en bien, 1 en mal`. */
function topicWords(context: Context, { topic, mentions, positive, negative }: TopicCount): string {
  const { catalogue } = context;
  const params = { topic: context.topics.get(topic) ?? '', n: mentions };
  if (positive === mentions) return say(catalogue, 'letter.topicGood', params);
  if (negative === mentions) return say(catalogue, 'letter.topicBad', params);
  const sides = [
    positive > 0 ? `, ${say(catalogue, 'letter.liked', { n: positive })}` : '',
    negative > 0 ? `, ${say(catalogue, 'letter.disliked', { n: negative })}` : '',
  ];
  return say(catalogue, 'letter.topicPlain', { ...params, sides: sides.join('') });
}

function waitItems(context: Context, { todo }: Answers, measure: Measure): LetterItem[] {
  const { catalogue } = context;
  const items = todo.canWait.slice(0, measure.canWait).map(remark =>
    plain(
      say(catalogue, 'letter.item', {
        title: remarkTitle(context, remark),
        quote: quotedSentence(context, remark, 70),
      }),
      linkOf(context, remark),
    ),
  );
  const over = todo.canWait.length - items.length;
  if (over === 0) return items;
  const key = items.length > 0 ? 'letter.more' : 'letter.waiting';
  return [...items, plain(say(catalogue, key, { n: over }))];
}

function rivalItems(context: Context, answers: Answers, measure: Measure): LetterItem[] {
  const rivals = rivalsOf(context, answers);
  if (context.rivals.length === 0) return [];
  const shown = rivals.changes
    .slice(0, measure.rivals)
    .map(change => plain(change.words, openLink(context, change.url)));
  const hidden = rivals.changes.length - shown.length;
  const more = hidden > 0 ? [say(context.catalogue, 'rivals.more', { n: hidden })] : [];
  const rest = [...more, ...rivals.rest].map(words => plain(words));
  return [...shown, ...rest].slice(0, measure.rivals + 2);
}

function readSection(context: Context, answers: Answers): LetterSection {
  const { catalogue } = context;
  const reading = readingOf(context, answers);
  const sites = sitesWords(context, answers.coverage);
  const { lastReadAt } = answers.coverage;
  const today = lastReadAt !== null && localDay(lastReadAt, context.timezone) === context.today;
  const when = today
    ? say(catalogue, 'letter.today', { time: timeOfDay(catalogue.language, lastReadAt, context.timezone) })
    : reading.read;
  const first =
    lastReadAt === null ? say(catalogue, 'state.unread') : say(catalogue, 'letter.sites', { sites, when });
  const words = [first, ...reading.troubles.slice(0, ITEMS_MAX).map(trouble => trouble.words)].join(' ');
  return section(context, 'read', [plain(words)], false);
}

function footerOf(context: Context): string {
  const { catalogue } = context;
  const day = longDay(catalogue.language, nextLetterDay(context));
  const hour = clockTime(catalogue.language, context.letter.at);
  const date = say(catalogue, 'letter.dateAt', { day, hour });
  return `${say(catalogue, 'letter.next', { date })} ${say(catalogue, 'letter.madeHereShort')}`;
}
