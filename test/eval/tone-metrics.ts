/** A gold label and what was said: polarity by its sign, label among three, and how sure. */
export type Judged = {
  readonly gold: 'pos' | 'neu' | 'neg';
  readonly polarity: number;
  readonly label: 'pos' | 'neu' | 'neg';
  readonly confidence: number;
};

/** A domain is judged three ways only with so many rows of each class: fewer make the figure a lottery. */
const CLASS_ROWS_MIN = 100;
const COVERAGE = 0.8;

/** Percent. Binary: positive against negative gold rows, prediction by the sign of the polarity (0 is negative). */
export function binaryF1(rows: readonly Judged[]): number | null {
  const polar = rows.filter(row => row.gold !== 'neu');
  return macroF1(
    polar.map(row => [row.gold, row.polarity > 0 ? 'pos' : 'neg']),
    ['pos', 'neg'],
  );
}

/** Percent; null on a domain with too few rows of a class. Mixed was counted as neutral by the caller. */
export function threeWayF1(rows: readonly Judged[]): number | null {
  const classes = ['pos', 'neu', 'neg'] as const;
  const isEnough = classes.every(name => rows.filter(row => row.gold === name).length >= CLASS_ROWS_MIN);
  return isEnough
    ? macroF1(
        rows.map(row => [row.gold, row.label]),
        classes,
      )
    : null;
}

/** Percent right of the polar rows, all of them and the most confident four fifths. */
export function binaryAccuracy(rows: readonly Judged[]): { all: number; confident: number } {
  const polar = rows.filter(row => row.gold !== 'neu').toSorted((a, b) => b.confidence - a.confidence);
  const share = (some: readonly Judged[]): number =>
    (100 * some.filter(row => row.polarity > 0 === (row.gold === 'pos')).length) / Math.max(1, some.length);
  return { all: share(polar), confident: share(polar.slice(0, Math.ceil(polar.length * COVERAGE))) };
}

function macroF1(
  pairs: readonly (readonly [gold: string, said: string])[],
  classes: readonly string[],
): number {
  const scores = classes.map(name => {
    const hit = pairs.filter(([gold, said]) => gold === name && said === name).length;
    const size =
      pairs.filter(([gold]) => gold === name).length + pairs.filter(([, said]) => said === name).length;
    return size === 0 ? 0 : (200 * hit) / size;
  });
  return scores.reduce((sum, score) => sum + score, 0) / classes.length;
}

export function mean(values: readonly (number | null)[]): number | null {
  const known = values.filter(value => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

export function round(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10;
}
