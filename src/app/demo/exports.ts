import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Reviewed, type World, writtenBy } from './world.ts';

const STAR_WORDS = ['ONE', 'TWO', 'THREE', 'FOUR', 'FIVE'];

/**
 * What the owner herself has exported, saved or pasted by `now`, written into `folder` where the settings of the
 * demonstration look for it: Google's own export, the page's messages, and one old copy of a page that refuses
 * robots.
 */
export async function writeExports(world: World, folder: string, now: string): Promise<void> {
  const files = [
    { name: 'google.json', text: JSON.stringify({ reviews: googleReviews(world.google, now) }, null, 1) },
    { name: 'facebook.json', text: JSON.stringify(pageMessages(world.facebook, now), null, 1) },
    ...(now >= world.pagesjaunes.pastedAt
      ? [{ name: 'pagesjaunes.txt', text: pastedPage(world.pagesjaunes, world.story.timezone) }]
      : []),
  ];
  await Promise.all(files.map(file => writeFile(join(folder, file.name), file.text)));
}

/** The shape of Google Takeout's reviews.json. A reply shows from the day it was written. */
function googleReviews(google: World['google'], now: string): object[] {
  return writtenBy([...google.reviews, ...earlierReviews(google.earlier)], now).map(review => ({
    name: `accounts/1/locations/1/reviews/${review.at}`,
    reviewer: { displayName: review.author },
    starRating: STAR_WORDS[review.stars - 1],
    ...(review.text && { comment: review.text }),
    createTime: review.at,
    updateTime: review.at,
    ...(review.reply &&
      (review.replyAt ?? review.at) <= now && {
        reviewReply: { comment: review.reply, updateTime: review.replyAt ?? review.at },
      }),
  }));
}

/**
 * The years before the texts: stars alone, spread evenly, the scarce ones between the others so that no month
 * looks like a crisis. Low ones were answered at the time.
 */
function earlierReviews(earlier: World['google']['earlier']): Reviewed[] {
  const placed = Object.entries(earlier.stars).flatMap(([stars, count = 0]) =>
    Array.from({ length: count }, (_, index) => ({ stars: Number(stars), place: (index + 0.5) / count })),
  );
  const from = Date.parse(earlier.from);
  const step = (Date.parse(earlier.to) - from) / placed.length;
  return placed
    .toSorted((a, b) => a.place - b.place || a.stars - b.stars)
    .map(({ stars }, index) => {
      const at = new Date(from + step * index).toISOString();
      const replied = stars < 4 ? { reply: earlier.replyToLow, replyAt: at } : {};
      return { at, stars, author: `Client ${index + 1}`, text: '', ...replied };
    });
}

/** A list of messages as page managers export it: one row a message, named columns. */
function pageMessages(page: World['facebook'], now: string): object[] {
  return writtenBy(page.messages, now).map(message => ({
    Date: message.at,
    Auteur: message.author,
    Message: message.text,
    Lien: `${page.page}/posts/${message.at.replace(/\D/g, '').slice(0, 12)}`,
  }));
}

/** What "select all, copy, paste" gives on a directory's page. */
function pastedPage(site: World['pagesjaunes'], timezone: string): string {
  const reviews = writtenBy(site.reviews, site.pastedAt);
  const average = reviews.reduce((sum, review) => sum + review.stars, 0) / reviews.length;
  const day = new Intl.DateTimeFormat('fr-FR', { timeZone: timezone, dateStyle: 'long' });
  const blocks = reviews.map(review => {
    const reply = review.reply ? `\nRéponse du professionnel\n${review.reply}` : '';
    const head = `${review.author}\n${review.stars}/5\nAvis déposé le ${day.format(new Date(review.at))}`;
    return `${head}\n${review.text}${reply}`;
  });
  const shown = average.toFixed(1).replace('.', ',');
  const head = `PagesJaunes\nMenuiserie Kerlann, menuisier à Vannes\n${shown}/5 (${reviews.length} avis)`;
  return `${head}\n\n${blocks.join('\n\n')}\n`;
}
