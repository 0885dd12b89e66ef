import * as z from 'zod';
import type { Answer, Collector, Http, Read } from '../src/domain/collector.ts';
import type { Mention } from '../src/domain/observation.ts';
import { canonicalUrl } from '../src/domain/text/canonical-url.ts';
import { htmlToText } from './readers/html.ts';
import { isObject, type JsonObject, objectsIn, readJson, textAt } from './readers/json.ts';
import { mentionOf } from './readers/observed.ts';
import { searchQuery } from './readers/options.ts';

const options = z.strictObject({
  /** GDELT's own query: a phrase in double quotes, `sourcecountry:FR`, `sourcelang:french`… */
  query: searchQuery,
});

type Options = z.infer<typeof options>;

/** The API's most; a small firm has a few a year. */
const MAX_RECORDS = 250;

/** The languages that GDELT names in words and that vigie's own detector knows. */
const LANGUAGES: Readonly<Record<string, string>> = {
  french: 'fr',
  english: 'en',
  german: 'de',
  spanish: 'es',
  italian: 'it',
  portuguese: 'pt',
  dutch: 'nl',
};

/**
 * No cursor: GDELT refuses a start older than three months, so a machine that was off for longer would be
 * refused for ever. The last three months are asked for each time and the store knows what it has.
 */
function requests({ query }: Options): Http[] {
  const parameters = new URLSearchParams({
    query,
    mode: 'artlist',
    format: 'json',
    sort: 'datedesc',
    timespan: '3months',
    maxrecords: String(MAX_RECORDS),
  });
  return [{ via: 'http', url: `https://api.gdeltproject.org/api/v2/doc/doc?${parameters}` }];
}

function read(answer: Answer): Read {
  const json = readJson(answer);
  // Nothing found is `{}`; a refused query is a sentence of text, which is no JSON.
  if (!isObject(json)) return { recognised: false, observations: [] };
  if (!Array.isArray(json['articles']))
    return { recognised: Object.keys(json).length === 0, observations: [] };
  return {
    recognised: true,
    observations: objectsIn(json['articles']).flatMap(each => mentionFrom(each) ?? []),
  };
}

function mentionFrom(article: JsonObject): Mention | null {
  const url = textAt(article, 'url');
  const title = htmlToText(textAt(article, 'title') ?? '', 300);
  if (!url || !canonicalUrl(url) || title === '') return null;
  return mentionOf('article', {
    url,
    title,
    // GDELT gives titles only.
    text: title,
    publishedAt: seenAt(textAt(article, 'seendate')),
    language: LANGUAGES[(textAt(article, 'language') ?? '').toLowerCase()],
  });
}

/**
 * `seendate` (`20261101T081500Z`) is when GDELT met the article, in quarters of an hour, not when it was
 * published: an upper bound, most often by minutes or hours. It is taken as the date because the other choice,
 * the time of reading, is a later upper bound of the same thing.
 */
function seenAt(seen: string | undefined): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})Z?$/.exec(seen ?? '');
  if (!match) return null;
  const [, year, month, day, hour, minute, second] = match;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** Press articles of the world that GDELT met, by words. */
export const collector: Collector<Options> = {
  id: 'gdelt',
  title: { fr: 'La presse par GDELT', en: 'The press through GDELT' },
  homepage: 'https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/',
  brings: ['mentions'],
  needs: 'nothing',
  costs: 'free',
  terms:
    'Free for any use with a mention of GDELT; one request per 5 seconds; vigie keeps titles and links only.',
  obeysRobots: false,
  options,
  limits: { minIntervalMs: 5_000, maxPages: 1, maxItems: MAX_RECORDS },
  requests,
  read,
};
