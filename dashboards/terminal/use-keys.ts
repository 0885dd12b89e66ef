import type { Key } from 'ink';
import { useApp } from 'ink';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { say } from '../../src/domain/catalogue.ts';
import type { House } from '../../src/domain/house.ts';
import { actingOn } from './acting.ts';
import type { Actions } from './actions.ts';
import { carryOut } from './carry-out.ts';
import { pressed } from './pressed.ts';
import { pressesOf } from './presses.ts';
import type { Press, State } from './state.ts';
import { START } from './state.ts';
import type { Size } from './ui/layout.ts';
import type { Heard } from './use-house.ts';
import type { Scene } from './view.ts';
import { extentOf, shownList } from './view.ts';

type Given = {
  readonly house: House;
  readonly actions: Actions;
  readonly size: Size;
  readonly weighed: Heard['weighed'];
};

/** Keys: the state they give, what was just said, and the handlers. `drawn`: what the next key goes by. */
export function useKeys({ house, actions, size, weighed }: Given) {
  const { exit, suspendTerminal } = useApp();
  const [state, setState] = useState<State>(START);
  const [said, setSaid] = useState<string | null>(null);
  // Several chunks of keys may come before React draws: each goes on from the last, not from what is drawn.
  const current = useRef(state);
  const scene = useRef<Scene | null>(null);
  const acting = useMemo(() => actingOn(house, actions), [house, actions]);
  const latest = useRef({ size });
  latest.current = { size };

  const take = useCallback(
    (presses: readonly Press[]) => {
      const shown = scene.current;
      if (!shown) return;
      const { catalogue } = shown.view.context;
      for (const one of presses) {
        const now = { size: latest.current.size, scene: shown };
        const list = shownList(shown, current.current.filter, now.size);
        const extent = extentOf(shown, list, current.current, now.size);
        const before = current.current;
        const next = pressed(before, one, extent);
        current.current = next.state;
        const { notice } = next.state;
        setSaid(notice === null ? null : say(catalogue, notice));
        if (next.effect?.do === 'quit') exit();
        else if (next.effect) {
          const doing = { house, actions, acting, scene: shown, list, state: before };
          carryOut(next.effect, doing, setSaid).then(
            words => (words === null ? undefined : setSaid(words)),
            () => setSaid(say(catalogue, 'act.failed')),
          );
        }
      }
      setState(current.current);
    },
    [house, actions, acting, exit],
  );

  const press = useCallback(
    (input: string, key: Key) => {
      if (key.ctrl && input === 'c') return exit();
      if (key.ctrl && input === 'z') return void suspendTerminal(() => actions.suspend());
      take(pressesOf(input, key));
    },
    [take, exit, suspendTerminal, actions],
  );
  const paste = useCallback((text: string) => take([{ key: 'paste', text }]), [take]);
  useEffect(() => {
    const moved = weighed?.moved ?? 0;
    const catalogue = scene.current?.view.context.catalogue;
    if (moved > 1 && catalogue && acting.lastVerb() === 'not-us') {
      setSaid(say(catalogue, 'act.notUs.done', { n: moved - 1 }));
    }
  }, [weighed, acting]);
  const drawn = (now: Scene) => {
    scene.current = now;
  };
  return { state, said, press, paste, drawn };
}
