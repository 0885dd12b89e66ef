import { FIRM } from '../../src/domain/brand.ts';
import { say } from '../../src/domain/catalogue.ts';
import type { Act, House, Verb } from '../../src/domain/house.ts';
import type { Instant } from '../../src/domain/time.ts';
import { addDays, localDay } from '../../src/domain/time.ts';
import { longDay } from '../../src/domain/words.ts';
import type { Context } from '../view-models/context.ts';
import { nextLetterDay } from '../view-models/context.ts';
import type { TodoEntry } from '../view-models/todo.ts';

/** Undo goes back this far; older actions stay undoable from the remark itself. */
const UNDO_MAX = 100;

/** What was done in this window, newest last. */
export type Done = { readonly actionId: string; readonly remarkId: string };

/** "Later" is the next letter's day: that is when she sits down to it anyway. */
export function laterUntil(context: Context): Instant {
  const day = nextLetterDay(context);
  const later = day === context.today ? addDays(day, 7) : day;
  // Midnight UTC lies in that day's small hours or the evening before: always ahead of the letter.
  return `${later}T00:00:00.000Z`;
}

export function actOf(context: Context, verb: Verb, entry: TodoEntry): Act {
  const act = { mentionId: entry.remark.id, verb, subject: FIRM };
  return verb === 'later' ? { ...act, until: laterUntil(context) } : act;
}

/** Notes what the owner said; resolves to the words for the footer and the undo to remember. */
export async function noteAct(
  house: House,
  context: Context,
  verb: Verb,
  entry: TodoEntry,
): Promise<{ readonly said: string; readonly done: Done }> {
  const act = actOf(context, verb, entry);
  const actionId = await house.act(act);
  const { catalogue, timezone } = context;
  const date = act.until ? longDay(catalogue.language, localDay(act.until, timezone)) : '';
  const said = say(catalogue, `act.noted.${verb}`, { date });
  return { said, done: { actionId, remarkId: entry.remark.id } };
}

export function remembered(all: readonly Done[], done: Done): readonly Done[] {
  return [...all.slice(1 - UNDO_MAX), done];
}
