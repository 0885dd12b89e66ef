import { askAll } from '../../../dashboards/view-models/answers.ts';
import { type Context, contextOf } from '../../../dashboards/view-models/context.ts';
import { type Summary, summaryOf } from '../../../dashboards/view-models/summary.ts';
import { say } from '../../domain/catalogue.ts';
import { loadPack } from '../../platform/data-files.ts';
import { dataRoot } from '../../platform/files.ts';
import { EXIT, type ExitCode, type Invocation } from '../command.ts';
import { isInteractive, showHouse } from '../showing/show-house.ts';
import { tellJson } from '../telling.ts';
import { catalogueFor } from '../wording.ts';
import { type Findings, findingsOf } from './findings.ts';
import type { PlayName } from './names.ts';
import { type Demo, type Playing, playDemo } from './time-machine.ts';

/** What `vigie demo --json` prints. Times are of this run on this machine. */
export type DemoDocument = {
  readonly openedAt: string;
  readonly findings: Findings;
  readonly summary: Summary;
  readonly timing: {
    readonly readings: number;
    readonly wallMs: number;
    readonly cpuMs: number;
    readonly peakMb: number;
  };
};

/** Erases the line that the next one replaces; only ever written to a terminal. */
const LINE_START = '\r\u001b[2K';

/** Plays the demonstration and shows it: one JSON document, a plain summary, or the dashboard in a terminal. */
export async function showDemo(
  invocation: Invocation,
  asked: PlayName = { firm: 'joinery', scenario: 'usual' },
): Promise<ExitCode> {
  const { flags, io, signal } = invocation;
  const teller = await progressTeller(invocation);
  const demo = await playUnlessLeft({
    ...asked,
    data: dataRoot(),
    language: flags.lang,
    onMoment: teller.tell,
    signal,
  });
  teller.clear();
  if (demo === null) return EXIT.interrupted;
  try {
    const context = await demoContext(invocation, demo);
    if (flags.json) return tellJson(invocation, await documentOf(demo, context));
    if (!isInteractive(invocation))
      io.stdout.write(`${say(context.catalogue, 'demo.intro', { firm: demo.settings.firm.name })}\n\n`);
    await showHouse(invocation, { house: demo.house, context, clock: demo.clock });
    return EXIT.ok;
  } finally {
    await demo.close();
  }
}

/** null when Ctrl+C came first: all that was opened is closed by then. */
async function playUnlessLeft(playing: Playing & { readonly signal: AbortSignal }): Promise<Demo | null> {
  try {
    return await playDemo(playing);
  } catch (error) {
    if (playing.signal.aborted) return null;
    throw error;
  }
}

async function demoContext(invocation: Invocation, { settings, clock }: Demo): Promise<Context> {
  const catalogue = catalogueFor(invocation, settings);
  return contextOf(settings, loadPack(settings.firm.trade), catalogue, clock.now());
}

export async function documentOf(demo: Demo, context: Context): Promise<DemoDocument> {
  const findings = await findingsOf(demo.house, context.today);
  const summary = summaryOf(context, await askAll(demo.house, context));
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    openedAt: context.now,
    findings,
    summary,
    timing: {
      readings: demo.readings,
      wallMs: demo.wallMs,
      cpuMs: Math.round((userCPUTime + systemCPUTime) / 1_000),
      peakMb: Math.round(maxRSS / 1_024),
    },
  };
}

/** A moving line on a terminal; elsewhere nothing moves. */
async function progressTeller(invocation: Invocation) {
  const { flags, io } = invocation;
  const catalogue = catalogueFor(invocation, null);
  const moves = io.stderr.isTTY === true && !flags.quiet && !flags.plain;
  return {
    tell(read: number, total: number): void {
      if (moves) io.stderr.write(`${LINE_START}${say(catalogue, 'demo.reading', { read, total })}`);
    },
    clear(): void {
      if (moves) io.stderr.write(LINE_START);
    },
  };
}
