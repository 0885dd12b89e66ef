import { useApp } from 'ink';
import { useEffect, useState } from 'react';
import type { House, HouseNews } from '../../src/domain/house.ts';
import type { Clock } from '../../src/domain/time.ts';
import { askAll } from '../view-models/answers.ts';
import type { Context } from '../view-models/context.ts';
import { at } from '../view-models/context.ts';
import type { Actions } from './actions.ts';
import type { Progress, View } from './view.ts';
import { viewOf } from './view.ts';

export type Heard = {
  readonly view: View;
  readonly progress: Progress | null;
  /** The last time that an answer of the owner moved remarks. */
  readonly weighed: Extract<HouseNews, { kind: 'weighed' }> | null;
};

/** The view, asked again whenever the house says that something changed, one ask at a time; and what it says. */
export function useHouse(house: House, actions: Actions, clock: Clock, first: View): Heard {
  const [view, setView] = useState(first);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [weighed, setWeighed] = useState<Heard['weighed']>(null);
  const { exit } = useApp();
  useEffect(() => {
    let asking = false;
    let again = false;
    let left = false;
    const ask = async (): Promise<void> => {
      again = asking;
      if (asking) return;
      asking = true;
      try {
        do {
          again = false;
          const context: Context = at(actions.context() ?? first.context, clock.now());
          const next = viewOf(context, await askAll(house, context));
          if (!left) setView(next);
        } while (again && !left);
      } catch (error) {
        if (!left) exit(error instanceof Error ? error : new Error(String(error)));
      } finally {
        asking = false;
      }
    };
    const stop = house.onChange(news => {
      if (news.kind === 'reading') setProgress(news);
      if (news.kind === 'read') setProgress(lossOf(news.batchesLost));
      if (news.kind === 'weighed') setWeighed(news);
      void ask();
    });
    return () => {
      left = true;
      stop();
    };
  }, [house, actions, clock, first, exit]);
  return { view, progress, weighed };
}

function lossOf(batches: number): Progress | null {
  return batches > 0 ? { kind: 'lost', batches } : null;
}
