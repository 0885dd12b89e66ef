import { render } from 'ink';
import { Dashboard } from '../../dashboards/terminal/app.tsx';
import { viewOf } from '../../dashboards/terminal/view.ts';
import type { Answers } from '../../dashboards/view-models/answers.ts';
import { askAll } from '../../dashboards/view-models/answers.ts';
import { type MemoryHouse, memoryHouse, noActions } from './memory-house.ts';
import { memoryTerminal } from './memory-terminal.ts';
import { NOW, SCENARIO, scenarioContext } from './scenario.ts';
import { DRAFT } from './scenario-remarks.ts';

export const fr = await scenarioContext('fr');
export const KEY = {
  up: '\u001b[A',
  down: '\u001b[B',
  end: '\u001b[F',
  enter: '\r',
  escape: '\u001b',
  tab: '\t',
  backTab: '\u001b[Z',
  backspace: '\u007f',
  ctrlC: '\u0003',
};

let close: (() => void) | null = null;

/** Closes the dashboard that a test opened. */
export function closeShown(): void {
  close?.();
  close = null;
}

/** The real dashboard on a terminal in memory, once it shows `words`; every frame is written whole. */
export async function shown(
  house: MemoryHouse,
  size = { columns: 100, rows: 30 },
  words = 'À faire, 5 minutes',
) {
  const actions = noActions();
  const terminal = memoryTerminal(size.columns, size.rows);
  const first = viewOf(fr, await askAll(house, fr));
  const app = render(
    <Dashboard
      house={house}
      actions={actions}
      clock={{ now: () => NOW }}
      look={{ color: false, reader: false }}
      platform="linux"
      first={first}
    />,
    {
      stdin: terminal.stdin,
      stdout: terminal.stdout,
      stderr: terminal.stdout,
      debug: true,
      exitOnCtrlC: false,
      interactive: true,
      patchConsole: false,
    },
  );
  close = () => app.unmount();
  await terminal.shows(words);
  return { house, actions, app, tell: house.tell, ...terminal };
}

export const opened = (answers: Answers = SCENARIO, size?: { columns: number; rows: number }) =>
  shown(memoryHouse(answers, { '101': DRAFT }), size);
