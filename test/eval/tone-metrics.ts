export type ToneLabel = 'pos' | 'neu' | 'neg' | 'mixed';

/** A gold label and what was said: polarity by its sign, label among four, and how sure. */
export type Judged = {
  readonly gold: ToneLabel;
  readonly polarity: number;
  readonly label: ToneLabel;
  /** How sure of the side; only its order counts. */
  readonly confidence: number;
};

/** Percent; null where the rows do not allow the figure. */
export type Score = {
  readonly n: number;
  readonly binary: number | null;
  readonly threeWay: number | null;
  readonly fourWay: number | null;
  readonly accuracy: number | null;
  readonly accuracyAt80: number | null;
};

/** A domain is judged three ways only with so many rows of each class: fewer make the figure a lottery. */
const CLASS_ROWS_MIN = 100;
const COVERAGE = 0.8;

export function scoreOf(rows: readonly Judged[]): Score {
  const isPolar = rows.some(row => row.gold === 'pos') && rows.some(row => row.gold === 'neg');
  const accuracy = binaryAccuracy(rows);
  return {
    n: rows.length,
    binary: isPolar ? round(binaryF1(rows)) : null,
    threeWay: round(threeWayF1(rows)),
    fourWay: rows.some(row => row.gold === 'mixed') ? round(fourWayAccuracy(rows)) : null,
    accuracy: isPolar ? round(accuracy.all) : null,
    accuracyAt80: isPolar ? round(accuracy.confident) : null,
  };
}

/** The plain mean of several groups' scores, each group counting once whatever its size. */
export function meanScore(scores: readonly Score[]): Score {
  const over = (pick: (score: Score) => number | null): number | null => round(mean(scores.map(pick)));
  return {
    n: scores.reduce((sum, score) => sum + score.n, 0),
    binary: over(one => one.binary),
    threeWay: over(one => one.threeWay),
    fourWay: over(one => one.fourWay),
    accuracy: over(one => one.accuracy),
    accuracyAt80: over(one => one.accuracyAt80),
  };
}

/** Percent. Binary: positive against negative gold rows, prediction by the sign of the polarity (0 is negative). */
export function binaryF1(rows: readonly Judged[]): number {
  const polar = rows.filter(isPolarRow);
  return macroF1(
    polar.map(row => [row.gold, row.polarity > 0 ? 'pos' : 'neg']),
    ['pos', 'neg'],
  );
}

/** Percent; mixed counts as neutral, in the labels and in what was said. Null with too few rows of a class. */
export function threeWayF1(rows: readonly Judged[], rowsMin = CLASS_ROWS_MIN): number | null {
  const classes = ['pos', 'neu', 'neg'] as const;
  const pairs = rows.map((row): [string, string] => [ofThree(row.gold), ofThree(row.label)]);
  const isEnough = classes.every(name => pairs.filter(([gold]) => gold === name).length >= rowsMin);
  return isEnough ? macroF1(pairs, classes) : null;
}

/** Percent of rows whose label among three is right. */
export function threeWayAccuracy(rows: readonly Judged[]): number {
  return shareOf(rows, row => ofThree(row.label) === ofThree(row.gold));
}

/** Percent of rows whose label among four is right. */
export function fourWayAccuracy(rows: readonly Judged[]): number {
  return shareOf(rows, row => row.label === row.gold);
}

/** Percent right of the polar rows, all of them and the most confident four fifths. */
export function binaryAccuracy(rows: readonly Judged[]): { all: number; confident: number } {
  const polar = rows.filter(isPolarRow).toSorted((a, b) => b.confidence - a.confidence);
  const isRight = (row: Judged): boolean => row.polarity > 0 === (row.gold === 'pos');
  const confident = polar.slice(0, Math.ceil(polar.length * COVERAGE));
  return { all: shareOf(polar, isRight), confident: shareOf(confident, isRight) };
}

function isPolarRow(row: Judged): boolean {
  return row.gold === 'pos' || row.gold === 'neg';
}

function ofThree(label: ToneLabel): 'pos' | 'neu' | 'neg' {
  return label === 'mixed' ? 'neu' : label;
}

function shareOf(rows: readonly Judged[], isRight: (row: Judged) => boolean): number {
  return (100 * rows.filter(isRight).length) / Math.max(1, rows.length);
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
