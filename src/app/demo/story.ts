import * as z from 'zod';
import { addDays, type Instant, localDay } from '../../domain/time.ts';
import { instant } from './instant.ts';
import type { ScenarioName } from './names.ts';

const timeOfDay = z.string().regex(/^\d\d:\d\d$/);
/** By host or by file, since when. */
const since = z.record(z.string(), instant).default({});

/** How a week differs from what the places tell of themselves. */
const scenario = z.strictObject({
  /** From here on only the texts that name this scenario are written. */
  quietFrom: instant.optional(),
  /** Hosts that answer with an error from an instant on. */
  down: since,
  /** Hosts whose pages are no longer what they were from an instant on. */
  changed: since,
  /** Files that the owner no longer has from an instant on. */
  missing: since,
  /** Readings beside the story's own, after which vigie tells what it found. */
  alsoReadAt: z.array(instant).default([]),
});

/** The weeks that the demonstration lives through, and what the owner did meanwhile. */
export const storySchema = z.strictObject({
  timezone: z.string(),
  /** One serves where all of them are in summer time. */
  offset: z.string().regex(/^[+-]\d\d:\d\d$/),
  /** The last reading. */
  openedAt: instant,
  /** From each of these days on, every so many days, the owner's times of reading. */
  readings: z.array(
    z.strictObject({
      from: z.iso.date(),
      everyDays: z.number().int().min(1).default(1),
      at: z.array(timeOfDay).min(1),
    }),
  ),
  /** What the owner lets vigie say in replies, for whoever plays it in English. */
  english: z.strictObject({ facts: z.array(z.string()), signature: z.string(), contact: z.string() }),
  /** Readings after which vigie tells what it found. */
  toldAt: z.array(instant).default([]),
  /** Mornings when the owner settled all that waited. */
  settledAt: z.array(instant),
  scenarios: z.strictObject({ usual: scenario, calm: scenario, crisis: scenario, failure: scenario }),
});

export type Story = z.infer<typeof storySchema>;
export type Scenario = Story['scenarios'][ScenarioName] & { readonly name: ScenarioName };

export function scenarioOf(story: Story, name: ScenarioName): Scenario {
  return { ...story.scenarios[name], name };
}

/** Is this element of a list, as the YAML holds it, written in the scenario? What has no instant always is. */
export function isWritten({ name, quietFrom }: Scenario, element: unknown): boolean {
  if (typeof element !== 'object' || element === null || !('at' in element)) return true;
  if ('in' in element) return Array.isArray(element.in) && element.in.includes(name);
  return quietFrom === undefined || instant.parse(element.at) < quietFrom;
}

export type Moment = {
  readonly at: Instant;
  readonly what: 'reading' | 'settling';
  /** Is what was found told then? */
  readonly tells: boolean;
};

/** Every reading and every settling up to the opening, in order. */
export function timeline(story: Story, { alsoReadAt }: Scenario): readonly Moment[] {
  const { openedAt, offset } = story;
  const read = [...alsoReadAt, openedAt];
  const lastDay = localDay(openedAt, story.timezone);
  for (const [index, { from, everyDays, at: times }] of story.readings.entries()) {
    const end = story.readings[index + 1]?.from ?? addDays(lastDay, 1);
    for (let day = from; day < end; day = addDays(day, everyDays))
      for (const time of times) read.push(new Date(`${day}T${time}:00${offset}`).toISOString());
  }
  const readings = [...new Set(read)].filter(at => at <= openedAt);
  const told = new Set([...alsoReadAt, ...story.toldAt, openedAt]);
  const moments: Moment[] = [
    ...readings.map(at => ({ at, what: 'reading', tells: told.has(at) }) as const),
    ...story.settledAt.map(at => ({ at, what: 'settling', tells: false }) as const),
  ];
  return moments.toSorted((a, b) => a.at.localeCompare(b.at));
}
