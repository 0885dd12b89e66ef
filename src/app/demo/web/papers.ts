import { slug } from '../../../domain/brand.ts';
import { type Paper, writtenBy } from '../world.ts';
import { escapeMarkup, jsonPage, notFound, type Page } from './markup.ts';

/** A paper keeps its last twenty titles in its feed, as most do. */
const FEED_ITEMS_MAX = 20;

/** What a paper's host answers at `now`. */
export function paperPage(paper: Paper, url: URL, now: string): Page {
  const articles = writtenBy(paper.articles, now)
    .slice(0, FEED_ITEMS_MAX)
    .map(article => ({
      ...article,
      url: `http://${paper.host}/${article.at.slice(0, 10)}/${slug(article.title)}`,
    }));
  if (paper.as === 'rss' && url.pathname === '/rss.xml') return rss(paper, articles);
  if (paper.as === 'atom' && url.pathname === '/atom.xml') return atom(paper, articles);
  if (paper.as === 'wordpress' && url.pathname === '/wp-json/wp/v2/posts')
    return posts(articles, url.searchParams);
  return notFound;
}

type Article = Paper['articles'][number] & { readonly url: string };

function rss(paper: Paper, articles: readonly Article[]): Page {
  const items = articles.map(
    article =>
      `<item><title>${escapeMarkup(article.title)}</title><link>${article.url}</link>` +
      `<guid isPermaLink="true">${article.url}</guid><pubDate>${new Date(article.at).toUTCString()}</pubDate>` +
      `<description>${escapeMarkup(article.text)}</description></item>`,
  );
  const channel = `<title>${escapeMarkup(paper.name)}</title><link>http://${paper.host}/</link><description>Titres</description><language>fr</language>`;
  return xml(
    'application/rss+xml',
    `<rss version="2.0"><channel>${channel}\n${items.join('\n')}</channel></rss>`,
  );
}

function atom(paper: Paper, articles: readonly Article[]): Page {
  const entries = articles.map(
    article =>
      `<entry><id>${article.url}</id><title>${escapeMarkup(article.title)}</title><link href="${article.url}"/>` +
      `<updated>${article.at}</updated><published>${article.at}</published>` +
      `<summary>${escapeMarkup(article.text)}</summary></entry>`,
  );
  const updated = articles[0]?.at ?? paper.articles[0]!.at;
  const head = `<id>http://${paper.host}/</id><title>${escapeMarkup(paper.name)}</title><updated>${updated}</updated>`;
  return xml(
    'application/atom+xml',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">${head}\n${entries.join('\n')}</feed>`,
  );
}

function xml(type: string, root: string): Page {
  return {
    status: 200,
    contentType: `${type}; charset=utf-8`,
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`,
  };
}

/** The REST answer of WordPress, with its `after` filter and its two dates (`date` has no offset). */
function posts(articles: readonly Article[], query: URLSearchParams): Page {
  const after = Date.parse(query.get('after') ?? '') || 0;
  const fresh = articles.filter(article => Date.parse(article.at) > after);
  return jsonPage(
    fresh.map(article => ({
      id: Math.round(Date.parse(article.at) / 60_000) % 1_000_000,
      date: article.at.slice(0, 19),
      date_gmt: article.at.slice(0, 19),
      modified_gmt: article.at.slice(0, 19),
      link: article.url,
      type: 'post',
      title: { rendered: escapeMarkup(article.title) },
      excerpt: { rendered: `<p>${escapeMarkup(article.text)}</p>\n`, protected: false },
      content: { rendered: `<p>${escapeMarkup(article.text)}</p>\n`, protected: false },
    })),
  );
}
