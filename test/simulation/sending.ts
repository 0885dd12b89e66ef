import type { OpenChannel } from '../../src/app/delivering/try-channel.ts';
import { VigieError } from '../../src/domain/errors.ts';
import type { Outbox } from '../../src/platform/store/outbox.ts';
import type { Fate } from './fate.ts';
import { type Life, sleep, step } from './life.ts';
import { count, type World } from './world.ts';

/** Every method of the outbox is a step at which the program may die, before or after it is stored. */
export function stepping(world: World, life: Life, outbox: Outbox): Outbox {
  const stepped =
    <A extends readonly unknown[], R>(method: (...args: A) => Promise<R>) =>
    (...args: A) =>
      step(world, life, () => method(...args));
  return {
    pending: stepped(outbox.pending),
    letters: stepped(outbox.letters),
    promiseLetters: stepped(outbox.promiseLetters),
    postpone: stepped(outbox.postpone),
    merge: stepped(outbox.merge),
    begin: stepped(outbox.begin),
    end: stepped(async (promised, channel, ending) => {
      await outbox.end(promised, channel, ending);
      const taken = world.taken.findLast(
        one => one.channel === channel && one.key === keyOf(world, promised.id),
      );
      if (ending.status === 'sent' && taken) taken.noted = true;
    }),
    finish: stepped(outbox.finish),
    alertsBetween: stepped(outbox.alertsBetween),
    lastTries: stepped(outbox.lastTries),
    note: stepped(outbox.note),
  };
}

function keyOf({ rows }: World, id: string): string {
  return rows.rows.find(row => row.promised.id === id)?.promised.key ?? '';
}

export function openChannel(
  world: World,
  life: Life,
  { name, faults }: Fate['channels'][number],
): OpenChannel {
  const never = () => new Promise<never>(() => undefined);
  return {
    id: name,
    name,
    async send(message, key) {
      await sleep(world, life, (1 + world.random() * 4) * 1000);
      const kind = faults.find(one => one.from <= world.time.now() && world.time.now() < one.to)?.kind;
      if (kind === 'failing') throw new VigieError('DeliveryFailed', { status: 451 });
      if (kind === 'refusing') throw new VigieError('DeliveryRefused', { status: 535 });
      if (kind === 'mute') return never();
      const row = world.rows.rows.find(one => one.promised.id === message.text)!.promised;
      const { incidentIds, dueAt: due } = row;
      world.taken.push({
        at: world.time.now(),
        channel: name,
        key,
        kind: row.kind,
        incidentIds,
        dueAt: due,
        noted: false,
      });
      count(world, 'messages taken');
      if (kind === 'deaf') return never();
      return step(world, life, () => ({ id: null, said: 'taken' }));
    },
  };
}
