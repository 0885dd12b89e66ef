import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inspectFeed } from '../../src/app/inspecting/feed.ts';
import { type FeedScore, type Ratio, scoreFeeds } from './feed-score.ts';
import { KillableReader } from './killable-reader.ts';

const CORPORA = process.env['VIGIE_CORPORA'] ?? join(import.meta.dirname, '../../../shared/corpora');
export const FEED_CASES = join(CORPORA, 'web/feeds/cases.json');

/** `npm run eval -- feeds`: our reader beside rss-parser and feedsmith, on the same files in the same run. */
export async function run(options: {
  cases?: string;
  json: boolean;
  out: (text: string) => void;
}): Promise<number> {
  const cases = options.cases ?? FEED_CASES;
  if (!existsSync(cases)) {
    options.out(`skipped: corpora not found (${cases})\n`);
    return 0;
  }
  const scores: Record<string, FeedScore> = { vigie: await scoreFeeds(cases, inspectFeed) };
  for (const name of ['rss-parser', 'feedsmith'] as const) {
    const reader = new KillableReader(name);
    scores[name] = await scoreFeeds(cases, reader.read);
    await reader.close();
  }
  if (options.json) options.out(`${JSON.stringify(scores)}\n`);
  else for (const [name, score] of Object.entries(scores)) options.out(lineOf(name, score));
  return 0;
}

function lineOf(name: string, score: FeedScore): string {
  const cells = [
    `item fields ${percent(score.itemFields)}`,
    `all checks ${percent(score.allChecks)}`,
    `hostile ${score.hostile.right}/${score.hostile.of}`,
    `unreadable ${score.crashes}`,
  ];
  return `${name.padEnd(11)} ${cells.join(' · ')}\n`;
}

function percent({ right, of }: Ratio): string {
  return `${right}/${of} = ${((100 * right) / Math.max(1, of)).toFixed(1)} %`;
}
