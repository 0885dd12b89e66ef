import { say } from '../../src/domain/catalogue.ts';
import { localDay } from '../../src/domain/time.ts';
import { shortDay } from '../../src/domain/words.ts';
import type { Context } from './context.ts';
import { CRISIS, type Matter, matterWords, memberWords } from './matter.ts';
import { placeName, shortPlace } from './remark.ts';
import type { ReplyView } from './reply.ts';

/** Members named one by one. */
const MEMBERS_MAX = 12;

/** The matter as a row: since when, and where. */
export function matterRow(context: Context, matter: Matter) {
  const { catalogue, timezone } = context;
  const kind = say(catalogue, 'todo.matter');
  const sites = new Set(matter.members.map(remark => placeName(context, remark)));
  const place = sites.size === 1 ? placeName(context, matter.members[0]) : '';
  return {
    id: matter.id,
    group: 'now' as const,
    glyph: CRISIS,
    day: shortDay(catalogue.language, localDay(matter.incident.facts.since, timezone)),
    kind,
    place,
    placeShort: shortPlace(place),
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
    titleShort: `${CRISIS} ${subject.split(', ')[0]}`,
    text: [head, ...rest].join(' '),
    whyTitle: say(catalogue, 'todo.whatToDo'),
    why,
    whyPlain: why.join(' '),
    whyShort: why.join(' '),
    steps,
    sure: '',
    copies: matter.members.slice(0, MEMBERS_MAX).map(remark => `· ${memberWords(context, remark)}`),
    topics: null,
    link: matter.members[0].url,
  };
}

/**
 * The one list of what to do about a matter that is looked into first: the checklist of its trade stands for the
 * matter's own first step ("check the facts"), the other steps follow it.
 */
export function matterReply(
  { catalogue }: Context,
  { steps }: { steps: readonly string[] },
  list: ReplyView,
): ReplyView {
  const title = say(catalogue, 'todo.whatToDo');
  const heading = say(catalogue, 'draft.heading', { title });
  return { ...list, title, titleLong: title, heading, steps: [...list.steps, ...steps.slice(1)] };
}
