import { render } from 'ink';
import type { House } from '../../src/domain/house.ts';
import type { Clock } from '../../src/domain/time.ts';
import type { Answers } from '../view-models/answers.ts';
import type { Context } from '../view-models/context.ts';
import type { Actions } from './actions.ts';
import { Dashboard } from './app.tsx';
import type { Look } from './ui/look.ts';
import { viewOf } from './view.ts';

export type OpenOptions = {
  readonly house: House;
  readonly actions: Actions;
  readonly context: Context;
  /** What the first frame is drawn from. */
  readonly answers: Answers;
  readonly clock: Clock;
  readonly color: Look['color'];
  readonly reader: boolean;
  readonly platform: string;
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Aborted when the program is asked to leave: the terminal is given back first. */
  readonly signal?: AbortSignal;
};

/** Ink draws at most so often: 120 keeps a held key under 10 ms, where 30 makes it wait 80. */
const FRAMES_PER_SECOND_MAX = 120;

/** Opens the dashboard and resolves when it is closed. The caller has checked that this is a terminal. */
export async function openDashboard(options: OpenOptions): Promise<void> {
  const { house, actions, context, clock, color, reader, platform } = options;
  const first = viewOf(context, options.answers);
  const app = render(
    <Dashboard
      house={house}
      actions={actions}
      clock={clock}
      look={{ color, reader }}
      platform={platform}
      first={first}
    />,
    {
      stdin: options.stdin,
      stdout: options.stdout,
      stderr: options.stderr,
      alternateScreen: !reader,
      exitOnCtrlC: false,
      incrementalRendering: true,
      isScreenReaderEnabled: reader,
      maxFps: FRAMES_PER_SECOND_MAX,
      patchConsole: false,
    },
  );
  const leave = () => app.unmount();
  if (options.signal?.aborted) leave();
  else options.signal?.addEventListener('abort', leave, { once: true });
  await app.waitUntilExit();
  options.signal?.removeEventListener('abort', leave);
}
