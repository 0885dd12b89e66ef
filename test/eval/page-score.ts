import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspectPage } from '../../src/app/inspecting/page.ts';

type RatedCase = {
  readonly file: string;
  readonly rating: number | null;
  readonly ratingCount: number | null;
};

/** How many of the pages that hold a figure gave it back. */
export type PageScore = {
  readonly rating: { readonly right: number; readonly of: number };
  readonly count: { readonly right: number; readonly of: number };
  /** Files whose rating or count was missed. */
  readonly missed: readonly string[];
  readonly msPerPage: number;
};

/** As the corpora's own score: a rating within 0.06, a count exact. */
export function scorePages(casesFile: string): PageScore {
  const cases = JSON.parse(readFileSync(casesFile, 'utf8')) as RatedCase[];
  const rating = { right: 0, of: 0 };
  const count = { right: 0, of: 0 };
  const missed = new Set<string>();
  let ms = 0;
  for (const each of cases) {
    const bytes = readFileSync(join(dirname(casesFile), each.file));
    const started = performance.now();
    const { ratings } = inspectPage(bytes, '', '');
    ms += performance.now() - started;
    if (each.rating !== null) {
      const right = ratings.some(found => Math.abs(found.value - each.rating!) < 0.06);
      rating.of++;
      if (right) rating.right++;
      else missed.add(each.file);
    }
    if (each.ratingCount !== null) {
      const right = ratings.some(found => [found.count, found.reviewCount].includes(each.ratingCount));
      count.of++;
      if (right) count.right++;
      else missed.add(each.file);
    }
  }
  return { rating, count, missed: [...missed], msPerPage: ms / Math.max(1, cases.length) };
}
