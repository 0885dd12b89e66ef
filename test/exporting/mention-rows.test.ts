import { expect, test } from 'vitest';
import type { Mentions, MentionsParams, MentionView } from '../../queries/mentions.ts';
import { mentionRows } from '../../src/app/exporting/mention-rows.ts';
import type { House } from '../../src/domain/house.ts';
import { addDays } from '../../src/domain/time.ts';

const PERIOD = { from: '2024-01-01', to: '2026-07-13' };

/** `count` remarks a day from `from` on. */
function remarks(verdict: 'kept' | 'to-check', from: string, days: number, count: number): MentionView[] {
  return Array.from({ length: days * count }, (_, index) => {
    const day = addDays(from, Math.floor(index / count));
    return { id: `${day} ${verdict} ${index}`, day, verdict, topics: [], priority: { label: 'low' } };
  }) as unknown as MentionView[];
}

test('every remark comes once, oldest first, and a long silence is asked about in few questions', async () => {
  const all = [
    ...remarks('kept', PERIOD.from, 1, 1),
    ...remarks('kept', '2025-09-03', 60, 30),
    ...remarks('to-check', '2025-09-20', 3, 400),
    ...remarks('kept', PERIOD.to, 1, 2),
  ];
  let asked = 0;
  const ask = async (_: string, params: unknown): Promise<Mentions> => {
    asked += 1;
    const { from, to, verdict, limit, offset } = params as Required<MentionsParams>;
    const those = all.filter(one => one.verdict === verdict && one.day >= from && one.day <= to);
    return { total: those.length, mentions: those.slice(offset, offset + limit) };
  };
  const days: string[] = [];
  const ids = new Set<unknown>();
  const house = { ask } as unknown as House;
  for await (const [id, day] of mentionRows(house, PERIOD, { withAside: false, wording: null })) {
    ids.add(id);
    if (String(id).includes('kept')) days.push(String(day));
  }
  expect(ids.size).toBe(all.length);
  expect(days).toHaveLength(all.length - 1_200);
  expect(days).toEqual(days.toSorted());
  // In windows of one size it would be 66 and the pages.
  expect(asked).toBeLessThan(50);
});
