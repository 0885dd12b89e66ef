import { openDashboard } from '../../dashboards/terminal/open.tsx';
import { askAll } from '../../dashboards/view-models/answers.ts';
import { memoryHouse, noActions } from '../dashboards/memory-house.ts';
import { memoryTerminal } from '../dashboards/memory-terminal.ts';
import { crowded, NOW, scenarioContext } from '../dashboards/scenario.ts';

/** Keys measured, after some that warm the machine up. */
const KEYS = 400;
const WARM_KEYS = 100;
const REMARKS = 5000;

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const terminal = memoryTerminal(100, 30);
const house = memoryHouse(crowded(REMARKS));
const context = await scenarioContext('fr');
const options = {
  house,
  actions: noActions(),
  context,
  answers: await askAll(house, context),
  clock: { now: () => NOW },
  color: 24 as const,
  reader: false,
  platform: 'linux',
};
const closed = openDashboard({
  ...options,
  stdin: terminal.stdin,
  stdout: terminal.stdout,
  stderr: terminal.stdout,
});
while (!terminal.frames.some(frame => frame.includes('─'))) await terminal.written();
const first = { wallMs: Math.round(performance.now()), cpuMs: Math.round(cpuMs()) };

/** One key and the frame that it gives. */
async function pressed(key: string): Promise<void> {
  const drawn = terminal.written();
  terminal.press(key);
  await drawn;
}

await pressed('2');
for (let i = 0; i < WARM_KEYS; i++) await pressed('j');
const start = { cpu: cpuMs(), wall: performance.now(), bytes: terminal.frames.join('').length };
const waits: number[] = [];
for (let i = 0; i < KEYS; i++) {
  const at = performance.now();
  await pressed('j');
  waits.push(performance.now() - at);
}
waits.sort((a, b) => a - b);
const keys = {
  remarks: REMARKS,
  cpuMsPerKey: Number(((cpuMs() - start.cpu) / KEYS).toFixed(2)),
  wallMsMedian: Number((waits[KEYS / 2] ?? 0).toFixed(2)),
  wallMsP95: Number((waits[Math.floor(KEYS * 0.95)] ?? 0).toFixed(2)),
  charactersPerKey: Math.round((terminal.frames.join('').length - start.bytes) / KEYS),
};
terminal.press('q');
await closed;
process.stdout.write(`${JSON.stringify({ firstFrame: first, keys })}\n`);
