import { useApp, useInput, useWindowSize } from 'ink';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { say } from '../../src/domain/catalogue.ts';
import type { House } from '../../src/domain/house.ts';
import type { Clock } from '../../src/domain/time.ts';
import { askAll } from '../view-models/answers.ts';
import type { Context } from '../view-models/context.ts';
import { at } from '../view-models/context.ts';
import { actingOn } from './acting.ts';
import { Frame } from './frame.tsx';
import { pressesOf } from './presses.ts';
import type { Effect, State } from './state.ts';
import { chose, pressed, START } from './state.ts';
import { frameSize } from './ui/layout.ts';
import type { Look } from './ui/look.ts';
import { LookContext } from './ui/look.ts';
import type { View } from './view.ts';
import { chosenEntry, extentOf, shownList, viewOf } from './view.ts';

export type DashboardProps = {
  readonly house: House;
  readonly clock: Clock;
  readonly look: Look;
  /** `process.platform`: Windows consoles lose a row. */
  readonly platform: string;
  /** The answers of the first ask, so that the first frame is a full one. */
  readonly first: View;
};

/** The dashboard in a terminal: asks the house, draws frames, turns keys into actions. */
export function Dashboard({ house, clock, look, platform, first }: DashboardProps) {
  const window = useWindowSize();
  const size = useMemo(() => frameSize(window.columns, window.rows, platform), [window, platform]);
  const view = useView(house, clock, first);
  const { state, said, press } = useKeys(house, view, size);
  const list = useMemo(() => shownList(view, state.filter, size), [view, state.filter, size]);
  // The list may have become shorter since the key was pressed.
  const shown = useMemo(
    () => chose(state, state.chosen, extentOf(view, list, state, size)),
    [view, list, state, size],
  );
  useInput(press);
  return (
    <LookContext.Provider value={look}>
      <Frame view={view} list={list} state={shown} size={size} said={said} />
    </LookContext.Provider>
  );
}

/** The view, asked again whenever the house says that something changed; one ask at a time. */
function useView(house: House, clock: Clock, first: View): View {
  const [view, setView] = useState(first);
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
          const context: Context = at(first.context, clock.now());
          const next = viewOf(context, await askAll(house, context));
          if (!left) setView(next);
        } while (again && !left);
      } catch (error) {
        if (!left) exit(error instanceof Error ? error : new Error(String(error)));
      } finally {
        asking = false;
      }
    };
    const stop = house.onChange(() => void ask());
    return () => {
      left = true;
      stop();
    };
  }, [house, clock, first, exit]);
  return view;
}

/** Keys: the state they give, what was just said, and the handler. */
function useKeys(house: House, view: View, size: ReturnType<typeof frameSize>) {
  const { exit } = useApp();
  const [state, setState] = useState<State>(START);
  const [said, setSaid] = useState<string | null>(null);
  // Several chunks of keys may come before React draws: each goes on from the last, not from what is drawn.
  const current = useRef(state);
  const acting = useMemo(() => actingOn(house), [house]);
  const latest = useRef({ view, size });
  latest.current = { view, size };

  const carryOut = useCallback(
    async (effect: Effect): Promise<string | null> => {
      const now = latest.current;
      if (effect.do === 'quit') {
        exit();
        return null;
      }
      if (effect.do === 'undo') return acting.undo(now.view);
      const list = shownList(now.view, current.current.filter, now.size);
      const entry = chosenEntry(now.view, list, current.current);
      if (!entry) return say(now.view.context.catalogue, 'act.nothingChosen');
      return acting.act(now.view, effect.verb, entry);
    },
    [acting, exit],
  );

  const press = useCallback(
    (input: string, key: Parameters<typeof pressesOf>[1]) => {
      const now = latest.current;
      if (key.ctrl && input === 'c') return exit();
      for (const one of pressesOf(input, key)) {
        const list = shownList(now.view, current.current.filter, now.size);
        const next = pressed(current.current, one, extentOf(now.view, list, current.current, now.size));
        current.current = next.state;
        const { notice } = next.state;
        setSaid(notice === null ? null : say(now.view.context.catalogue, notice));
        if (!next.effect) continue;
        carryOut(next.effect).then(
          words => setSaid(words),
          () => setSaid(say(now.view.context.catalogue, 'act.failed')),
        );
      }
      setState(current.current);
    },
    [carryOut, exit],
  );
  return { state, said, press };
}
