import { dirname, join } from 'node:path';
import type { Act, HouseNews } from '../../domain/house.ts';
import { openLog } from '../../platform/log.ts';
import type { Learner } from '../processing/learner.ts';
import type { LocalHouse } from './local-house.ts';

/** Learns from what the owner says. The stages behind it are loaded with her first answer only. */
export type Learning = {
  answered(act: Act): Promise<void>;
  undone(actionId: string): Promise<void>;
  close(): Promise<void>;
};

/** @param announce told after remarks were weighed again, with how many moved */
export function learningFor(
  { store, settings, clock }: LocalHouse,
  announce: (news: HouseNews) => void,
): Learning {
  let learner: Promise<Learner> | null = null;
  let logged: Promise<unknown> = Promise.resolve();
  // What could not be weighed again keeps its verdict, and is weighed with the next answer or `vigie retag`.
  const failed = (error: unknown): void => {
    const log = openLog(join(dirname(store.spoolDir), 'vigie.log'), clock);
    log.write({ event: 'learning-failed', detail: String(error) });
    logged = Promise.all([logged, log.close()]);
  };
  const learn = (): Promise<Learner> => {
    learner ??= import('../processing/learner.ts').then(made =>
      made.learner(
        store,
        settings,
        clock,
        (subject, moved) => announce({ kind: 'weighed', subject, moved }),
        failed,
      ),
    );
    return learner;
  };
  return {
    answered: async act => (await learn()).answered(act),
    undone: async actionId => (await learn()).undone(actionId),
    async close() {
      await (await learner)?.close();
      await logged;
    },
  };
}
