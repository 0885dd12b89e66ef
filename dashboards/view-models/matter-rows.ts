import { say } from '../../src/domain/catalogue.ts';
import { localDay } from '../../src/domain/time.ts';
import { shortDay } from '../../src/domain/words.ts';
import type { Context } from './context.ts';
import { CRISIS, type Matter, matterWords, memberWords } from './matter.ts';
import { placeName, shortPlace } from './remark.ts';

/** Members named one by one. */
const MEMBERS_MAX = 12;

/** The matter as a row: since when, and its subject. */
export function matterRow(context: Context, matter: Matter) {
  const { catalogue, timezone } = context;
  const kind = say(catalogue, 'todo.matter');
  const sites = new Set(matter.members.map(remark => placeName(context, remark)));
  const place = sites.size === 1 ? placeName(context, matter.members[0]) : '';
  const { subject, steps } = matterWords(context, matter);
  return {
    id: matter.id,
    group: 'now' as const,
    glyph: CRISIS,
    day: shortDay(catalogue.language, localDay(matter.incident.facts.since, timezone)),
    kind,
    place,
    placeShort: shortPlace(place),
    words: `${subject}. ${steps[0] ?? ''}`,
  };
}

/** All of a matter: what is known, what to do in order, the remarks that it holds. */
export function matterDetail(context: Context, matter: Matter) {
  const { catalogue } = context;
  const { subject, head, rest, steps } = matterWords(context, matter);
  const why = steps.map((step, index) => `${index + 1}. ${step}`);
  return {
    id: matter.id,
    title: `${CRISIS} ${subject}`,
    text: [head, ...rest].join(' '),
    whyTitle: say(catalogue, 'todo.whatToDo'),
    why,
    whyPlain: why.join(' '),
    whyShort: why.join(' '),
    sure: '',
    copies: matter.members.slice(0, MEMBERS_MAX).map(remark => `· ${memberWords(context, remark)}`),
    topics: null,
    link: matter.members[0].url,
  };
}
