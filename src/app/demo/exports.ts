import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PlaceOf, type Reviewed, type World, writtenBy } from './world.ts';

type OwnReviews = PlaceOf<'own-reviews'>;

const STAR_WORDS = ['ONE', 'TWO', 'THREE', 'FOUR', 'FIVE'];

/**
 * What the owner herself has exported, saved or pasted by `now`, written into `folder` where the settings of the
 * demonstration look for it.
 */
export async function writeExports(world: World, folder: string, now: string): Promise<void> {
  const { missing } = world.scenario;
  await Promise.all(
    exportsOf(world, now).map(({ name, text }) => {
      const path = join(folder, name);
      const lostAt = missing[name];
      return lostAt !== undefined && lostAt <= now ? rm(path, { force: true }) : writeFile(path, text);
    }),
  );
}

type Export = { readonly name: string; readonly text: string };

function exportsOf({ places, story }: World, now: string): Export[] {
  return places.flatMap((place): Export[] => {
    switch (place.kind) {
      case 'own-reviews':
        return [{ name: place.file, text: place.as === 'takeout' ? takeout(place, now) : table(place, now) }];
      case 'own-page':
        return [{ name: place.file, text: pageMessages(place, now) }];
      case 'pasted-site':
        return now < place.pastedAt ? [] : [{ name: place.file, text: pastedPage(place, story.timezone) }];
      default:
        return [];
    }
  });
}

/** The shape of Google Takeout's reviews.json. A reply shows from the day it was written. */
function takeout(own: OwnReviews, now: string): string {
  const reviews = ownReviews(own, now).map(review => ({
    name: `accounts/1/locations/1/reviews/${review.at}`,
    reviewer: { displayName: review.author },
    starRating: STAR_WORDS[review.stars - 1],
    ...(review.text && { comment: review.text }),
    createTime: review.at,
    updateTime: review.at,
    ...(review.reply && { reviewReply: { comment: review.reply, updateTime: review.replyAt } }),
  }));
  return JSON.stringify({ reviews }, null, 1);
}

/** The table that booking sites let a house download, one line a review. */
function table(own: OwnReviews, now: string): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = ownReviews(own, now).map(review =>
    [
      review.at,
      review.author,
      review.title ?? '',
      review.text,
      String(review.stars),
      review.reply ?? '',
      review.reply ? (review.replyAt ?? '') : '',
      `${own.page}#${review.at.replace(/\D/g, '').slice(0, 12)}`,
    ].map(cell),
  );
  const headers = [
    'Date',
    'Client',
    'Titre',
    'Commentaire',
    'Note sur 10',
    'Réponse',
    'Date de réponse',
    'Lien',
  ];
  return `${[headers.map(cell), ...rows].map(row => row.join(';')).join('\n')}\n`;
}

/** All of them, newest first, with the replies that had been written by then. */
function ownReviews({ reviews, earlier }: OwnReviews, now: string): Reviewed[] {
  return writtenBy([...reviews, ...earlierReviews(earlier)], now).map(({ reply, replyAt, ...review }) => {
    const at = replyAt ?? review.at;
    return reply && at <= now ? { ...review, reply, replyAt: at } : review;
  });
}

/**
 * The years before the texts: stars alone, spread evenly, the scarce ones between the others so that no month
 * looks like a crisis. Low ones were answered at the time.
 */
function earlierReviews({ from, to, stars, replyToLow }: OwnReviews['earlier']): Reviewed[] {
  const best = Math.max(...Object.keys(stars).map(Number));
  const placed = Object.entries(stars).flatMap(([stars, count = 0]) =>
    Array.from({ length: count }, (_, index) => ({ stars: Number(stars), place: (index + 0.5) / count })),
  );
  const start = Date.parse(from);
  const step = (Date.parse(to) - start) / placed.length;
  return placed
    .toSorted((a, b) => a.place - b.place || a.stars - b.stars)
    .map(({ stars }, index) => {
      const at = new Date(start + step * index).toISOString();
      const replied = stars <= best * LOW_SHARE ? { reply: replyToLow, replyAt: at } : {};
      return { at, stars, author: `Client ${index + 1}`, text: '', ...replied };
    });
}

/** Three stars of five, six points of ten: what an owner answers even without a word. */
const LOW_SHARE = 0.6;

/** A list of messages as page managers export it: one row a message, named columns. */
function pageMessages({ page, messages }: PlaceOf<'own-page'>, now: string): string {
  const rows = writtenBy(messages, now).map(message => ({
    Date: message.at,
    Auteur: message.author,
    Message: message.text,
    Lien: `${page}/posts/${message.at.replace(/\D/g, '').slice(0, 12)}`,
  }));
  return JSON.stringify(rows, null, 1);
}

/** What "select all, copy, paste" gives on a directory's page. */
function pastedPage(site: PlaceOf<'pasted-site'>, timezone: string): string {
  const reviews = writtenBy(site.reviews, site.pastedAt);
  const average = reviews.reduce((sum, review) => sum + review.stars, 0) / reviews.length;
  const day = new Intl.DateTimeFormat('fr-FR', { timeZone: timezone, dateStyle: 'long' });
  const blocks = reviews.map(review => {
    const reply = review.reply ? `\nRéponse du professionnel\n${review.reply}` : '';
    const head = `${review.author}\n${review.stars}/5\nAvis déposé le ${day.format(new Date(review.at))}`;
    return `${head}\n${review.text}${reply}`;
  });
  const shown = average.toFixed(1).replace('.', ',');
  const head = `${site.name}\n${site.heading}\n${shown}/5 (${reviews.length} avis)`;
  return `${head}\n\n${blocks.join('\n\n')}\n`;
}
