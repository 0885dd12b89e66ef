import { describe, expect, it } from 'vitest';
import { cleanItem } from '../../pipelines/clean.ts';
import { makeStages } from '../../pipelines/main.ts';
import { runStages } from '../../pipelines/run.ts';
import { PATHOLOGICAL } from '../bench/pathological.ts';
import { data, KERLANN, remark } from '../pipelines/world.ts';

/** Rows, reasons and characters of one that any screen has room for. */
const ROWS_MAX = 30;
const BECAUSE_MAX = 12;
const TERM_MAX = 400;

describe('texts that nobody writes', () => {
  const stages = makeStages(KERLANN, data(), {});

  it.each(PATHOLOGICAL)('%s: every stage answers, and little', async (_, text) => {
    const item = remark(text, { title: text.slice(0, 100_000) });
    const { annotations } = await runStages(stages, [item]);
    const said = annotations.get(item.id) ?? [];
    expect(said.some(one => one.stage === 'priority')).toBe(true);
    expect(said.length).toBeLessThanOrEqual(ROWS_MAX);
    const whole = cleanItem(item).text;
    for (const { score, confidence, because } of said) {
      expect(Number.isFinite(score) && confidence >= 0 && confidence <= 1).toBe(true);
      expect(because.length).toBeLessThanOrEqual(BECAUSE_MAX);
      for (const { term, weight, at } of because) {
        expect(Number.isFinite(weight)).toBe(true);
        expect(term.length).toBeLessThanOrEqual(TERM_MAX);
        if (at) expect(at[0] >= 0 && at[0] < at[1] && at[1] <= whole.length).toBe(true);
      }
    }
  });

  it('all together leave nothing behind: the next remark is read as ever', async () => {
    const plain = remark('Personne ne rappelle, une honte.');
    const before = await runStages(makeStages(KERLANN, data(), {}), [plain]);
    await runStages(
      stages,
      PATHOLOGICAL.map(([, text]) => remark(text)),
    );
    const after = await runStages(stages, [plain]);
    expect(after.annotations.get(plain.id)).toEqual(before.annotations.get(plain.id));
  });
});
