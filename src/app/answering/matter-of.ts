import { firstOf, type Matter, thingsToDo } from '../../../dashboards/view-models/matter.ts';
import type { Incidents } from '../../../queries/incidents.ts';
import type { Todo } from '../../../queries/todo.ts';
import { localDay } from '../../domain/time.ts';
import { answerOf } from '../host/answer-of.ts';
import type { LocalHouse } from '../host/local-house.ts';

/** The crisis that a letter names by this remark, its most pressing; null: the remark is meant alone. */
export async function matterOf(local: LocalHouse, mentionId: string): Promise<Matter | null> {
  const now = local.clock.now();
  const today = localDay(now, local.settings.timezone);
  const [todo, incidents] = await Promise.all([
    answerOf(local, 'todo', { from: today, to: today }) as Promise<Todo>,
    answerOf(local, 'incidents', {}) as Promise<Incidents>,
  ]);
  const thing = thingsToDo({ now }, { todo, incidents }).find(
    one => one.kind === 'matter' && firstOf(one).id === mentionId,
  );
  return thing?.kind === 'matter' ? thing.matter : null;
}
