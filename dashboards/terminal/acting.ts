import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { House, Verb } from '../../src/domain/house.ts';
import type { LocalDay } from '../../src/domain/time.ts';
import { addDays, startOfDay } from '../../src/domain/time.ts';
import { longDay } from '../../src/domain/words.ts';
import type { Context } from '../view-models/context.ts';
import { nextLetterDay } from '../view-models/context.ts';
import type { TodoEntry } from '../view-models/todo.ts';
import type { View } from './view.ts';

/** Undo goes back this far; older actions stay undoable from the remark itself. */
const UNDO_MAX = 100;

/** "Later" is the next letter's day: that is when she sits down to it anyway. */
export function laterDay(context: Context): LocalDay {
  const day = nextLetterDay(context);
  return day === context.today ? addDays(day, 7) : day;
}

/** What the owner does in this window, one thing after the other. Each resolves to the words for the footer. */
export type Acting = {
  act(view: View, verb: Verb, entry: TodoEntry): Promise<string>;
  undo(view: View): Promise<string>;
};

/** An action as it was pressed: a key that bounces, or is held, means it once. */
type Pressed = {
  readonly view: View;
  readonly verb: Verb;
  readonly remarkId: string;
  readonly said: Promise<string>;
};

export function actingOn(house: House): Acting {
  let done: readonly string[] = [];
  let last: Pressed | null = null;
  let tail: Promise<unknown> = Promise.resolve();
  // In the order pressed: an undo right behind an action must find it noted.
  const inTurn = (work: () => Promise<string>): Promise<string> => {
    const said = tail.then(work);
    tail = said.catch(() => undefined);
    return said;
  };
  return {
    act(view, verb, { remark }) {
      const again = last?.view === view && last.verb === verb && last.remarkId === remark.id;
      if (last && again) return last.said;
      const said = inTurn(async () => {
        const { words, actionId } = await noteAct(house, view.context, verb, remark.id);
        done = [...done.slice(1 - UNDO_MAX), actionId];
        return words;
      });
      const pressed = { view, verb, remarkId: remark.id, said };
      last = pressed;
      // What was not noted may be tried again.
      said.catch(() => {
        if (last === pressed) last = null;
      });
      return said;
    },
    undo({ context }) {
      last = null;
      return inTurn(async () => {
        const actionId = done.at(-1);
        if (actionId === undefined) return say(context.catalogue, 'act.nothingToUndo');
        await house.undo(actionId);
        done = done.slice(0, -1);
        return say(context.catalogue, 'act.undone');
      });
    },
  };
}

/** Notes what the owner said. The words name the day that was chosen, not the instant it is noted as. */
async function noteAct(
  house: House,
  context: Context,
  verb: Verb,
  mentionId: string,
): Promise<{ readonly words: string; readonly actionId: string }> {
  const { catalogue, timezone } = context;
  const day = laterDay(context);
  const act = { mentionId, verb, subject: FIRM };
  const until = verb === 'later' ? { until: startOfDay(day, timezone) } : {};
  const actionId = await house.act({ ...act, ...until });
  const words = say(catalogue, `act.noted.${verb}`, { date: longDay(catalogue.language, day) });
  return { words, actionId };
}
