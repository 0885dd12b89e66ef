import type { Incidents } from '../../queries/incidents.ts';
import type { MentionView } from '../../queries/mentions.ts';
import type { Todo } from '../../queries/todo.ts';
import type { IncidentView } from '../../src/domain/alert.ts';
import { isCrisisOfHers, mattersAmong } from '../../src/domain/matter.ts';
import { onOneLine, shortDay } from '../../src/domain/words.ts';
import { alertTitle } from './alert.ts';
import { draftOf } from './alert-draft.ts';
import type { Context } from './context.ts';
import { formWord, placeName, quotedSentence, ratingSign } from './remark.ts';

/** A crisis: an open incident that several things to do belong to. It is one thing to do, and its members none. */
export type Matter = {
  /** Of the incident, for `House.settle`. */
  readonly id: string;
  readonly incident: IncidentView;
  /** Most pressing first; two at least. */
  readonly members: readonly [MentionView, ...MentionView[]];
  /** Health, safety, injury, law: facts first, nothing is drafted for it. */
  readonly isDelicate: boolean;
};

export type Thing =
  | { readonly kind: 'matter'; readonly matter: Matter }
  | { readonly kind: 'remark'; readonly remark: MentionView };

/** A matter in final words: what and since when, then against what is usual, then what to do in order. */
export type MatterWords = {
  /** At most 60 characters. */
  readonly subject: string;
  readonly head: string;
  readonly rest: readonly string[];
  readonly steps: readonly string[];
};

/** The sign that is kept for a crisis. */
export const CRISIS = '‼';
const QUOTE_MAX = 70;

type Known = { readonly todo: Pick<Todo, 'now'>; readonly incidents: Incidents };

/** What there is to do, most pressing first: matters, then what belongs to none. */
export function thingsToDo({ now }: Pick<Context, 'now'>, { todo, incidents }: Known): readonly Thing[] {
  const left = new Map(todo.now.map(remark => [remark.id, remark]));
  const crises = incidents.incidents.filter(incident => isCrisis(incident, now));
  const groups = mattersAmong([...left.keys()], crises);
  const matters = groups.flatMap(({ incident, ids }): Thing[] => {
    const [first, ...others] = ids.flatMap(id => left.get(id) ?? []);
    for (const id of ids) left.delete(id);
    if (first === undefined) return [];
    const isDelicate = 'word' in incident.facts.details;
    return [
      { kind: 'matter', matter: { id: incident.id, incident, members: [first, ...others], isDelicate } },
    ];
  });
  return [...matters, ...[...left.values()].map((remark): Thing => ({ kind: 'remark', remark }))];
}

/** Hers to see to, not yet said to be in hand or for later. */
function isCrisis({ facts, closedAt, acknowledgedAt, snoozedUntil }: IncidentView, now: string): boolean {
  const isPutOff = snoozedUntil !== null && snoozedUntil > now;
  return isCrisisOfHers(facts) && !closedAt && !acknowledgedAt && !isPutOff;
}

/** The remark that stands for a thing: itself, or the most pressing of a matter. */
export function firstOf(thing: Thing): MentionView {
  return thing.kind === 'matter' ? thing.matter.members[0] : thing.remark;
}

/** @param quote most characters of the customers' own words; 0: none */
export function matterWords(context: Context, { incident, members }: Matter, quote = 0): MatterWords {
  const trade = context.trade ?? '';
  const told = { incident, mentions: members };
  const draft = draftOf({ context, facts: incident.facts, mentions: members, quote, trade });
  const [head = '', ...rest] = draft.lead.map(onOneLine);
  return { subject: alertTitle(context, told, { trade }), head, rest, steps: draft.steps };
}

/** `12/07 ★ Google « Pain du samedi avec du plastique dedans… »` */
export function memberWords(context: Context, remark: MentionView): string {
  const kind = remark.rating ? ratingSign(context, remark.rating) : formWord(context, remark);
  const day = shortDay(context.catalogue.language, remark.day);
  return [day, kind, placeName(context, remark), quotedSentence(context, remark, QUOTE_MAX)].join(' ');
}

/** Minutes that one thing to do takes: an answer to a review 2, to someone who asks 3; a crisis has to be looked into. */
const MINUTES = { review: 2, asked: 3, matter: 10 } as const;

export function minutesOf(things: readonly Thing[]): number {
  return things.reduce((sum, thing) => sum + MINUTES[timeKind(thing)], 0);
}

function timeKind(thing: Thing): keyof typeof MINUTES {
  if (thing.kind === 'matter') return 'matter';
  return thing.remark.kind === 'review' ? 'review' : 'asked';
}
