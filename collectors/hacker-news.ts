import * as z from 'zod';
import type { Answer, Collector, Cursor, Http, Read } from '../src/domain/collector.ts';
import type { Mention } from '../src/domain/observation.ts';
import { htmlToText } from './readers/html.ts';
import { isObject, type JsonObject, numberAt, objectsIn, readJson, textAt } from './readers/json.ts';
import { mentionOf } from './readers/observed.ts';
import { searchQuery } from './readers/options.ts';

const options = z.strictObject({
  /** Words to find; a phrase in double quotes is looked for as it stands. */
  query: searchQuery,
});

type Options = z.infer<typeof options>;

const HITS_PER_PAGE = 100;
/** A firm's name is hardly ever said 300 times between two looks. */
const MAX_PAGES = 3;
/** 2100-01-01: a larger second is a mistake, and would make every later look empty. */
const MAX_SECOND = 4_102_444_800;

function request({ query }: Options, since: Cursor, page: number): Http {
  const after = typeof since['second'] === 'number' ? since['second'] : 0;
  const parameters = new URLSearchParams({
    query,
    tags: '(story,comment)',
    numericFilters: `created_at_i>${after}`,
    hitsPerPage: String(HITS_PER_PAGE),
    page: String(page),
  });
  return { via: 'http', url: `https://hn.algolia.com/api/v1/search_by_date?${parameters}` };
}

function read(answer: Answer, settings: Options, since: Cursor): Read {
  const json = readJson(answer);
  if (!isObject(json) || !Array.isArray(json['hits'])) return { recognised: false, observations: [] };
  const observations = objectsIn(json['hits']).flatMap(hit => mentionFrom(hit) ?? []);
  const page = numberAt(json, 'page') ?? 0;
  const seconds = objectsIn(json['hits'])
    .map(hit => numberAt(hit, 'created_at_i') ?? 0)
    .filter(second => second < MAX_SECOND);
  const newest = seconds.reduce((a, b) => Math.max(a, b), 0);
  const more = page + 1 < Math.min(numberAt(json, 'nbPages') ?? 0, MAX_PAGES);
  return {
    recognised: true,
    observations,
    // By date, newest first: the first page alone moves the cursor.
    ...(page === 0 && newest > 0 ? { cursor: { second: newest } } : {}),
    ...(more ? { next: [request(settings, since, page + 1)] } : {}),
  };
}

function mentionFrom(hit: JsonObject): Mention | null {
  const id = textAt(hit, 'objectID');
  const second = numberAt(hit, 'created_at_i');
  if (!id || !/^\d{1,12}$/.test(id)) return null;
  const comment = textAt(hit, 'comment_text');
  const title = textAt(hit, 'title') ?? textAt(hit, 'story_title');
  const text = comment ?? textAt(hit, 'story_text') ?? title;
  if (!text) return null;
  return mentionOf(comment ? 'comment' : 'post', {
    sourceItemId: id,
    url: `https://news.ycombinator.com/item?id=${id}`,
    title: title ? htmlToText(title, 300) : undefined,
    text: htmlToText(text, 20_000),
    author: { handle: textAt(hit, 'author'), name: undefined, url: undefined },
    publishedAt:
      second !== undefined && second >= 0 && second < MAX_SECOND
        ? new Date(second * 1000).toISOString()
        : null,
    engagement: { likes: numberAt(hit, 'points'), replies: numberAt(hit, 'num_comments') },
  });
}

/** Stories and comments of Hacker News, by the search that it names itself. */
export const collector: Collector<Options> = {
  id: 'hacker-news',
  title: { fr: 'Hacker News', en: 'Hacker News' },
  homepage: 'https://hn.algolia.com/api',
  brings: ['mentions'],
  needs: 'nothing',
  costs: 'free',
  terms:
    'A public search API without a key; 10,000 requests an hour are allowed and vigie makes a few a day.',
  obeysRobots: false,
  options,
  limits: { minIntervalMs: 1_000, maxPages: MAX_PAGES, maxItems: HITS_PER_PAGE * MAX_PAGES },
  requests: (settings, since) => [request(settings, since, 0)],
  read,
};
