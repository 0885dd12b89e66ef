import { createHash } from 'node:crypto';
import type { RivalSite } from '../world.ts';
import { escapeMarkup, htmlPage, notFound, type Page, scriptJson } from './markup.ts';

/** What a rival's site (or the job board) answers at `now`, with all that turns on a page without being news. */
export function rivalPage(site: RivalSite, url: URL, now: string, timezone: string): Page {
  const page = site.pages.find(page => page.path === url.pathname);
  if (!page) return notFound;
  const version = page.versions.findLast(version => version.at <= now);
  const turning = turningWords(now, timezone);
  const lines = (version?.lines ?? page.lines).map(line =>
    line.replace(/\{\{(\w+)\}\}/g, (_, word: string) => turning[word] ?? ''),
  );
  const [heading, ...rest] = lines.map(escapeMarkup);
  const rating = page.rating && {
    '@context': 'https://schema.org',
    '@type': 'LocalBusiness',
    name: site.name,
    aggregateRating: {
      '@type': 'AggregateRating',
      ratingValue: page.rating.average,
      bestRating: 5,
      reviewCount: page.rating.count,
    },
  };
  const body = [
    ...(rating ? [`<script type="application/ld+json">${scriptJson(rating)}</script>`] : []),
    `<form action="/recherche"><input type="hidden" name="jeton" value="${turning.token}"></form>`,
    `<h1>${heading}</h1>`,
    ...rest.map(line => `<p>${line}</p>`),
  ];
  return htmlPage(page.title, body.join('\n'));
}

/** Date, hour, counters and tokens, as real pages sprinkle them: a function of the time alone. */
function turningWords(now: string, timezone: string): Readonly<Record<string, string>> {
  const at = new Date(now);
  const hours = Math.floor(at.getTime() / 3_600_000);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('fr-FR', { timeZone: timezone, ...options }).format(at);
  return {
    today: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    hour: format({ hour: '2-digit', minute: '2-digit' }),
    visits: (10_000 + (hours % 50_000)).toLocaleString('fr-FR'),
    ago: `il y a ${(hours % 20) + 2} heures`,
    token: createHash('sha256').update(now).digest('hex').slice(0, 32),
  };
}
