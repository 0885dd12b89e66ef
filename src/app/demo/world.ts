import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { type Dated, instant } from './instant.ts';
import type { FirmName, PlayName } from './names.ts';
import { isWritten, type Scenario, type Story, scenarioOf, storySchema } from './story.ts';

/**
 * The fictional web as data/demo/<firm> tells it: one file a place, whose `kind` says what it is. Every text has
 * its instant: the world at a time is what had been written by then, and nothing else of the demonstration
 * depends on the time. A text with `in` is written in the scenarios named there alone.
 */
const review = z.strictObject({
  at: instant,
  /** On the place's own scale. */
  stars: z.number().min(1).max(10),
  author: z.string(),
  title: z.string().optional(),
  text: z.string(),
  reply: z.string().optional(),
  /** When the owner answered; absent where the site does not tell. */
  replyAt: instant.optional(),
});
/** How many reviews of each number of stars, by stars. */
const starCounts = z.partialRecord(z.string().regex(/^(?:10|[1-9])$/), z.number().int().min(0));

/** The owner's own reviews as she exports them: Google's Takeout, or a table as booking sites give it. */
const ownReviews = z.strictObject({
  kind: z.literal('own-reviews'),
  as: z.enum(['takeout', 'table']),
  /** The file that the settings name. */
  file: z.string(),
  page: z.url(),
  /** Before the reviews that are told: stars without a word, spread evenly between the two days. */
  earlier: z.strictObject({ from: instant, to: instant, stars: starCounts, replyToLow: z.string() }),
  reviews: z.array(review),
});

const reviewSite = z.strictObject({
  kind: z.literal('review-site'),
  name: z.string(),
  host: z.string(),
  /** A page with fewer reviews shows no average. */
  averageFrom: z.number().int(),
  pages: z.array(
    z.strictObject({
      path: z.string(),
      firm: z.string(),
      town: z.string(),
      /** Counted in the average, no longer listed. */
      earlier: starCounts.default({}),
      reviews: z.array(review),
    }),
  ),
});

/** A site that refuses robots: what is known of it is what the owner selected, copied and saved on a day. */
const pastedSite = z.strictObject({
  kind: z.literal('pasted-site'),
  name: z.string(),
  host: z.string(),
  file: z.string(),
  /** What the page says above its reviews. */
  heading: z.string(),
  pastedAt: instant,
  reviews: z.array(review),
});

/** The owner's mailbox, where a platform tells of reviews. */
const mailbox = z.strictObject({
  kind: z.literal('mailbox'),
  /** Its server, as the settings name it. */
  host: z.string(),
  sender: z.email(),
  notices: z.array(
    z.strictObject({
      at: instant,
      stars: z.number().int().min(1).max(5),
      author: z.string(),
      title: z.string(),
      text: z.string(),
      url: z.url(),
    }),
  ),
});

/** Messages left on the firm's own page, as the owner's export of it tells them. */
const ownPage = z.strictObject({
  kind: z.literal('own-page'),
  file: z.string(),
  page: z.url(),
  messages: z.array(z.strictObject({ at: instant, author: z.string(), text: z.string() })),
});

/** A forum on Discourse. One message a topic, as people who ask do. */
const forum = z.strictObject({
  kind: z.literal('forum'),
  name: z.string(),
  host: z.string(),
  topics: z.array(
    z.strictObject({
      id: z.number().int(),
      at: instant,
      author: z.string(),
      title: z.string(),
      text: z.string(),
    }),
  ),
});

/** Papers and registers. `as` is the form of the feed. */
const press = z.strictObject({
  kind: z.literal('press'),
  papers: z.array(
    z.strictObject({
      name: z.string(),
      host: z.string(),
      as: z.enum(['rss', 'atom', 'wordpress']),
      articles: z.array(z.strictObject({ at: instant, title: z.string(), text: z.string() })),
    }),
  ),
});

const lines = z.array(z.string()).min(1);
/**
 * The rivals' own pages and the job board. Every line may carry {{today}}, {{hour}}, {{visits}}, {{token}} and
 * {{ago}}: what turns on any page and must never pass for news. `versions` replaces `lines` from an instant on.
 */
const pages = z.strictObject({
  kind: z.literal('pages'),
  sites: z.array(
    z.strictObject({
      host: z.string(),
      name: z.string(),
      pages: z.array(
        z.strictObject({
          path: z.string(),
          title: z.string(),
          lines,
          rating: z.strictObject({ average: z.string(), count: z.number().int() }).optional(),
          versions: z.array(z.strictObject({ at: instant, lines })).default([]),
        }),
      ),
    }),
  ),
});

const place = z.discriminatedUnion('kind', [
  ownReviews,
  reviewSite,
  pastedSite,
  mailbox,
  ownPage,
  forum,
  press,
  pages,
]);

export type Place = z.infer<typeof place>;
export type PlaceOf<K extends Place['kind']> = Extract<Place, { readonly kind: K }>;
export type Reviewed = z.infer<typeof review>;
export type Paper = PlaceOf<'press'>['papers'][number];
export type RivalSite = PlaceOf<'pages'>['sites'][number];

export type World = {
  readonly story: Story;
  readonly scenario: Scenario;
  readonly places: readonly Place[];
};

/** Absolute path of a firm's folder; `data` is that of data/. */
export function firmFolder(data: string, firm: FirmName): string {
  return join(data, 'demo', firm);
}

/** What a folder holds that is no place. */
const NO_PLACE = new Set(['vigie.yaml', 'story.yaml']);

/** Reads data/demo/<firm> as the scenario has it. A slip in it is ours, so it crashes. */
export async function loadWorld(data: string, { firm, scenario: name }: PlayName): Promise<World> {
  const folder = firmFolder(data, firm);
  const read = async (file: string): Promise<unknown> => parse(await readFile(join(folder, file), 'utf8'));
  const story = storySchema.parse(await read('story.yaml'));
  const scenario = scenarioOf(story, name);
  const files = (await readdir(folder)).filter(file => file.endsWith('.yaml') && !NO_PLACE.has(file)).sort();
  const told = await Promise.all(files.map(read));
  return { story, scenario, places: told.map(one => place.parse(writtenIn(scenario, one))) };
}

/** The same tree without the texts that this scenario does not write. */
function writtenIn(scenario: Scenario, node: unknown): unknown {
  if (Array.isArray(node))
    return node.filter(item => isWritten(scenario, item)).map(item => writtenIn(scenario, item));
  if (typeof node !== 'object' || node === null) return node;
  const { in: _, ...rest } = node as Record<string, unknown>;
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, writtenIn(scenario, value)]));
}

/** What had been written by `now`, newest first, as sites list it. */
export function writtenBy<T extends Dated>(items: readonly T[], now: string): T[] {
  return items.filter(item => item.at <= now).toSorted((a, b) => b.at.localeCompare(a.at));
}
