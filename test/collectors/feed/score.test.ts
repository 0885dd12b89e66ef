import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectFeed } from '../../../src/app/inspecting/feed.ts';
import { readWithRssParser } from '../../eval/feed-readers.ts';
import { agrees, loadFeedCases, scoreFeeds, valueAt } from '../../eval/feed-score.ts';
import { FEED_CASES } from '../../eval/feeds.ts';

const share = ({ right, of }: { right: number; of: number }) => right / of;

describe.skipIf(!existsSync(FEED_CASES))('public feed suites (skipped: corpora not found)', () => {
  it('reads what their own tests expect', async () => {
    const score = await scoreFeeds(FEED_CASES, inspectFeed);
    expect(share(score.itemFields)).toBeGreaterThanOrEqual(0.96);
    expect(share(score.allChecks)).toBeGreaterThanOrEqual(0.98);
    expect(score.hostile).toEqual({ right: 22, of: 22 });
    expect(share(score.sanitisedSafe)).toBe(1);
  });

  it('reads right whatever rss-parser reads right', async () => {
    const worse: string[] = [];
    // Hostile feeds freeze rss-parser; only what can be compared is.
    for (const each of loadFeedCases(FEED_CASES).filter(
      one => one.suite !== 'adversarial' && one.checks.length > 0,
    )) {
      const bytes = readFileSync(join(dirname(FEED_CASES), each.file));
      const theirs = await readWithRssParser(bytes).catch(() => null);
      if (!theirs) continue;
      const ours = inspectFeed(bytes, each.base ?? '', each.contentType ?? '');
      for (const check of each.checks)
        if (agrees(check, valueAt(theirs, check)) && !agrees(check, valueAt(ours, check)))
          worse.push(`${each.id} ${check.field}: ${valueAt(ours, check)}`);
    }
    expect(worse).toEqual([]);
  });

  it('reads in real feeds every item, title, link and date that rss-parser reads', async () => {
    const worse: string[] = [];
    const cases = loadFeedCases(FEED_CASES).filter(
      one => one.suite === 'rssparser' || one.suite === 'feedsmith',
    );
    for (const each of cases) {
      const bytes = readFileSync(join(dirname(FEED_CASES), each.file));
      const theirs = await readWithRssParser(bytes).catch(() => null);
      if (!theirs) continue;
      const ours = inspectFeed(bytes, '', '');
      if (ours?.items.length !== theirs.items.length) worse.push(`${each.id}: ${ours?.items.length} items`);
      for (const [index, item] of theirs.items.entries()) {
        for (const [field, op] of FIELDS) {
          // They leave relative links as they are.
          const value = field === 'link' ? URL.parse(item.link, ours?.items[index]?.link)?.href : item[field];
          if (!value) continue;
          const check = { i: index, field, op, value };
          if (!agrees(check, valueAt(ours, check)))
            worse.push(`${each.id} ${index} ${field}: ${value} | ${valueAt(ours, check)}`);
        }
      }
    }
    expect(worse).toEqual([]);
  });
});

const FIELDS = [
  ['title', 'title'],
  ['link', 'eq'],
  ['published', 'date'],
  ['id', 'eq'],
] as const;
