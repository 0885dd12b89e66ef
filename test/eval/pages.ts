import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { scorePages } from './page-score.ts';

const CORPORA = process.env['VIGIE_CORPORA'] ?? join(import.meta.dirname, '../../../shared/corpora');
export const PAGE_CASES = join(CORPORA, 'web/pages/rated_cases.json');

/** `npm run eval -- pages`: overall ratings and their counts on saved pages of the wild. */
export async function run(options: {
  cases?: string;
  json: boolean;
  out: (text: string) => void;
}): Promise<number> {
  const cases = options.cases ?? PAGE_CASES;
  if (!existsSync(cases)) {
    options.out(`skipped: corpora not found (${cases})\n`);
    return 0;
  }
  const score = scorePages(cases);
  if (options.json) options.out(`${JSON.stringify(score)}\n`);
  else {
    const { rating, count, missed, msPerPage } = score;
    options.out(
      `ratings ${rating.right}/${rating.of} · counts ${count.right}/${count.of} · ${msPerPage.toFixed(0)} ms a page\n`,
    );
    for (const file of missed) options.out(`missed  ${file}\n`);
  }
  return 0;
}
