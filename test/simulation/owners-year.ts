import { planAlerts } from '../../pipelines/alerts/policy.ts';
import { nextDueAfterFailure, nextDueAfterSuccess } from '../../src/app/collecting/due.ts';
import { oneReader } from '../../src/app/collecting/one-reader.ts';
import { handOver } from '../../src/app/delivering/hand-over.ts';
import { openPasses } from '../../src/app/host/passes.ts';
import { promiseLetter } from '../../src/app/scheduling/promise-letter.ts';
import { nextByPattern } from '../../src/app/scheduling/read-pattern.ts';
import { type SourceTurn, sourceDueAt } from '../../src/app/scheduling/source-due.ts';
import { isPassDue } from '../../src/app/scheduling/watching.ts';
import type { Message } from '../../src/domain/channel.ts';
import { VigieError } from '../../src/domain/errors.ts';
import type { Clock } from '../../src/domain/time.ts';
import { END, type Fate, fateOf, HOUR, MINUTE, type SourceFate, START } from './fate.ts';
import { judgeYear } from './judge-year.ts';
import { type Life, sleep, step } from './life.ts';
import { emptyRows, memoryOutbox, promiseAlert } from './memory-outbox.ts';
import { openChannel, stepping } from './sending.ts';
import { seeded, type VirtualTime, virtualTime } from './virtual-time.ts';
import { watchForBursts, watchForGaps } from './watch-year.ts';
import { count, fault, skewAt, type World, ZONE } from './world.ts';

const QUIET = { from: '20:00', to: '07:30' };
/** As the system's scheduler ends a pass that is stuck. */
const PASS_MS_MAX = 25 * MINUTE;
const MESSAGE: Message = { kind: 'alert', subject: 's', summary: 's', text: 't', html: null, link: null };

export async function simulateYear(
  seed: number,
): Promise<{ faults: readonly string[]; counts: Record<string, number> }> {
  const fate = fateOf(seed);
  const time = virtualTime(START);
  const world: World = {
    fate,
    time,
    clock: clockOf(fate, time),
    random: seeded(seed * 7919 + 1),
    rows: emptyRows(),
    states: new Map(),
    incidents: new Map(),
    stored: new Set(),
    taken: [],
    findings: { faults: [], counts: {}, cleanPasses: [] },
    awake: false,
    undisturbedSince: START,
    lastReadEnd: new Map(),
    wakers: [],
  };
  live(world);
  await time.run(END);
  judgeYear(world);
  return { faults: world.findings.faults, counts: world.findings.counts };
}

function clockOf(fate: Fate, time: VirtualTime): Clock {
  let read = { at: -1, now: '' };
  return {
    now: () => {
      const at = time.now();
      if (read.at !== at) read = { at, now: new Date(at + skewAt(fate, at)).toISOString() };
      return read.now;
    },
  };
}

/** The machine: up and down, its clock, and what starts the program. */
function live(world: World): void {
  const { fate, time } = world;
  let life: Life | null = null;
  const start = () => {
    if (life?.alive || !world.awake) return;
    life = { alive: true, running: 0, stop: new AbortController(), reading: new Set() };
    world.undisturbedSince = time.now();
    count(world, 'programs started');
    if (fate.mode === 'timer') void passByTimer(world, life);
    else stay(world, life, start);
  };
  for (const { from, to, end } of fate.ups) {
    time.at(from, () => {
      world.awake = true;
      world.undisturbedSince = time.now();
      for (const wake of world.wakers.splice(0)) wake();
      time.at(time.now() + 2 * MINUTE, start);
    });
    time.at(to, () => {
      world.awake = false;
      count(world, end);
      if (end === 'off') life?.stop.abort();
      if (end === 'cut' && life) life.alive = false;
      if (end === 'off' && life) {
        const leaving = life;
        time.at(time.now() + 2_000, () => {
          leaving.alive = false;
        });
      }
    });
  }
  for (const { from, to } of fate.jumps)
    for (const at of [from, to])
      time.at(at, () => {
        count(world, 'jumps of the clock');
        world.undisturbedSince = time.now();
      });
  if (fate.mode === 'timer') for (let at = START; at < END; at += 30 * MINUTE) time.at(at, start);
  for (let at = START; at < END; at += HOUR) time.at(at, () => watchForGaps(world));
}

async function passByTimer(world: World, life: Life): Promise<void> {
  world.time.at(world.time.now() + PASS_MS_MAX, () => life.stop.abort());
  await pass(world, life);
  life.alive = false;
}

/** Ticks as `watch` does, five of its minutes at once; sometimes she reads by hand meanwhile. */
function stay(world: World, life: Life, restart: () => void): void {
  const passes = openPasses();
  const { clock } = world;
  let last: { at: string; nextAt: string | null } | null = null;
  const tick = async (): Promise<void> => {
    if (!world.awake || !isPassDue(last, clock.now())) return;
    const report = { sources: [], alerts: 0, delivered: 0, waiting: 0, letter: false };
    const { nextAt } = await passes.join(
      async () => ({ ...report, nextAt: await pass(world, life) }),
      undefined,
    );
    last = { at: clock.now(), nextAt };
  };
  const next = (): void => {
    if (!life.alive) {
      world.time.at(world.time.now() + 10 * MINUTE, restart);
      return;
    }
    void tick();
    if (world.awake && world.random() < 0.0005) void byHand(world, life);
    world.time.at(world.time.now() + 5 * MINUTE, next);
  };
  next();
}

async function byHand(world: World, life: Life): Promise<void> {
  count(world, 'readings by hand');
  await readAll(world, life, false);
}

/** What `passOnce` does, on the same functions. */
async function pass(world: World, life: Life): Promise<string | null> {
  const { fate, rows, time } = world;
  const { clock } = world;
  life.running += 1;
  if (life.running > 1) fault(world, 'two passes at once');
  await readAll(world, life, true);
  const outbox = stepping(world, life, memoryOutbox(rows));
  if (!life.stop.signal.aborted) {
    await step(world, life, () => judge(world));
    await promiseLetter(outbox, { timezone: ZONE, letter: fate.letter }, clock.now());
  }
  const begun = time.now();
  const handed = await handOver({
    outbox,
    clock,
    random: world.random,
    signal: life.stop.signal,
    timezone: ZONE,
    channels: fate.channels.map(channel => openChannel(world, life, channel)),
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        void time.sleep(ms).then(resolve);
      }),
    plan: async (alerts, sentToday) =>
      planAlerts(
        alerts.map(alert => ({ ...alert, incidents: alert.incidentIds.map(id => world.incidents.get(id)!) })),
        { sentToday, quiet: QUIET, immediatePerDay: 3, timezone: ZONE, now: clock.now() },
      ),
    message: async promised => ({ ...MESSAGE, kind: promised.kind, text: promised.id }),
    onHanded: ({ status }) => count(world, `tries: ${status}`),
  });
  life.running -= 1;
  count(world, 'passes');
  if (!life.stop.signal.aborted) world.findings.cleanPasses.push({ begun, ended: time.now() });
  const dues = fate.sources.map(source => dueAt(world, source, clock.now()));
  return [handed.nextAt, ...dues].filter(at => at !== null).sort()[0] ?? null;
}

function dueAt({ fate, states }: World, source: SourceFate, now: string): string {
  const state = states.get(source.id) ?? { lastReadAt: null, nextDueAt: null, failures: 0 };
  return sourceDueAt({ ...state, every: source.every }, { read: fate.read, timezone: ZONE }, now);
}

async function readAll(world: World, life: Life, dueOnly: boolean): Promise<void> {
  const reader = oneReader<SourceTurn>(life, async id => world.states.get(id) ?? null);
  const known = new Map(world.states);
  await Promise.allSettled(
    world.fate.sources.map(source =>
      reader.read(source.id, known.get(source.id) ?? null, () => readSource(world, life, source, dueOnly)),
    ),
  );
}

async function readSource(
  world: World,
  life: Life,
  source: SourceFate,
  dueOnly: boolean,
): Promise<true | null> {
  const { fate, random, time } = world;
  const { clock } = world;
  const now = clock.now();
  if (dueOnly && dueAt(world, source, now) > now) return null;
  if (life.stop.signal.aborted) return null;
  if (life.reading.has(source.id)) fault(world, `two reads of ${source.id} at once`);
  if (dueOnly) watchForBursts(world, source, now);
  life.reading.add(source.id);
  const begun = time.now();
  await sleep(
    world,
    life,
    random() < source.slow ? (45 + random() * 45) * MINUTE : (1 + random() * 5) * 1000,
  );
  life.reading.delete(source.id);
  if (life.stop.signal.aborted) return null;
  const at = clock.now();
  const previous = world.states.get(source.id);
  await step(world, life, () => {
    count(world, 'reads');
    world.lastReadEnd.set(source.id, time.now());
    if (random() < source.failing) {
      const failures = (previous?.failures ?? 0) + 1;
      const error = new VigieError(random() < 0.7 ? 'SourceUnreachable' : 'SourceChanged');
      world.states.set(source.id, {
        every: source.every,
        lastReadAt: at,
        nextDueAt: nextDueAfterFailure(at, error, failures),
        failures,
      });
      return;
    }
    const facts = { now: at, every: source.every, observations: [], previousMs: null, random };
    const byPattern = fate.read && source.every === null ? nextByPattern(fate.read, at, ZONE) : null;
    world.states.set(source.id, {
      every: source.every,
      lastReadAt: at,
      nextDueAt: byPattern ?? nextDueAfterSuccess(facts),
      failures: 0,
    });
    fate.matters.forEach((matter, index) => {
      if (matter.source === source.id && matter.at <= begun && !world.incidents.has(`i${index}`))
        world.stored.add(index);
    });
  });
  return true;
}

/** One transaction: the matter and the message promised for it. */
function judge(world: World): void {
  const now = world.clock.now();
  for (const index of world.stored) {
    const id = `i${index}`;
    const { level } = world.fate.matters[index]!;
    const facts = {
      rule: 'bad-review',
      level,
      subject: 'firm',
      matter: id,
      sureness: 'sure',
      since: now,
    } as const;
    const more = { mentionIds: [id], count: 1, usual: null, details: {} };
    const none = { alertedAt: null, acknowledgedAt: null, snoozedUntil: null, closedAt: null };
    world.incidents.set(id, { id, facts: { ...facts, ...more }, openedAt: now, updatedAt: now, ...none });
    promiseAlert(world.rows, `alert:${id}`, [id], now);
    count(world, 'matters opened');
  }
  world.stored.clear();
}
