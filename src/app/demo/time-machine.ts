import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Todo } from '../../../queries/todo.ts';
import { FIRM } from '../../domain/brand.ts';
import type { House, ReadingReport } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { addDays, type Clock, type Instant, lastWeek, localDay } from '../../domain/time.ts';
import type { Language } from '../../domain/words.ts';
import { settableClock } from '../../platform/clock.ts';
import { loadSettings } from '../../platform/settings-file.ts';
import { openHouse } from '../host/open-house.ts';
import { writeExports } from './exports.ts';
import { serveWorld } from './web/server.ts';
import { loadWorld, type World } from './world.ts';

/** The demonstration as it stands at the opening: a real house over a store that real readings filled. */
export type Demo = {
  readonly house: House;
  readonly settings: Settings;
  /** Stands at the opening, Monday 13 July 2026 at 7 h 02. */
  readonly clock: Clock;
  readonly readings: number;
  /** From the first page served to the opening. */
  readonly wallMs: number;
  /** Of the last reading. */
  readonly report: ReadingReport;
  /** Removes everything that the demonstration wrote. */
  close(): Promise<void>;
};

type Playing = {
  /** Absolute path of data/. */
  readonly data: string;
  /** null: the demonstration's own. */
  readonly language: Language | null;
  /** Before each reading. */
  readonly onMoment?: (played: number, total: number) => void;
  readonly signal?: AbortSignal;
};

type Moment = { readonly at: Instant; readonly what: 'reading' | 'settling' };

/** Lives through the three weeks: the fictional web on loopback, the real collectors, stages and store. */
export async function playDemo({ data, language, onMoment, signal }: Playing): Promise<Demo> {
  const started = performance.now();
  const world = await loadWorld(data);
  const moments = timeline(world.story);
  const clock = settableClock(moments[0]!.at);
  const web = await serveWorld(world, clock);
  const folder = await mkdtemp(join(tmpdir(), 'vigie-demo-'));
  const open: { close(): Promise<void> }[] = [
    web,
    { close: () => rm(folder, { recursive: true, force: true }) },
  ];
  const close = async () => {
    for (const part of open.splice(0)) await part.close();
  };
  try {
    const settings = await demoSettings(data, language, web);
    const house = await openHouse({ settings, settingsDir: folder, dataDir: join(folder, 'store'), clock });
    open.unshift(house);
    let report: ReadingReport = { sources: [] };
    let readings = 0;
    for (const [played, moment] of moments.entries()) {
      signal?.throwIfAborted();
      clock.set(moment.at);
      const day = localDay(moment.at, settings.timezone);
      onMoment?.(played + 1, moments.length);
      if (moment.what === 'settling') await settleTodo(house, day);
      else {
        await writeExports(world, folder, moment.at);
        report = await house.read([]);
        readings++;
      }
    }
    const wallMs = Math.round(performance.now() - started);
    return { house, settings, clock, readings, wallMs, report, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Every reading and every settling up to the opening, in order. */
function timeline(story: World['story']): readonly Moment[] {
  const moments: Moment[] = story.settledAt.map(at => ({ at, what: 'settling' }));
  const lastDay = localDay(story.openedAt, story.timezone);
  for (let day = story.firstDay; day <= lastDay; day = addDays(day, 1)) {
    for (const time of story.readings) {
      const at = new Date(`${day}T${time}:00${story.offset}`).toISOString();
      if (at <= story.openedAt) moments.push({ at, what: 'reading' });
    }
  }
  return moments.toSorted((a, b) => a.at.localeCompare(b.at));
}

/** The settings of data/demo, with every invented name led to this machine. */
async function demoSettings(
  data: string,
  language: Language | null,
  web: { readonly address: string; readonly hosts: readonly string[] },
): Promise<Settings> {
  const settings = await loadSettings(join(data, 'demo', 'vigie.yaml'));
  const connectTo = Object.fromEntries(web.hosts.map(host => [host, web.address]));
  return {
    ...settings,
    language: language ?? settings.language,
    network: { ...settings.network, connectTo },
  };
}

/** What the owner does on such a morning: she goes down the list and says "done" to each. */
async function settleTodo(house: House, day: string): Promise<void> {
  const { now } = await house.ask<Todo>('todo', { from: lastWeek(day).from, to: day });
  for (const remark of now) await house.act({ mentionId: remark.id, verb: 'done', subject: FIRM });
}
