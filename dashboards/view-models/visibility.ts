import type { Coverage } from '../../queries/coverage.ts';
import type { Mentions, MentionView } from '../../queries/mentions.ts';
import type { ShareOfVoice } from '../../queries/share-of-voice.ts';
import type { Sources } from '../../queries/sources.ts';
import type { Weekly } from '../../queries/weekly.ts';
import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { House } from '../../src/domain/house.ts';
import type { Period } from '../../src/domain/time.ts';
import { addDays } from '../../src/domain/time.ts';
import { number, shortDay, shortened } from '../../src/domain/words.ts';
import { rivalNames } from './competitors.ts';
import type { Context } from './context.ts';
import { shownWeek } from './context.ts';
import { RECURRING_DAYS } from './recurs.ts';
import { placeName, quotedSentence } from './remark.ts';

/** What screen 6 is drawn from. */
export type VisibilityAnswers = {
  readonly period: Period;
  readonly share: ShareOfVoice;
  readonly weekly: Weekly;
  /** How much of the week was read. */
  readonly coverage: Coverage;
  readonly sources: Sources;
  /** Articles about the firm in 13 weeks, newest first, one per story. */
  readonly press: readonly MentionView[];
};

const PRESS_MAX = 200;

export async function askVisibility(house: House, context: Context): Promise<VisibilityAnswers> {
  const period = shownWeek(context);
  const subjects = context.rivals.map(rival => rival.subject);
  const from = addDays(period.to, 1 - RECURRING_DAYS);
  const [share, weekly, coverage, sources, mentions] = await Promise.all([
    house.ask<ShareOfVoice>('share-of-voice', { ...period, subjects }),
    house.ask<Weekly>('weekly', { ...period, subjects }),
    house.ask<Coverage>('coverage', { ...period, subject: FIRM }),
    house.ask<Sources>('sources', period),
    house.ask<Mentions>('mentions', {
      subject: FIRM,
      kind: 'mention',
      from,
      to: context.today,
      limit: PRESS_MAX,
    }),
  ]);
  const press = mentions.mentions.filter(({ form }) => form === 'article');
  return { period, share, weekly, coverage, sources, press };
}

export type WeeksRow = {
  readonly name: string;
  /** From ▁ to █, one sign a week, oldest first; one scale for all rows. */
  readonly bars: string;
  /** `de 0 à 9` */
  readonly range: string;
  readonly week: string;
  readonly before: string;
  readonly total: string;
  /** The same for a screen reader. */
  readonly spoken: string;
};

const BARS = '▁▂▃▄▅▆▇█';

/** The firm, then its competitors, most talked about over the weeks first. */
export function weeksRows(context: Context, { weekly }: VisibilityAnswers): readonly WeeksRow[] {
  const { catalogue } = context;
  const { language } = catalogue;
  const names = rivalNames(context);
  const most = Math.max(1, ...weekly.subjects.flatMap(({ counts }) => counts));
  const sum = (counts: readonly number[]) => counts.reduce((total, n) => total + n, 0);
  return weekly.subjects
    .toSorted(
      (one, other) =>
        Number(other.subject === FIRM) - Number(one.subject === FIRM) || sum(other.counts) - sum(one.counts),
    )
    .map(({ subject, counts }) => {
      const name = subject === FIRM ? say(catalogue, 'compare.you') : (names.get(subject) ?? subject);
      return {
        name,
        bars: counts.map(n => BARS[Math.round((n / most) * (BARS.length - 1))]).join(''),
        range: say(catalogue, 'visibility.range', { min: Math.min(...counts), max: Math.max(...counts) }),
        week: number(language, counts.at(-1) ?? 0),
        before: number(language, counts.at(-2) ?? 0),
        total: number(language, sum(counts)),
        spoken: say(catalogue, 'visibility.spoken', { name, values: counts.join(', ') }),
      };
    });
}

export type SiteCounts = { readonly site: string; readonly own: string; readonly rivals: string };

export function siteCounts(context: Context, { weekly }: VisibilityAnswers): readonly SiteCounts[] {
  const { catalogue } = context;
  const count = (n: number) => (n === 0 ? say(catalogue, 'home.none') : number(catalogue.language, n));
  return weekly.sites.map(({ site, own, rivals }) => ({
    site: shortened(site, 40),
    own: count(own),
    rivals: count(rivals),
  }));
}

export type PressRow = { readonly day: string; readonly paper: string; readonly words: string };

/** An article a line: its day, its paper, its title, and how many papers carried it. */
export function pressRows(context: Context, { press }: VisibilityAnswers): readonly PressRow[] {
  const { catalogue } = context;
  return press.map(article => {
    const quote = quotedSentence(context, article);
    const papers = article.story?.sites.length ?? 1;
    return {
      day: shortDay(catalogue.language, article.day),
      paper: placeName(context, article),
      words: papers > 1 ? say(catalogue, 'visibility.carried', { quote, n: papers }) : quote,
    };
  });
}
