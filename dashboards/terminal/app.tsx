import { useInput, usePaste, useWindowSize } from 'ink';
import { useMemo } from 'react';
import type { House } from '../../src/domain/house.ts';
import type { Clock } from '../../src/domain/time.ts';
import type { Actions } from './actions.ts';
import { Frame } from './frame.tsx';
import { chose } from './moving.ts';
import { frameSize } from './ui/layout.ts';
import type { Look } from './ui/look.ts';
import { LookContext } from './ui/look.ts';
import { useAsked } from './use-asked.ts';
import { useHouse } from './use-house.ts';
import { useKeys } from './use-keys.ts';
import type { View } from './view.ts';
import { chosenId, extentOf, shownList } from './view.ts';

export type DashboardProps = {
  readonly house: House;
  readonly actions: Actions;
  readonly clock: Clock;
  readonly look: Look;
  /** `process.platform`: Windows consoles lose a row. */
  readonly platform: string;
  /** The answers of the first ask, so that the first frame is a full one. */
  readonly first: View;
};

/** The dashboard in a terminal: asks the house, draws frames, turns keys into actions. */
export function Dashboard({ house, actions, clock, look, platform, first }: DashboardProps) {
  const window = useWindowSize();
  const size = useMemo(() => frameSize(window.columns, window.rows, platform), [window, platform]);
  const { view, progress, weighed } = useHouse(house, actions, clock, first);
  const keys = useKeys({ house, actions, size, weighed });
  const { state } = keys;
  const { scene, setChosen } = useAsked(house, view, progress, state);
  const list = useMemo(() => shownList(scene, state.filter, size), [scene, state.filter, size]);
  // The list may have become shorter since the key was pressed.
  const shown = useMemo(
    () => (state.screen === 'todo' ? chose(state, state.chosen, extentOf(scene, list, state, size)) : state),
    [scene, list, state, size],
  );
  setChosen(chosenId(scene, list, shown));
  keys.drawn(scene);
  useInput(keys.press);
  usePaste(keys.paste);
  return (
    <LookContext.Provider value={look}>
      <Frame scene={scene} list={list} state={shown} size={size} said={keys.said} />
    </LookContext.Provider>
  );
}
