import type { Changes } from '../../../queries/changes.ts';
import type { Leads } from '../../../queries/leads.ts';
import type { Mentions, MentionView } from '../../../queries/mentions.ts';
import type { SourceHealth, Sources } from '../../../queries/sources.ts';
import type { Todo } from '../../../queries/todo.ts';
import type { Because } from '../../domain/annotation.ts';
import { FIRM } from '../../domain/brand.ts';
import type { House } from '../../domain/house.ts';
import { type Instant, type LocalDay, lastWeek, periodBefore } from '../../domain/time.ts';

/** What the demonstration has to find, each as the questions tell it. Empty lists where they tell nothing. */
export type Findings = {
  /** Unfavourable reviews of the last two weeks, newest first. */
  readonly complaints: readonly Finding[];
  /** Topics that more than one of them is about. */
  readonly sameSubject: readonly string[];
  readonly enquiries: readonly Finding[];
  readonly promotions: readonly Changed[];
  readonly jobs: readonly Changed[];
  /** What several papers carried. */
  /** `papers`: how many carry it; `copies`: those beyond the first. */
  readonly stories: readonly (Finding & {
    readonly papers: number;
    readonly copies: number;
    readonly sites: readonly string[];
  })[];
  /** Set aside: another firm of the same name, and why. */
  readonly sameName: readonly (Finding & { readonly because: Because })[];
  readonly silentSites: readonly Silent[];
  readonly refusingSites: readonly Silent[];
};

type Finding = {
  readonly id: string;
  readonly site: string;
  readonly day: LocalDay;
  readonly title: string;
  readonly text: string;
  readonly rating: number | null;
};
type Changed = Pick<Changes['changes'][number], 'subject' | 'site' | 'before' | 'after' | 'seenAt'>;
type Silent = {
  readonly name: string;
  readonly since: Instant | null;
  readonly lastOkAt: Instant | null;
  readonly code: string;
};

/** More remarks than this in two weeks are no demonstration. */
const REMARKS_MAX = 200;

/** Asks the house for everything that the demonstration promises, for the week before `today`. */
export async function findingsOf(house: House, today: LocalDay): Promise<Findings> {
  const period = lastWeek(today);
  const fortnight = { from: periodBefore(period).from, to: period.to };
  const page = { subject: FIRM, limit: REMARKS_MAX, offset: 0 };
  const [negative, week, todo, leads, changes, sources] = await Promise.all([
    house.ask<Mentions>('mentions', {
      ...page,
      ...fortnight,
      verdict: 'kept',
      tone: 'negative',
      kind: 'review',
    }),
    house.ask<Mentions>('mentions', { ...page, ...period, verdict: 'kept' }),
    house.ask<Todo>('todo', period),
    house.ask<Leads>('leads', period),
    house.ask<Changes>('changes', period),
    house.ask<Sources>('sources', period),
  ]);
  const complaints = negative.mentions;
  const stories = week.mentions.flatMap(remark =>
    remark.story && remark.story.sites.length > 1
      ? [
          {
            ...findingOf(remark),
            papers: remark.story.sites.length,
            copies: remark.story.copies,
            sites: remark.story.sites,
          },
        ]
      : [],
  );
  return {
    complaints: complaints.map(findingOf),
    sameSubject: repeatedTopics(complaints),
    enquiries: leads.leads.map(findingOf),
    promotions: changes.changes.filter(change => change.kind === 'promotion').map(changedOf),
    jobs: changes.changes.filter(change => change.kind === 'job').map(changedOf),
    stories,
    sameName: todo.aside.map(remark => ({ ...findingOf(remark), because: remark.relevance.because })),
    silentSites: silent(sources.sources, 'failing'),
    refusingSites: silent(sources.sources, 'refused'),
  };
}

function findingOf(remark: MentionView): Finding {
  const { id, site, day, title, text } = remark;
  return { id, site, day, title, text, rating: remark.rating?.value ?? null };
}

function changedOf({ subject, site, before, after, seenAt }: Changes['changes'][number]): Changed {
  return { subject, site, before, after, seenAt };
}

function repeatedTopics(complaints: readonly MentionView[]): string[] {
  const topics = complaints.flatMap(remark => remark.topics.map(({ topic }) => topic));
  return [...new Set(topics.filter((topic, index) => topics.indexOf(topic) !== index))];
}

/** One line per site, however many of its pages are watched. */
function silent(sources: readonly SourceHealth[], health: string): Silent[] {
  const bySite = new Map<string, Silent>();
  for (const { name, failingSince, lastOkAt, error, ...source } of sources) {
    if (source.health !== health || bySite.has(name)) continue;
    bySite.set(name, { name, since: failingSince, lastOkAt, code: error?.code ?? '' });
  }
  return [...bySite.values()];
}
