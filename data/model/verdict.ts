import { MARGINS, type Verdict } from '../../pipelines/sentiment/verdict.ts';
import { mulberry, shuffle } from './linear.ts';

/** A row of evidence, and for each margin whether it holds and how much the row counts there (0: it is not asked). */
export type VerdictRow = {
  readonly values: Float64Array;
  readonly targets: readonly boolean[];
  readonly weights: readonly number[];
};

export type VerdictSettings = {
  readonly units: number;
  readonly passes: number;
  /** Highest step of a weight: steps grow over the first third of the visits and fall to nothing. */
  readonly rate: number;
  /** Share of a weight that a step of rate 1 would take away. */
  readonly decay: number;
  /** Share of the units that stay silent at each visit, so that none speaks alone. */
  readonly dropout: number;
};

/** A value that hardly ever differs in training must not shout when it does in life. */
const LEAST_DEVIATION = 0.05;
const HEADS = MARGINS.length;
const BATCH = 256;
const [FIRST_MOMENT, SECOND_MOMENT, TINY] = [0.9, 0.999, 1e-8];

/**
 * Logistic margins over one hidden layer, by AdamW (Loshchilov, Hutter 2019) with one cycle of steps. The rows'
 * values are brought to mean 0 and deviation 1 on the way; the weights that come back take them as they are.
 */
export function trainVerdict(
  rows: readonly VerdictRow[],
  settings: VerdictSettings,
  seed: number,
): Omit<Verdict, 'hearing'> {
  const size = rows[0]?.values.length ?? 0;
  const scales = scalesOf(rows, size);
  const values = rows.map(row =>
    row.values.map((value, at) => (value - scales.mean[at]!) / scales.deviation[at]!),
  );
  const random = mulberry(seed);
  const net = new Net(size, settings, random);
  const order = Int32Array.from(rows.keys());
  const batches = Math.ceil(rows.length / BATCH);
  const steps = settings.passes * batches;
  for (let pass = 0; pass < settings.passes; pass += 1) {
    shuffle(order, random);
    for (let batch = 0; batch < batches; batch += 1) {
      for (const place of order.subarray(batch * BATCH, (batch + 1) * BATCH))
        net.visit(values[place]!, rows[place]!);
      net.step(pass * batches + batch, steps);
    }
  }
  return net.weights(scales);
}

type Scales = { readonly mean: Float64Array; readonly deviation: Float64Array };

/** The constant stays 1. */
function scalesOf(rows: readonly VerdictRow[], size: number): Scales {
  const mean = new Float64Array(size);
  const deviation = new Float64Array(size);
  for (const { values } of rows) for (let at = 1; at < size; at += 1) mean[at]! += values[at]! / rows.length;
  for (const { values } of rows)
    for (let at = 1; at < size; at += 1) deviation[at]! += (values[at]! - mean[at]!) ** 2 / rows.length;
  return {
    mean,
    deviation: deviation.map((square, at) => (at === 0 ? 1 : Math.max(LEAST_DEVIATION, Math.sqrt(square)))),
  };
}

/** The weights under training, all in one array: the straight rows, the units' rows, and what each unit says. */
class Net {
  readonly #size: number;
  readonly #settings: VerdictSettings;
  readonly #random: () => number;
  readonly #values: Float64Array;
  readonly #slopes: Float64Array;
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  readonly #active: Float64Array;
  readonly #hiddenAt: number;
  readonly #outAt: number;

  constructor(size: number, settings: VerdictSettings, random: () => number) {
    this.#size = size;
    this.#settings = settings;
    this.#random = random;
    this.#hiddenAt = HEADS * size;
    this.#outAt = this.#hiddenAt + settings.units * size;
    const count = this.#outAt + HEADS * settings.units;
    this.#values = new Float64Array(count);
    this.#slopes = new Float64Array(count);
    this.#first = new Float64Array(count);
    this.#second = new Float64Array(count);
    this.#active = new Float64Array(settings.units);
    // Units begin unlike one another and silent: the first step is the straight way's.
    const reach = 1 / Math.sqrt(size);
    for (let at = this.#hiddenAt; at < this.#outAt; at += 1) this.#values[at] = reach * (2 * random() - 1);
  }

  /** Adds the slopes of one row to those of its batch. */
  visit(row: Float64Array, { targets, weights }: VerdictRow): void {
    const { units, dropout } = this.#settings;
    const active = this.#active;
    const values = this.#values;
    for (let unit = 0; unit < units; unit += 1) {
      const isHeard = dropout === 0 || this.#random() >= dropout;
      const sum = isHeard ? this.#dot(row, this.#hiddenAt + unit * this.#size) : 0;
      active[unit] = sum > 0 ? sum / (1 - dropout) : 0;
    }
    for (let head = 0; head < HEADS; head += 1) {
      const weight = weights[head]!;
      if (weight === 0) continue;
      const outAt = this.#outAt + head * units;
      let margin = this.#dot(row, head * this.#size);
      for (let unit = 0; unit < units; unit += 1) margin += active[unit]! * values[outAt + unit]!;
      const slope = (1 / (1 + Math.exp(-margin)) - (targets[head]! ? 1 : 0)) * weight;
      this.#add(row, head * this.#size, slope);
      for (let unit = 0; unit < units; unit += 1) {
        if (active[unit] === 0) continue;
        this.#slopes[outAt + unit]! += slope * active[unit]!;
        this.#add(row, this.#hiddenAt + unit * this.#size, (slope * values[outAt + unit]!) / (1 - dropout));
      }
    }
  }

  /** Moves all weights against the slopes of the batch. */
  step(done: number, steps: number): void {
    const rate = this.#settings.rate * cycle(done / steps);
    const keep = 1 - rate * this.#settings.decay;
    const early = 1 - FIRST_MOMENT ** (done + 1);
    const late = 1 - SECOND_MOMENT ** (done + 1);
    for (let at = 0; at < this.#values.length; at += 1) {
      const slope = this.#slopes[at]! / BATCH;
      const first = FIRST_MOMENT * this.#first[at]! + (1 - FIRST_MOMENT) * slope;
      const second = SECOND_MOMENT * this.#second[at]! + (1 - SECOND_MOMENT) * slope * slope;
      this.#first[at] = first;
      this.#second[at] = second;
      this.#values[at] =
        keep * this.#values[at]! - (rate * first) / early / (Math.sqrt(second / late) + TINY);
    }
    this.#slopes.fill(0);
  }

  /** The weights for values as they are: the scaling goes into them, the means into the constant's. */
  weights({ mean, deviation }: Scales): Omit<Verdict, 'hearing'> {
    const unscaled = (from: number, rows: number): Float64Array => {
      const result = new Float64Array(rows * this.#size);
      for (let row = 0; row < rows; row += 1) {
        const first = row * this.#size;
        for (let at = 0; at < this.#size; at += 1) {
          const weight = this.#values[from + first + at]! / deviation[at]!;
          result[first + at]! += weight;
          result[first]! -= weight * mean[at]!;
        }
      }
      return result;
    };
    return {
      straight: unscaled(0, HEADS),
      hidden: unscaled(this.#hiddenAt, this.#settings.units),
      out: this.#values.slice(this.#outAt),
    };
  }

  #dot(row: Float64Array, from: number): number {
    let sum = 0;
    for (let at = 0; at < this.#size; at += 1) sum += row[at]! * this.#values[from + at]!;
    return sum;
  }

  #add(row: Float64Array, from: number, slope: number): void {
    for (let at = 0; at < this.#size; at += 1) this.#slopes[from + at]! += slope * row[at]!;
  }
}

/** From a 25th of the highest step up over the first third, then down to nothing; both as a cosine. */
function cycle(done: number): number {
  const share = done < 1 / 3 ? 3 * done : 1.5 * (done - 1 / 3);
  const wave = (1 + Math.cos(Math.PI * share)) / 2;
  return done < 1 / 3 ? 1 - 0.96 * wave : wave;
}
