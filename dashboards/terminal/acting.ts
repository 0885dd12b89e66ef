import type { Tone } from '../../src/domain/annotation.ts';
import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { House, Verb } from '../../src/domain/house.ts';
import type { LocalDay } from '../../src/domain/time.ts';
import { addDays, startOfDay } from '../../src/domain/time.ts';
import { longDay } from '../../src/domain/words.ts';
import type { Context } from '../view-models/context.ts';
import { nextLetterDay } from '../view-models/context.ts';
import type { Actions } from './actions.ts';
import type { View } from './view.ts';

/** Undo goes back this far; older actions stay undoable from the remark itself. */
const UNDO_MAX = 100;

/** "Later" is the next letter's day: that is when she sits down to it anyway. */
export function laterDay(context: Context): LocalDay {
  const day = nextLetterDay(context);
  return day === context.today ? addDays(day, 7) : day;
}

/** What an action is about: a remark, or all remarks of a crisis and its incident. */
export type About = {
  /** Of the remark or the incident. */
  readonly id: string;
  readonly mentionIds: readonly string[];
  readonly incidentId: string | null;
};

export function aboutRemark(mentionId: string): About {
  return { id: mentionId, mentionIds: [mentionId], incidentId: null };
}

/** What the owner does in this window, one thing after the other. Each resolves to the words for the footer. */
export type Acting = {
  /** `tone`: the one that she says, for that verb. */
  act(view: View, verb: Verb, about: About, tone?: Tone): Promise<string>;
  /** Keeps her wording of a reply; `before` is her earlier one, '' for vigie's own proposal. */
  keep(view: View, mentionId: string, text: string, before: string): Promise<string>;
  pause(view: View, names: readonly string[], paused: boolean): Promise<string>;
  undo(view: View): Promise<string>;
  /** What was said of a remark last, if nothing was undone since. */
  lastVerb(): Verb | null;
};

/** An action as it was pressed: a key that bounces, or is held, means it once. */
type Pressed = {
  readonly view: View;
  readonly verb: Verb;
  readonly tone: Tone | undefined;
  readonly id: string;
  readonly said: Promise<string>;
};

/** What was done, and how it is taken back. */
type Done = { readonly words: string; readonly undo: () => Promise<string> };

export function actingOn(house: House, actions: Actions): Acting {
  let done: readonly Done[] = [];
  let last: Pressed | null = null;
  let tail: Promise<unknown> = Promise.resolve();
  // In the order pressed: an undo right behind an action must find it noted.
  const inTurn = (work: () => Promise<string>): Promise<string> => {
    const said = tail.then(work);
    tail = said.catch(() => undefined);
    return said;
  };
  const undoably = (work: () => Promise<Done>): Promise<string> =>
    inTurn(async () => {
      const one = await work();
      done = [...done.slice(1 - UNDO_MAX), one];
      return one.words;
    });
  return {
    act(view, verb, about, tone) {
      const { id } = about;
      const again = last?.view === view && last.verb === verb && last.tone === tone && last.id === id;
      if (last && again) return last.said;
      const said = undoably(() => noteAct(house, view.context, { verb, tone }, about));
      const pressed = { view, verb, tone, id, said };
      last = pressed;
      // What was not noted may be tried again.
      said.catch(() => {
        if (last === pressed) last = null;
      });
      return said;
    },
    keep: ({ context }, mentionId, text, before) =>
      undoably(async () => {
        await house.keepReply(mentionId, text);
        const words = say(context.catalogue, text === '' ? 'draft.given' : 'draft.kept');
        return { words, undo: () => restored(house, context, mentionId, before) };
      }),
    pause: ({ context }, names, paused) =>
      undoably(async () => {
        const set = async (to: boolean) => {
          for (const name of names) await actions.pauseSource(name, to);
          return say(context.catalogue, to ? 'site.paused' : 'site.resumed', { site: names[0] ?? '' });
        };
        return { words: await set(paused), undo: () => set(!paused) };
      }),
    lastVerb: () => last?.verb ?? null,
    undo({ context }) {
      last = null;
      return inTurn(async () => {
        const one = done.at(-1);
        if (one === undefined) return say(context.catalogue, 'act.nothingToUndo');
        const words = await one.undo();
        done = done.slice(0, -1);
        return words;
      });
    },
  };
}

async function restored(house: House, context: Context, mentionId: string, text: string): Promise<string> {
  await house.keepReply(mentionId, text);
  return say(context.catalogue, 'draft.back');
}

/**
 * Notes what the owner said, of a crisis for all that it holds. The words name the day that was chosen, not the
 * instant it is noted as.
 */
async function noteAct(
  house: House,
  context: Context,
  { verb, tone }: Pick<Pressed, 'verb' | 'tone'>,
  { mentionIds, incidentId }: About,
): Promise<Done> {
  const { catalogue, timezone } = context;
  const day = laterDay(context);
  const until = startOfDay(day, timezone);
  const put = verb === 'later' ? { until } : {};
  // What a remark is says nothing of what becomes of the matter.
  const settles = verb !== 'is-us' && verb !== 'tone';
  const noted: string[] = [];
  for (const mentionId of mentionIds)
    noted.push(await house.act({ mentionId, verb, subject: tone ?? FIRM, ...put }));
  if (incidentId !== null && verb === 'later') await house.settle(incidentId, 'snoozed', until);
  else if (incidentId !== null && settles) await house.settle(incidentId, 'acknowledged');
  const key = incidentId === null ? 'act.noted' : 'act.notedAll';
  const toneWord = tone === undefined ? '' : say(catalogue, `accuracy.answers.${tone}`);
  const params = { date: longDay(catalogue.language, day), n: mentionIds.length, tone: toneWord };
  const undo = async () => {
    for (const actionId of noted.toReversed()) await house.undo(actionId);
    // Put off until nothing: neither in hand nor for later any more.
    if (incidentId !== null && settles) await house.settle(incidentId, 'snoozed');
    return say(catalogue, 'act.undone');
  };
  return { words: say(catalogue, `${key}.${verb}`, params), undo };
}
