import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Todo } from '../../../queries/todo.ts';
import { FIRM, HOME_TENANT, slug } from '../../domain/brand.ts';
import type { House } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { type Clock, lastWeek, localDay } from '../../domain/time.ts';
import type { Language } from '../../domain/words.ts';
import { settableClock } from '../../platform/clock.ts';
import { loadSettings } from '../../platform/settings-file.ts';
import { openStore, type Store } from '../../platform/store/open.ts';
import { createReader, type Reader } from '../../platform/worker/reader.ts';
import { judgeAlerts } from '../alerting/judge.ts';
import { collect } from '../collecting/collect.ts';
import { localHouse } from '../host/local-house.ts';
import { storedStates } from '../processing/memory.ts';
import { tagPending } from '../processing/tag-pending.ts';
import { openTagger, type Tagger } from '../processing/tagger.ts';
import { writeExports } from './exports.ts';
import type { PlayName } from './names.ts';
import { type Moment, type Story, timeline } from './story.ts';
import { type DemoWeb, serveWorld } from './web/server.ts';
import { firmFolder, loadWorld, type World } from './world.ts';

/** The demonstration as it stands at the opening: a real house over a store that real readings filled. */
export type Demo = {
  readonly house: House;
  readonly settings: Settings;
  /** Stands at the opening: Monday 13 July 2026, in the morning. */
  readonly clock: Clock;
  readonly readings: number;
  /** Where the owner's files and the store stand until `close`. */
  readonly folder: string;
  /** From the first page served to the opening. */
  readonly wallMs: number;
  /** Removes everything that the demonstration wrote. */
  close(): Promise<void>;
};

export type Playing = PlayName & {
  /** Absolute path of data/. */
  readonly data: string;
  /** null: the demonstration's own. */
  readonly language: Language | null;
  /** Before each reading. */
  readonly onMoment?: (played: number, total: number) => void;
  readonly signal?: AbortSignal;
};

/** Lives through the weeks of a firm: the fictional web on loopback, the real collectors, stages and store. */
export async function playDemo(playing: Playing): Promise<Demo> {
  const { data, firm, language, onMoment, signal } = playing;
  const started = performance.now();
  const world = await loadWorld(data, playing);
  const moments = timeline(world.story, world.scenario);
  const clock = settableClock(moments[0]!.at);
  const folder = await mkdtemp(join(tmpdir(), 'vigie-demo-'));
  const opened: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const part of opened.splice(0).toReversed()) await part();
  };
  try {
    const web = await serveWorld(world, clock);
    opened.push(web.close);
    const settings = await demoSettings(firmFolder(data, firm), language, world.story.english, web);
    const brandId = slug(settings.firm.name);
    const store = await openStore({ ...DEMO_STORE, dataDir: join(folder, 'store'), brandId });
    const house = localHouse({ store, settings, settingsDir: folder, clock, secret: demoSecret });
    opened.push(house.close);
    await liveThrough({ world, settings, folder, store, house, clock, signal }, moments, onMoment);
    signal?.throwIfAborted();
    const readings = moments.filter(moment => moment.what === 'reading').length;
    const wallMs = Math.round(performance.now() - started);
    return { house, settings, clock, readings, folder, wallMs, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The invented mailbox opens to any; the owner's own secrets are never asked for. */
const demoSecret = async () => 'demo';

/** A few hundred rows: DuckDB needs no more, and the demonstration is to stay small. */
const DEMO_STORE = { tenantId: HOME_TENANT, memoryLimitMb: 96 } as const;

type Life = {
  readonly world: World;
  readonly settings: Settings;
  readonly folder: string;
  readonly store: Store;
  readonly house: House;
  readonly clock: ReturnType<typeof settableClock>;
  readonly signal: AbortSignal | undefined;
};

/**
 * Kept from moment to moment: starting them each time would take longer than to read and to tag. The tagger starts
 * when there is something to tag: it takes a second, in which nobody who leaves should have to wait.
 */
type Workers = { readonly reader: Reader; tagger: Tagger | null };

async function liveThrough(
  life: Life,
  moments: readonly Moment[],
  onMoment: Playing['onMoment'],
): Promise<void> {
  const { clock, signal } = life;
  const reader = createReader();
  const workers: Workers = { reader, tagger: null };
  try {
    for (const [played, moment] of moments.entries()) {
      signal?.throwIfAborted();
      onMoment?.(played + 1, moments.length);
      clock.set(moment.at);
      if (moment.what === 'settling') await settleTodo(life, workers);
      else await readOnce(life, workers);
      if (moment.tells) await tagBrought(life, workers);
    }
  } finally {
    await Promise.all([reader.close(), workers.tagger?.close()]);
  }
}

async function readOnce(life: Life, { reader }: Workers): Promise<void> {
  const { world, settings, folder, store, clock, signal } = life;
  await writeExports(world, folder, clock.now());
  await collect({
    settings,
    settingsDir: folder,
    store,
    clock,
    reader,
    dueOnly: true,
    random: () => 0.5,
    secret: demoSecret,
    ...(signal ? { signal } : {}),
  });
}

/** What was brought is tagged and judged when there is something to tell: elsewhere it would only take time. */
async function tagBrought(life: Life, workers: Workers): Promise<void> {
  const { store, settings, folder, clock, signal } = life;
  workers.tagger ??= await openTagger(settings, await storedStates(store), { said: [], toned: [] });
  const { tagger } = workers;
  await tagPending(store, settings, { clock, signal, tagger });
  await judgeAlerts({ store, settings, settingsDir: folder, clock });
}

/** What the owner does on such a morning: she goes down the list and says "done" to each. */
async function settleTodo(life: Life, workers: Workers): Promise<void> {
  await tagBrought(life, workers);
  const { settings, house, clock } = life;
  const day = localDay(clock.now(), settings.timezone);
  const { now } = await house.ask<Todo>('todo', { from: lastWeek(day).from, to: day });
  for (const remark of now) await house.act({ mentionId: remark.id, verb: 'done', subject: FIRM });
}

/** The firm’s own settings, her words for replies in the language asked for, every invented name led to this machine. */
async function demoSettings(
  folder: string,
  language: Language | null,
  english: Story['english'],
  { addresses }: DemoWeb,
): Promise<Settings> {
  const settings = await loadSettings(join(folder, 'vigie.yaml'));
  const connectTo = Object.fromEntries(addresses);
  return {
    ...settings,
    language: language ?? settings.language,
    replies: language === 'en' ? english : settings.replies,
    network: { ...settings.network, connectTo },
  };
}
