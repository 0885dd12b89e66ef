import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/**
 * The fictional web as data/demo tells it. Every text has its instant: the world at a time is what had been
 * written by then, and nothing else of the demonstration depends on the time.
 */
const instant = z.iso.datetime({ offset: true }).transform(text => new Date(text).toISOString());
const stars = z.number().int().min(1).max(5);

const review = z.strictObject({
  at: instant,
  stars,
  author: z.string(),
  text: z.string(),
  reply: z.string().optional(),
  /** When the owner answered; absent where the site does not tell. */
  replyAt: instant.optional(),
});
/** How many reviews of each number of stars, by stars. */
const starCounts = z.partialRecord(z.enum(['1', '2', '3', '4', '5']), z.number().int().min(0));

const google = z.strictObject({
  page: z.url(),
  earlier: z.strictObject({ from: instant, to: instant, stars: starCounts, replyToLow: z.string() }),
  reviews: z.array(review),
});

const reviewSite = z.strictObject({
  name: z.string(),
  host: z.string(),
  silentFrom: instant,
  /** A page with fewer reviews shows no average. */
  averageFrom: z.number().int(),
  pages: z.array(
    z.strictObject({
      path: z.string(),
      firm: z.string(),
      town: z.string(),
      earlier: starCounts,
      reviews: z.array(review),
    }),
  ),
});

const refusing = z.strictObject({
  name: z.string(),
  host: z.string(),
  path: z.string(),
  pastedAt: instant,
  reviews: z.array(review),
});

const ownPage = z.strictObject({
  page: z.url(),
  messages: z.array(z.strictObject({ at: instant, author: z.string(), text: z.string() })),
});

const forum = z.strictObject({
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

const press = z.strictObject({
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
const rivals = z.strictObject({
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
          versions: z.array(z.strictObject({ from: instant, lines })).default([]),
        }),
      ),
    }),
  ),
});

const story = z.strictObject({
  timezone: z.string(),
  offset: z.string().regex(/^[+-]\d\d:\d\d$/),
  openedAt: instant,
  /** From each of these days on, the owner's times of reading. */
  readings: z.array(
    z.strictObject({ from: z.iso.date(), at: z.array(z.string().regex(/^\d\d:\d\d$/)).min(1) }),
  ),
  settledAt: z.array(instant),
});

const parts = {
  google,
  armor: reviewSite,
  pagesjaunes: refusing,
  facebook: ownPage,
  forum,
  press,
  rivals,
  story,
};
const world = z.strictObject(parts);

export type World = z.infer<typeof world>;
export type Reviewed = z.infer<typeof review>;
export type ReviewSite = z.infer<typeof reviewSite>;
export type Paper = World['press']['papers'][number];
export type RivalSite = World['rivals']['sites'][number];

/** Reads data/demo. A slip in it is ours, so it crashes. `data`: absolute path of data/. */
export async function loadWorld(data: string): Promise<World> {
  const entries = await Promise.all(
    Object.keys(parts).map(async name => [
      name,
      parse(await readFile(join(data, 'demo', `${name}.yaml`), 'utf8')) as unknown,
    ]),
  );
  return world.parse(Object.fromEntries(entries));
}

/** What had been written by `now`, newest first, as sites list it. */
export function writtenBy<T extends { readonly at: string }>(items: readonly T[], now: string): T[] {
  return items.filter(item => item.at <= now).toSorted((a, b) => b.at.localeCompare(a.at));
}
