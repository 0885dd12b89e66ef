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
import { mentionOf } from './readers/observed.ts';
import { searchQuery, siteRoot, webAddress } from './readers/options.ts';

const options = z.strictObject({
  /** The forum's address. */
  site: webAddress,
  /** Only posts that hold these words (the forum's own search); without it, all new posts. */
  query: searchQuery.optional(),
});

type Options = z.infer<typeof options>;

/** posts.json gives 50 posts a page: five pages are a busy forum's day. */
const MAX_PAGES = 6;
/** Longest post looked at, characters of HTML. */
const MAX_COOKED_LENGTH = 200_000;

function get(settings: Options, path: string): Http {
  return { via: 'http', url: `${siteRoot(settings.site)}${path}`, headers: { accept: 'application/json' } };
}

function requests(settings: Options): Http[] {
  if (!settings.query) return [get(settings, '/latest.json?order=created')];
  return [get(settings, `/search.json?q=${encodeURIComponent(`${settings.query} order:latest`)}`)];
}

function read(answer: Answer, settings: Options, since: Cursor): Read {
  const json = readJson(answer);
  if (isObject(json)) {
    if (Array.isArray(objectAt(json, 'topic_list')['topics'])) return readTopics(json, settings, since);
    if (Array.isArray(json['latest_posts'])) return readPosts(json, settings, since);
    if (isObject(json['grouped_search_result']) || Array.isArray(json['posts']))
      return readSearch(json, settings);
  }
  // Forums of before 2014 answer a search with groups of links.
  if (Array.isArray(json) && objectsIn(json).some(group => Array.isArray(group['results'])))
    return { recognised: true, observations: objectsIn(json).flatMap(group => oldResults(group, settings)) };
  return { recognised: false, observations: [] };
}

/** New topics by their titles; the posts themselves, which hold the text, are asked for next. */
function readTopics(json: JsonObject, settings: Options, since: Cursor): Read {
  const topics = objectsIn(objectAt(json, 'topic_list')['topics']);
  const fresh = topics.filter(topic => isFresh(topic, since['topics']));
  const names = new Map(objectsIn(json['users']).map(user => [textAt(user, 'id'), textAt(user, 'username')]));
  return {
    recognised: true,
    observations: fresh.flatMap(topic => topicOf(topic, names, settings) ?? []),
    cursor: { topics: newest(topics, since['topics']) },
    next: [{ ...get(settings, '/posts.json'), optional: true }],
  };
}

function isFresh(topic: JsonObject, since: string | number | undefined): boolean {
  const created = instantAt(topic, 'created_at');
  return typeof since !== 'string' || created === null || created > since;
}

function newest(topics: readonly JsonObject[], since: string | number | undefined): string {
  const dates = topics.map(topic => instantAt(topic, 'created_at') ?? '');
  return dates.reduce((a, b) => (a > b ? a : b), typeof since === 'string' ? since : '');
}

function topicOf(
  topic: JsonObject,
  names: ReadonlyMap<string | undefined, string | undefined>,
  settings: Options,
): Mention | null {
  const id = textAt(topic, 'id');
  const title = textAt(topic, 'title');
  if (!id || !title) return null;
  const first = objectsIn(topic['posters'])[0];
  return mentionOf('post', {
    sourceItemId: `${id}/1`,
    url: postUrl(settings, textAt(topic, 'slug'), id, 1),
    title,
    text: htmlToText(textAt(topic, 'excerpt') ?? title, 2_000),
    author: { handle: first && names.get(textAt(first, 'user_id')), name: undefined, url: undefined },
    publishedAt: instantAt(topic, 'created_at'),
    engagement: {
      likes: numberAt(topic, 'like_count'),
      replies: numberAt(topic, 'reply_count'),
      views: numberAt(topic, 'views'),
    },
  });
}

function readPosts(json: JsonObject, settings: Options, since: Cursor): Read {
  const posts = objectsIn(json['latest_posts']).filter(post => numberAt(post, 'id') !== undefined);
  const known = typeof since['post'] === 'number' ? since['post'] : 0;
  const ids = posts.map(post => numberAt(post, 'id')!);
  const oldest = Math.min(...ids);
  // Only a forum that was read before has a gap to fill; the first time its newest posts are enough.
  const gap = known > 0 && ids.length > 0 && oldest > known + 1;
  return {
    recognised: true,
    observations: posts
      .filter(post => numberAt(post, 'id')! > known)
      .flatMap(post => postOf(post, settings) ?? []),
    ...(ids.length > 0 ? { cursor: { post: Math.max(known, ...ids) } } : {}),
    ...(gap ? { next: [get(settings, `/posts.json?before=${oldest}`)] } : {}),
  };
}

function postOf(post: JsonObject, settings: Options): Mention | null {
  const topic = textAt(post, 'topic_id');
  const number = numberAt(post, 'post_number') ?? 1;
  // post_type 1 is what people write; 2 to 4 are moderators' marks, small actions and whispers.
  if (
    !topic ||
    (numberAt(post, 'post_type') ?? 1) !== 1 ||
    post['hidden'] === true ||
    post['user_deleted'] === true
  )
    return null;
  const cooked = textAt(post, 'cooked');
  return mentionOf('post', {
    sourceItemId: `${topic}/${number}`,
    url: postUrl(settings, textAt(post, 'topic_slug'), topic, number),
    title: textAt(post, 'topic_title'),
    text: cooked
      ? htmlToText(withoutQuotes(cooked.slice(0, MAX_COOKED_LENGTH)), 20_000)
      : (textAt(post, 'raw') ?? ''),
    author: { name: textAt(post, 'name'), handle: textAt(post, 'username'), url: undefined },
    publishedAt: instantAt(post, 'created_at'),
    engagement: { replies: numberAt(post, 'reply_count'), views: numberAt(post, 'reads') },
  });
}

function readSearch(json: JsonObject, settings: Options): Read {
  const topics = new Map(objectsIn(json['topics']).map(topic => [textAt(topic, 'id'), topic]));
  const observations = objectsIn(json['posts']).flatMap(post => {
    const id = textAt(post, 'topic_id');
    if (!id) return [];
    const topic = topics.get(id) ?? {};
    const number = numberAt(post, 'post_number') ?? 1;
    return mentionOf('post', {
      sourceItemId: `${id}/${number}`,
      url: postUrl(settings, textAt(topic, 'slug'), id, number),
      title: textAt(topic, 'title'),
      text: htmlToText(textAt(post, 'blurb') ?? textAt(topic, 'title') ?? '', 20_000),
      author: { name: textAt(post, 'name'), handle: textAt(post, 'username'), url: undefined },
      publishedAt: instantAt(post, 'created_at'),
      engagement: { likes: numberAt(post, 'like_count') },
    });
  });
  return { recognised: true, observations };
}

function oldResults(group: JsonObject, settings: Options): Mention[] {
  if (textAt(group, 'type') !== 'topic') return [];
  return objectsIn(group['results']).flatMap(topic => {
    const title = textAt(topic, 'title');
    if (!title) return [];
    const url = textAt(topic, 'url');
    return mentionOf('post', {
      sourceItemId: `${textAt(topic, 'id') ?? url ?? title}/1`,
      url,
      base: settings.site,
      title,
      text: title,
      publishedAt: null,
    });
  });
}

function postUrl(settings: Options, slug: string | undefined, topic: string, number: number): string {
  const path = [slug ?? '-', topic, ...(number > 1 ? [String(number)] : [])]
    .map(encodeURIComponent)
    .join('/');
  return `${siteRoot(settings.site)}/t/${path}`;
}

function instantAt(object: JsonObject, name: string): string | null {
  const text = textAt(object, name);
  return text ? readDate(text, { zone: 'UTC' }) : null;
}

/** What others wrote, quoted, is theirs. Scans once; an aside that never ends stays. */
function withoutQuotes(cooked: string): string {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const start = cooked.indexOf('<aside class="quote', from);
    const end = start < 0 ? -1 : cooked.indexOf('</aside>', start);
    if (end < 0) return parts.join('') + cooked.slice(from);
    parts.push(cooked.slice(from, start));
    from = end + '</aside>'.length;
  }
}

/** A Discourse forum: its new posts, or those that its search finds. */
export const collector: Collector<Options> = {
  id: 'discourse',
  title: { fr: 'Un forum Discourse', en: 'A Discourse forum' },
  homepage: 'https://docs.discourse.org/',
  brings: ['mentions'],
  needs: 'nothing',
  costs: 'free',
  terms:
    'Public posts by the forum’s own JSON addresses; its search is throttled, so vigie asks once and slowly.',
  obeysRobots: false,
  options,
  limits: { minIntervalMs: 3_000, maxPages: MAX_PAGES, maxItems: 400 },
  requests,
  read,
};
