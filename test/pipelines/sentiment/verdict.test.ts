import { expect, test } from 'vitest';
import { mulberry } from '../../../data/model/linear.ts';
import { VERDICT_EVIDENCE } from '../../../pipelines/sentiment/evidence.ts';
import { judged, MARGINS, type Verdict } from '../../../pipelines/sentiment/verdict.ts';

const size = VERDICT_EVIDENCE.length;
const random = mulberry(7);
/** Values between −1 and 1, about half of them 0. */
const some = (count: number): Float64Array =>
  Float64Array.from({ length: count }, () => (random() < 0.5 ? 0 : 2 * random() - 1));

/** As the type describes it, row by row. */
function plainly(
  { hearing, straight, hidden, out }: Verdict,
  row: Float64Array,
  words: number,
  isEnglish: boolean,
) {
  const units = out.length / MARGINS.length;
  const product = (weights: Float64Array, line: number): number =>
    row.reduce((sum, value, place) => sum + value * weights[line * size + place]!, 0);
  const active = Array.from({ length: units }, (_, unit) => Math.max(0, product(hidden, unit)));
  const [tone = 0, opinion = 0, mixed = 0] = MARGINS.map((_, margin) =>
    active.reduce((sum, value, unit) => sum + value * out[margin * units + unit]!, product(straight, margin)),
  );
  const firm = row[VERDICT_EVIDENCE.indexOf('firm')]!;
  const [constant = 0, slope = 0, left = 0] = isEnglish ? hearing.english : hearing.french;
  const share = 1 / (1 + Math.exp(-constant - slope * firm));
  const mean = (learnt: number, name: (typeof VERDICT_EVIDENCE)[number]): number =>
    (1 - share * left) * learnt + share * left * 2 * row[VERDICT_EVIDENCE.indexOf(name)]!;
  return {
    words,
    tone: (1 - share) * words + share * mean(tone, 'remark-tone'),
    opinion: mean(opinion, 'remark-opinion'),
    mixed: mean(mixed, 'remark-mixed'),
  };
}

test.each([0, 1, 2, 5, 32])(
  'the last layer with %i units, read side by side, is what its rows say',
  units => {
    const verdict = {
      hearing: { french: Float64Array.of(-0.4, 1.7, 0.2), english: Float64Array.of(0.9, 3.1, 0.7) },
      straight: some(MARGINS.length * size),
      hidden: some(units * size),
      out: some(MARGINS.length * units),
    };
    for (const [isEnglish, row] of [
      [false, some(size)],
      [true, some(size)],
      [false, new Float64Array(size)],
    ] as const) {
      const expected = plainly(verdict, row, 0.8, isEnglish);
      const read = judged(verdict, row, 0.8, isEnglish);
      for (const name of ['words', 'tone', 'opinion', 'mixed'] as const)
        expect(read[name]).toBeCloseTo(expected[name], 10);
    }
  },
);
