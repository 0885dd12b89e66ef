import * as z from 'zod';
import type { Answer, Collector, Cursor, Http, Read } from '../src/domain/collector.ts';
import type { Mention } from '../src/domain/observation.ts';
import { readDate } from './readers/date.ts';
import { htmlToText } from './readers/html.ts';
import {
  isObject,
  type JsonObject,
  numberAt,
  objectAt,
  objectsIn,
  readJson,
  textAt,
} from './readers/json.ts';
import { MAX_EXTRACT_LENGTH, mentionOf } from './readers/observed.ts';
import { siteRoot, webAddress } from './readers/options.ts';

const options = z.strictObject({
  /** The site's address, without /wp-json. */
  site: webAddress,
  /** Also the readers' comments. Default false. */
  comments: z.boolean().optional(),
});

type Options = z.infer<typeof options>;
type What = 'posts' | 'comments';

/** The API's own default is 10, its most is 100. */
const PER_PAGE = 50;
/** A newspaper's catch-up after a holiday; each page is one request. */
const MAX_PAGES = 6;
const FIELDS: Readonly<Record<What, string>> = {
  posts: 'id,date_gmt,link,title,excerpt,content,type',
  comments: 'id,post,date_gmt,link,author_name,author_url,content',
};

function request(settings: Options, what: What, since: Cursor, page: number): Http {
  const after = since[what];
  const parameters = new URLSearchParams({
    per_page: String(PER_PAGE),
    page: String(page),
    orderby: 'date',
    order: 'desc',
  });
  // `after` is exclusive and takes an ISO 8601 instant.
  if (typeof after === 'string') parameters.set('after', after);
  parameters.set('_fields', FIELDS[what]);
  // A list may be closed to visitors, and a page behind the last is refused; the first page of articles never is.
  const optional = what === 'comments' || page > 1;
  return {
    via: 'http',
    url: `${siteRoot(settings.site)}/wp-json/wp/v2/${what}?${parameters}`,
    ...(optional ? { optional } : {}),
  };
}

/** Which list an answer is, by the request that it answers. */
function whatOf(answer: Answer): { what: What; page: number } {
  const url = answer.fetch.via === 'http' ? answer.fetch.url : answer.url;
  const page = Number(/[?&]page=(\d{1,4})/.exec(url)?.[1] ?? 1);
  return { what: /\/wp\/v2\/comments/.test(url) ? 'comments' : 'posts', page };
}

function read(answer: Answer, settings: Options, since: Cursor): Read {
  const json = readJson(answer);
  const { what, page } = whatOf(answer);
  // Past the last page WordPress answers 400 with this code: the list simply ended.
  if (isObject(json) && json['code'] === 'rest_post_invalid_page_number')
    return { recognised: true, observations: [] };
  if (!Array.isArray(json)) return { recognised: false, observations: [] };
  const items = objectsIn(json).filter(
    item => numberAt(item, 'id') !== undefined && isObject(item['content'] ?? item['excerpt']),
  );
  if (items.length === 0) return { recognised: json.length === 0, observations: [] };
  const observations = items.map(item =>
    what === 'posts' ? article(item, settings) : comment(item, settings),
  );
  const newest = observations.map(each => each.publishedAt ?? '').reduce((a, b) => (a > b ? a : b), '');
  const full = json.length >= PER_PAGE && page < MAX_PAGES;
  return {
    recognised: true,
    observations,
    // Newest first: the first page alone moves the cursor.
    ...(page === 1 && newest !== '' ? { cursor: { [what]: newest } } : {}),
    ...(full ? { next: [request(settings, what, since, page + 1)] } : {}),
  };
}

function article(item: JsonObject, settings: Options): Mention {
  const excerpt = textAt(objectAt(item, 'excerpt'), 'rendered') ?? '';
  const content = textAt(objectAt(item, 'content'), 'rendered') ?? '';
  const short = htmlToText(excerpt, MAX_EXTRACT_LENGTH).replace(/\s*\[…\]$/, '…');
  return mentionOf('article', {
    sourceItemId: textAt(item, 'id'),
    url: textAt(item, 'link'),
    base: settings.site,
    title: htmlToText(textAt(objectAt(item, 'title'), 'rendered') ?? '', 600),
    // The firm's name may stand after the excerpt's 55 words: the extract is taken from the whole.
    text: content === '' ? short : htmlToText(content, MAX_EXTRACT_LENGTH * 2) || short,
    publishedAt: gmt(textAt(item, 'date_gmt')),
  });
}

function comment(item: JsonObject, settings: Options): Mention {
  return mentionOf('comment', {
    sourceItemId: `comment-${textAt(item, 'id')}`,
    url: textAt(item, 'link'),
    base: settings.site,
    text: htmlToText(textAt(objectAt(item, 'content'), 'rendered') ?? '', 20_000),
    author: { name: textAt(item, 'author_name'), url: textAt(item, 'author_url'), handle: undefined },
    publishedAt: gmt(textAt(item, 'date_gmt')),
  });
}

/** `date_gmt` carries no offset; `date` is the site's wall clock and is never read. */
function gmt(date: string | undefined): string | null {
  return date ? readDate(date, { zone: 'UTC' }) : null;
}

/** A WordPress site's public REST API: articles, and comments if asked. */
export const collector: Collector<Options> = {
  id: 'wordpress',
  title: { fr: 'Un site WordPress', en: 'A WordPress site' },
  homepage: 'https://developer.wordpress.org/rest-api/reference/posts/',
  brings: ['mentions'],
  needs: 'nothing',
  costs: 'free',
  terms:
    'The REST API is public unless its site closes it; vigie keeps title, link and a short extract of articles, not their whole text.',
  obeysRobots: false,
  options,
  limits: { minIntervalMs: 1_000, maxPages: MAX_PAGES * 2, maxItems: PER_PAGE * MAX_PAGES * 2 },
  requests: (settings, since) => [
    request(settings, 'posts', since, 1),
    ...(settings.comments ? [request(settings, 'comments', since, 1)] : []),
  ],
  read,
};
