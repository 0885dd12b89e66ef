import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { decodeEntities } from '../../collectors/readers/entities.ts';
import type { InspectedFeed } from '../../src/app/inspecting/feed.ts';

/** The shape of `web/feeds/cases.json` of the corpora; checks with `i` −1 are of the feed itself. */
export type FeedCase = {
  readonly id: string;
  readonly suite: string;
  readonly group: string;
  readonly file: string;
  readonly contentType?: string;
  readonly base?: string;
  readonly mustNotCrash?: boolean;
  readonly minItems?: number;
  readonly maxMs?: number;
  readonly checks: readonly FeedCheck[];
};
export type FeedCheck = {
  readonly i: number;
  readonly field: string;
  readonly op: 'eq' | 'title' | 'html' | 'date';
  readonly value: string;
};

export type FeedReader = (
  bytes: Uint8Array,
  url: string,
  contentType: string,
) => InspectedFeed | null | Promise<InspectedFeed | null>;

export type Ratio = { right: number; of: number };
export type FeedScore = {
  readonly itemFields: Ratio;
  readonly allChecks: Ratio;
  readonly hostile: Ratio;
  readonly sanitisedSafe: Ratio;
  readonly crashes: number;
  readonly fields: Readonly<Record<string, Ratio>>;
  readonly fails: readonly { id: string; field: string; expected: string; got: string }[];
};

const ITEM_FIELDS = ['title', 'link', 'published', 'author', 'id', 'content'];
const UNSAFE =
  /<\s*(script|iframe|object|embed|applet|frame|style|link|meta|base|form)\b|\son\w+\s*=|javascript\s*:|vbscript\s*:|expression\s*\(/i;
const OUTPUT_LENGTH_MAX = 5_000_000;

export function loadFeedCases(file: string): readonly FeedCase[] {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Scores a reader as the acceptance script does: the same comparison of text, dates and addresses. */
export async function scoreFeeds(casesFile: string, read: FeedReader): Promise<FeedScore> {
  const fields: Record<string, Ratio> = {};
  const hostile = { right: 0, of: 0 };
  const sanitisedSafe = { right: 0, of: 0 };
  const fails: FeedScore['fails'][number][] = [];
  let crashes = 0;
  for (const each of loadFeedCases(casesFile)) {
    const bytes = readFileSync(join(dirname(casesFile), each.file));
    const started = performance.now();
    const feed = await settled(read, bytes, each);
    const duration = performance.now() - started;
    // `files` are whole documents of another kind, OPML among them.
    if (feed === null && each.mustNotCrash !== false && each.group !== 'files') crashes += 1;
    if (each.suite === 'adversarial') note(hostile, survived(each, feed, duration));
    if (each.group.includes('sanitize') && feed)
      note(sanitisedSafe, !feed.items.some(item => UNSAFE.test(item.content)));
    for (const check of each.checks) {
      const got = valueAt(feed, check);
      const key = keyOf(each, check);
      fields[key] ??= { right: 0, of: 0 };
      const right = agrees(check, got);
      note(fields[key], right);
      if (!right) fails.push({ id: each.id, field: key, expected: check.value, got });
    }
  }
  const sum = (names: readonly string[]): Ratio =>
    names.reduce(
      (all, name) => ({
        right: all.right + (fields[name]?.right ?? 0),
        of: all.of + (fields[name]?.of ?? 0),
      }),
      { right: 0, of: 0 },
    );
  return {
    itemFields: sum(ITEM_FIELDS),
    allChecks: sum(Object.keys(fields)),
    hostile,
    sanitisedSafe,
    crashes,
    fields,
    fails,
  };
}

async function settled(read: FeedReader, bytes: Uint8Array, each: FeedCase): Promise<InspectedFeed | null> {
  try {
    return await read(bytes, each.base ?? '', each.contentType ?? '');
  } catch {
    // A reader that throws on a feed has not read it; the count of crashes says so.
    return null;
  }
}

/** Sanitised content is counted apart: only its text can be compared. */
function keyOf(each: FeedCase, check: FeedCheck): string {
  if (each.group.includes('sanitize') && check.op === 'html') return 'content(sanitize,text)';
  return `${check.i < 0 ? 'feed.' : ''}${check.field}`;
}

function note(ratio: Ratio, right: boolean): void {
  ratio.of += 1;
  if (right) ratio.right += 1;
}

function survived(each: FeedCase, feed: InspectedFeed | null, durationMs: number): boolean {
  if (durationMs > (each.maxMs ?? 3000) + 1500) return false;
  if (feed === null) return each.mustNotCrash === false;
  const printed = JSON.stringify(feed);
  const enough = each.mustNotCrash === false || feed.items.length >= (each.minItems ?? 0);
  return enough && printed.length <= OUTPUT_LENGTH_MAX && !printed.includes('root:');
}

export function valueAt(feed: InspectedFeed | null, check: FeedCheck): string {
  const holder: Readonly<Record<string, unknown>> | undefined =
    check.i < 0 ? feed?.feed : feed?.items[check.i];
  const value = holder?.[check.field];
  return value === null || value === undefined ? '' : String(value);
}

export function agrees({ i, field, op, value }: FeedCheck, got: string): boolean {
  const plain = (text: string) => text.trim().replace(/\/+$/, '');
  if (op === 'date') return Math.abs(Date.parse(got) - Date.parse(value)) < 1500;
  if (op === 'eq' && !(i < 0 && (field === 'title' || field === 'description')))
    return plain(got) === plain(value);
  return textOf(got) === textOf(value);
}

function textOf(html: string): string {
  const bare = html
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]*>?/g, '');
  return decodeEntities(decodeEntities(bare)).replace(/\s+/g, '');
}
