import { VigieError } from '../../domain/errors.ts';
import type { House, HouseNews, ReadingReport, RetagReport, SourceReport } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { chosenSources } from '../collecting/prepared.ts';
import { HostLeft } from './client.ts';

/** Commands started together become host one after another; more than so many in one call is no such herd. */
const MOVES_MAX = 20;

/** A house, and when its host leaves; null: we are the host. */
export type Entered = { readonly house: House; readonly left: Promise<void> | null };

/**
 * A house that outlives its hosts: when one leaves, `enter` finds the next or makes us the host, and what it did
 * not do is asked there. Listeners hear of what changed in between.
 */
export function lastingHouse(first: Entered, enter: () => Promise<Entered>, settings: Settings): House {
  const place = placeOf(first, enter);
  const call = callerAt(place);
  return {
    ask: <A>(question: string, params: Readonly<Record<string, unknown>>) =>
      call(house => house.ask<A>(question, params)),
    // A host that was killed may have noted it: noted twice, one undo would not take it back.
    act: act =>
      call(
        house => house.act(act),
        left => left.told,
      ),
    undo: actionId => call(house => house.undo(actionId)),
    read: (only, onProgress, signal) => {
      const read: SourceReport[] = [];
      let rest: readonly string[] | null = only;
      return call(
        async house => {
          if (signal?.aborted && read.length > 0) return { sources: read };
          // All was read, but a host that leaves does not tag any more.
          if (rest === null) return house.retag(false, undefined, signal).then(() => ({ sources: read }));
          const tell: typeof onProgress = ({ read: n, total, last }) =>
            onProgress?.({ read: read.length + n, total: read.length + total, last });
          const report = await house.read(rest, tell, signal);
          return { ...report, sources: [...read, ...report.sources] };
        },
        left => {
          read.push(...((left.part as ReadingReport | null)?.sources ?? []));
          if (read.length > 0) rest = unread(settings, only, read);
          return true;
        },
      );
    },
    // What was due and is not done is still due at the next host: a pass is simply begun again there.
    pass: (onProgress, signal) => call(house => house.pass(onProgress, signal)),
    reply: mentionId => call(house => house.reply(mentionId)),
    keepReply: (mentionId, text) => call(house => house.keepReply(mentionId, text)),
    settle: (incidentId, as, until) => call(house => house.settle(incidentId, as, until)),
    // The same key says that it is the same message.
    send: (message, key, channels) => call(house => house.send(message, key, channels)),
    retag: (all, onProgress, signal) => {
      const before = { items: 0, failed: [] as string[] };
      return call(
        async house => {
          const { items, failed } = await house.retag(all, onProgress, signal);
          return { items: before.items + items, failed: [...before.failed, ...failed] };
        },
        left => {
          const part = left.part as RetagReport | null;
          // Everything anew begins at the beginning again; otherwise what was done is no longer outdated.
          if (part && !all) {
            before.items += part.items;
            before.failed.push(...part.failed);
          }
          return true;
        },
      );
    },
    onChange: place.onChange,
    close: place.close,
  };
}

/** Does a piece of work at the house where we are, and again at the next one when its host leaves. */
function callerAt(place: ReturnType<typeof placeOf>) {
  return async <T>(
    work: (house: House) => Promise<T>,
    mayRepeat: (left: HostLeft) => boolean = () => true,
  ): Promise<T> => {
    for (let moves = 0; ; moves += 1) {
      const here = place.here();
      try {
        return await work(here.house);
      } catch (error) {
        if (!(error instanceof HostLeft)) throw error;
        if (moves === MOVES_MAX || !mayRepeat(error))
          throw new VigieError('StoreBusy', { detail: 'host left' }, error);
        await place.leave(here);
      }
    }
  };
}

/** Ids of the sources asked for that no report tells of yet; null: none. Two of one name are told apart by count. */
function unread(
  settings: Settings,
  only: readonly string[],
  read: readonly SourceReport[],
): readonly string[] | null {
  const told = read.map(({ collector, name }) => JSON.stringify([collector, name]));
  const rest = chosenSources(settings, only).filter(({ collector, name }) => {
    const at = told.indexOf(JSON.stringify([collector, name]));
    if (at >= 0) told.splice(at, 1);
    return at < 0;
  });
  return rest.length > 0 ? rest.map(source => source.id) : null;
}

/** Where we are a client, or the host; moves once for all calls that met the same host's leaving. */
function placeOf(first: Entered, enter: () => Promise<Entered>) {
  const listeners = new Set<(news: HouseNews) => void>();
  const tell = (news: HouseNews) => {
    for (const listener of listeners) listener(news);
  };
  let here = first;
  let moving: Promise<void> | null = null;
  let closed = false;
  const leave = (from: Entered): Promise<void> => {
    if (here !== from || closed) return Promise.resolve();
    moving ??= enter()
      .then(next => settle(next))
      .finally(() => {
        moving = null;
      });
    return moving;
  };
  const settle = (next: Entered): void => {
    here = next;
    next.house.onChange(tell);
    // Somebody is looking: the next host's news must reach her without a key pressed.
    next.left
      ?.then(() =>
        closed || listeners.size === 0 ? undefined : leave(next).then(() => tell({ kind: 'changed' })),
      )
      .catch(() => undefined);
  };
  settle(first);
  return {
    here: () => here,
    leave,
    onChange(listener: (news: HouseNews) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      await moving?.catch(() => undefined);
      await here.house.close();
    },
  };
}
