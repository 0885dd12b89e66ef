import { plainSummary } from '../../../dashboards/plain/summary.ts';
import type { ColorDepth } from '../../../dashboards/terminal/ui/look.ts';
import { askAll } from '../../../dashboards/view-models/answers.ts';
import type { Context } from '../../../dashboards/view-models/context.ts';
import { homeOf } from '../../../dashboards/view-models/home.ts';
import { summaryOf } from '../../../dashboards/view-models/summary.ts';
import type { House } from '../../domain/house.ts';
import type { Clock } from '../../domain/time.ts';
import type { Invocation } from '../command.ts';
import type { ChangingHouse } from '../host/changing-house.ts';
import { tellJson } from '../telling.ts';

type Showing = {
  readonly house: House;
  readonly context: Context;
  /** The house's clock: the demo's stands still in its own week. */
  readonly clock: Clock;
  /** Draw for a screen reader: no frames, no pictures. */
  readonly reader?: boolean;
  /** Where the settings are hers to change; the demo's are not. */
  readonly own?: ChangingHouse;
};

/** Is there somebody to press keys, and a screen to draw on? Asked before Ink touches either. */
export function isInteractive({ flags, io }: Pick<Invocation, 'flags' | 'io'>): boolean {
  const terminal = io.stdin.isTTY === true && io.stdout.isTTY === true && io.env.TERM !== 'dumb';
  return terminal && flags.input && !flags.plain && !flags.json;
}

/** Shows a house the way that the place allows: JSON, the dashboard in a terminal, or a page of plain text. */
export async function showHouse(invocation: Invocation, showing: Showing): Promise<void> {
  const { flags, io } = invocation;
  const { house, context } = showing;
  if (isInteractive(invocation)) return openTerminal(invocation, showing);
  const answers = await askAll(house, context);
  if (flags.json) tellJson(invocation, summaryOf(context, answers));
  else io.stdout.write(plainSummary(homeOf(context, answers)));
}

/** React and Ink are loaded only where they draw: the summary starts without them. */
async function openTerminal(
  invocation: Invocation,
  { house, context, clock, reader, own }: Showing,
): Promise<void> {
  const { io, signal } = invocation;
  // The store answers on threads of its own while the rest is loaded.
  const [answers, { openDashboard }, { dashboardActions }] = await Promise.all([
    askAll(house, context),
    import('../../../dashboards/terminal/open.tsx'),
    import('./actions.ts'),
  ]);
  await openDashboard({
    house,
    actions: dashboardActions(invocation, own ?? null),
    context,
    answers,
    clock,
    color: colorDepth(invocation),
    reader: reader ?? io.env.INK_SCREEN_READER === 'true',
    platform: process.platform,
    stdin: io.stdin,
    stdout: io.stdout,
    stderr: io.stderr,
    signal,
  });
}

/** How many colours the screen shows; false where none are wanted. */
function colorDepth({ flags, io }: Invocation): ColorDepth | false {
  if (!flags.color || io.env.TERM === 'dumb') return false;
  const bits = io.stdout.getColorDepth?.(io.env) ?? 1;
  return ([24, 8, 4] as const).find(depth => bits >= depth) ?? false;
}
