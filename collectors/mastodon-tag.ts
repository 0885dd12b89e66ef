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
import { siteRoot, webAddress } from './readers/options.ts';

const options = z.strictObject({
  /** The server to ask, for example https://mastodon.social: it shows what its people follow. */
  instance: webAddress,
  /** The hashtag, with or without its #. */
  tag: z
    .string()
    .trim()
    .regex(/^#?[\p{L}\p{M}\p{N}_·]{1,100}$/u),
});

type Options = z.infer<typeof options>;

/** The API's most. */
const LIMIT = 40;
/** 200 posts of one tag between two looks. */
const MAX_PAGES = 5;

function request(settings: Options, since: Cursor, before?: string): Http {
  const tag = encodeURIComponent(settings.tag.replace(/^#/, ''));
  const parameters = new URLSearchParams({ limit: String(LIMIT) });
  if (isId(since['id'])) parameters.set('since_id', since['id']);
  if (before) parameters.set('max_id', before);
  return { via: 'http', url: `${siteRoot(settings.instance)}/api/v1/timelines/tag/${tag}?${parameters}` };
}

/** Ids are decimal and longer than a double holds: compared as text, by length first. */
function isId(id: unknown): id is string {
  return typeof id === 'string' && /^\d{1,30}$/.test(id);
}

function larger(a: string, b: string): string {
  return a.length === b.length ? (a > b ? a : b) : a.length > b.length ? a : b;
}

function read(answer: Answer, settings: Options, since: Cursor): Read {
  const json = readJson(answer);
  if (!Array.isArray(json)) return { recognised: false, observations: [] };
  const statuses = objectsIn(json).filter(each => isId(each['id']) && isObject(each['account']));
  if (statuses.length === 0) return { recognised: json.length === 0, observations: [] };
  const ids = statuses.map(status => String(status['id']));
  const newest = ids.reduce(larger);
  const oldest = ids.reduce((a, b) => (larger(a, b) === a ? b : a));
  const first = answer.fetch.via !== 'http' || !answer.fetch.url.includes('max_id=');
  // The first look is content with the newest; later ones go back to where the last ended.
  const gap = statuses.length >= LIMIT && isId(since['id']);
  return {
    recognised: true,
    observations: statuses.flatMap(status => mentionFrom(status, settings) ?? []),
    ...(first ? { cursor: { id: newest } } : {}),
    ...(gap ? { next: [request(settings, since, oldest)] } : {}),
  };
}

function mentionFrom(status: JsonObject, settings: Options): Mention | null {
  if ((textAt(status, 'visibility') ?? 'public') !== 'public' || isObject(status['reblog'])) return null;
  const account = objectAt(status, 'account');
  const written = textAt(status, 'created_at');
  const host = new URL(settings.instance).host;
  const handle = textAt(account, 'acct');
  return mentionOf('post', {
    // The federation's name of the post: the same on every server that shows it.
    sourceItemId: textAt(status, 'uri') ?? textAt(status, 'id'),
    url: textAt(status, 'url') ?? textAt(status, 'uri'),
    title: textAt(status, 'spoiler_text'),
    text: htmlToText(textAt(status, 'content') ?? '', 20_000),
    author: {
      name: textAt(account, 'display_name') ?? textAt(account, 'username'),
      handle: handle && `@${handle.includes('@') ? handle : `${handle}@${host}`}`,
      url: textAt(account, 'url'),
    },
    publishedAt: written ? readDate(written, { zone: 'UTC' }) : null,
    language: textAt(status, 'language'),
    engagement: {
      likes: numberAt(status, 'favourites_count'),
      replies: numberAt(status, 'replies_count'),
      shares: numberAt(status, 'reblogs_count'),
    },
  });
}

/** Public posts under a hashtag, as one Mastodon server sees them. */
export const collector: Collector<Options> = {
  id: 'mastodon-tag',
  title: { fr: 'Un mot-dièse sur Mastodon', en: 'A hashtag on Mastodon' },
  homepage: 'https://docs.joinmastodon.org/methods/timelines/#tag',
  brings: ['mentions'],
  needs: 'nothing',
  costs: 'free',
  terms:
    'Public posts by the server’s public API, 300 requests per 5 minutes; some servers ask for an account and then refuse.',
  obeysRobots: false,
  options,
  limits: { minIntervalMs: 1_000, maxPages: MAX_PAGES, maxItems: LIMIT * MAX_PAGES },
  requests: (settings, since) => [request(settings, since)],
  read,
};
