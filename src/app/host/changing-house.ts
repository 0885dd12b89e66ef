import type { House, HouseNews } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';

/** A house of the owner's own, whose settings may change while it is open. */
export type ChangingHouse = House & {
  /** From now on answers by these settings of the same firm; who listens hears that something changed. */
  take(settings: Settings): Promise<void>;
};

/** A house that answers by some settings, and how it is left once what it was asked is answered. */
export type Settled = { readonly house: House; leave(): Promise<void> };

type Here = Settled & { readonly underWay: Set<Promise<unknown>> };

/**
 * What is under way goes on by the settings that it was begun with; listeners stay.
 * @param under the house by other settings, opened beside the one in use
 * @param close what leaving the last house does not do
 */
export function changingHouse(
  first: Settled,
  under: (settings: Settings) => Promise<Settled>,
  close: () => Promise<void> = async () => undefined,
): ChangingHouse {
  const listeners = new Set<(news: HouseNews) => void>();
  const tell = (news: HouseNews) => {
    for (const listener of listeners) listener(news);
  };
  const enter = (settled: Settled): Here & { stop(): void } => {
    const stop = settled.house.onChange(news => tell(news));
    return { house: settled.house, leave: settled.leave, underWay: new Set(), stop };
  };
  let here = enter(first);
  const leaving = new Set<Promise<void>>();
  const at = <T>(work: (house: House) => Promise<T>): Promise<T> => {
    const { underWay, house } = here;
    const answer = work(house);
    underWay.add(answer);
    const over = () => void underWay.delete(answer);
    answer.then(over, over);
    return answer;
  };
  const left = async ({ underWay, leave, stop }: typeof here): Promise<void> => {
    // The host's news come by the next one now.
    stop();
    await Promise.allSettled(underWay);
    await leave();
  };
  return {
    ask: <A>(question: string, params: Readonly<Record<string, unknown>>) =>
      at(house => house.ask<A>(question, params)),
    act: act => at(house => house.act(act)),
    undo: actionId => at(house => house.undo(actionId)),
    read: (sources, onProgress, signal) => at(house => house.read(sources, onProgress, signal)),
    pass: (onProgress, signal) => at(house => house.pass(onProgress, signal)),
    reply: mentionId => at(house => house.reply(mentionId)),
    keepReply: (mentionId, text) => at(house => house.keepReply(mentionId, text)),
    settle: (incidentId, as, until) => at(house => house.settle(incidentId, as, until)),
    send: (message, key, channels) => at(house => house.send(message, key, channels)),
    retag: (all, onProgress, signal) => at(house => house.retag(all, onProgress, signal)),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async take(settings) {
      const before = here;
      here = enter(await under(settings));
      const gone = left(before).finally(() => leaving.delete(gone));
      leaving.add(gone);
      tell({ kind: 'changed' });
    },
    async close() {
      await here.leave();
      await close();
      await Promise.allSettled(leaving);
    },
  };
}
