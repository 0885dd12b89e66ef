import { VERDICT_EVIDENCE } from '../../pipelines/sentiment/evidence.ts';
import { evidenceRows, measure } from '../../pipelines/sentiment/measure.ts';
import { type Measured, makeToneModel } from '../../pipelines/sentiment/model.ts';
import { HEARING_WEIGHTS, judged, type Verdict } from '../../pipelines/sentiment/verdict.ts';
import type { QuadTable, SingleTable, Weights } from '../../pipelines/sentiment/weights.ts';
import { type Label, type Lists, lexiconRows, type Row } from './corpus.ts';
import { CHARACTER_BITS, extract, type Features, FIRM_BITS, noFusion, WORD_BITS } from './features.ts';
import { type FusionRow, fitFusion } from './fusion.ts';
import { type Example, quantized, type Settings, single, trainLinear } from './linear.ts';
import { type LogLinearSettings, trainLogLinear } from './log-linear.ts';
import { leastTelling, rowsOf } from './telling.ts';
import { trainVerdict, type VerdictRow, type VerdictSettings } from './verdict.ts';

export type Options = {
  readonly tone: Settings;
  readonly opinion: Settings;
  readonly remarks: LogLinearSettings;
  readonly firm: Settings;
  /** So many of its features are kept. */
  readonly firmFeatures: number;
  /** What a row weighs in the reading of remarks; 0: it is not read there. */
  readonly remarkWeight: (row: Row) => number;
  /** What a row weighs beside the size of its domain: in the hashed features, */
  readonly rowWeight: (row: Row) => number;
  /** in what the words alone tell, */
  readonly wordsWeight: (row: Row) => number;
  /** in the last layer where it tells good from bad, */
  readonly sideWeight: (row: Row) => number;
  /** and where they tell one side from both or none. */
  readonly verdictWeight: (row: Row) => number;
  readonly verdict: VerdictSettings;
  /** What ours weigh beside the outside domains where it is told whether the verdict is heard, by language, */
  readonly hearing: { readonly fr: number; readonly en: number };
  /** and by how much that is sharpened. */
  readonly hearingSharpness: number;
  /** What share of a verdict that is heard is left to the second reading alone, by language, 0…1. */
  readonly leftToRemarks: { readonly fr: number; readonly en: number };
  readonly ridge: number;
  /** Parts of the domains that are left out in turn. */
  readonly folds: number;
};

type Tables = Pick<Weights, 'words' | 'characters' | 'remarks' | 'firm'>;
type Side = (row: Row) => boolean;

const isPolar: Side = row => row.label === 'pos' || row.label === 'neg';
const isGood: Side = row => row.label === 'pos';
const isMixed: Side = row => row.label === 'mixed';

/** A model without its verdict, and the evidence on each row by models that had not seen its domain. */
type Base = {
  readonly weights: Weights;
  /** In the order of the rows. */
  readonly held: readonly Float64Array[];
};

/**
 * Trains everything. Domains are first left out in turn, one of each language: what the others say of them is what
 * the last layers and the limits are fitted on, so that they suit texts of a kind never seen. `held` is that evidence
 * weighed by the last layers, which were fitted on it; the weights are then trained on all.
 */
export function trainTone(
  rows: readonly Row[],
  lists: Lists,
  options: Options,
): { weights: Weights; held: Measured[] } {
  const base = trainBase(rows, lists, options);
  const verdict = {
    ...trainVerdict(verdictRows(rows, base.held, options), options.verdict, 40),
    hearing: hearingOf(rows, base.held, options),
  };
  const fusion = { ...base.weights.fusion, verdict };
  return {
    weights: { ...base.weights, fusion },
    held: base.held.map((row, index) => judged(verdict, row, wordsOf(row), rows[index]!.lang === 'en')),
  };
}

/** Good against bad of polar rows, one side against none or both, and both against none. */
function verdictRows(rows: readonly Row[], held: readonly Float64Array[], options: Options): VerdictRow[] {
  const open = new Set(rows.filter(row => !isPolar(row)).map(row => row.group));
  const { sideWeight, verdictWeight } = options;
  const shares = [
    sharesOf(rows, isPolar, sideWeight),
    // Domains whose rows are all polar say nothing of what is no opinion.
    sharesOf(rows, row => open.has(row.group), verdictWeight),
    // Elsewhere what is both and what is neither have one label.
    sharesOf(rows, row => row.isOwn && !isPolar(row), verdictWeight),
  ].map(ofMeanOne);
  return rows.map((row, index) => ({
    values: held[index]!,
    targets: [isGood(row), isPolar(row), isMixed(row)],
    weights: shares.map(share => share[index]!),
  }));
}

/** The margin of the words alone stands in the evidence by halves, within −6…6 (`bounded`). */
function wordsOf(row: Float64Array): number {
  return 2 * row[VERDICT_EVIDENCE.indexOf('tone')]!;
}

/** How far the verdict is heard in texts of each language. */
function hearingOf(
  rows: readonly Row[],
  held: readonly Float64Array[],
  { hearing, hearingSharpness, leftToRemarks, ridge }: Options,
): Verdict['hearing'] {
  const firm = VERDICT_EVIDENCE.indexOf('firm');
  const values = held.map(row => Float64Array.from([1, row[firm]!]));
  const heardIn = (lang: 'fr' | 'en'): Float64Array => {
    const weights = oursAgainstOutside(rows, lang, hearing[lang]);
    // Where nothing is known of others, it is heard by half.
    if (weights.every(weight => weight === 0)) return new Float64Array(HEARING_WEIGHTS);
    const kept = fusionRows(rows, values, row => row.isOwn, weights);
    // Pushed to its ends, since one of the two ways has to speak.
    const looks = fitFusion(kept, ridge).map(weight => hearingSharpness * weight);
    return Float64Array.from([...looks, leftToRemarks[lang]]);
  };
  return { french: heardIn('fr'), english: heardIn('en') };
}

/** What each row of a language weighs where ours together are `ours` times all its outside domains; 0 without both. */
function oursAgainstOutside(rows: readonly Row[], lang: string, ours: number): Float64Array {
  const inLanguage: Side = row => row.lang === lang;
  const sizes = counted(rows, inLanguage, row => row.group);
  const groupsOf = (isOwn: boolean): number =>
    new Set(rows.filter(row => inLanguage(row) && row.isOwn === isOwn).map(row => row.group)).size;
  const [own, outside] = [groupsOf(true), groupsOf(false)];
  return Float64Array.from(rows, row =>
    inLanguage(row) && own > 0 && outside > 0
      ? (row.isOwn ? (ours * outside) / own : 1) / sizes.get(row.group)!
      : 0,
  );
}

/** Where no row is asked, none weighs. */
function ofMeanOne(shares: Float64Array): Float64Array {
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return mean === 0 ? shares : shares.map(share => share / mean);
}

/** The words of the lexicons are texts too, of one word and one side. */
function trainBase(rows: readonly Row[], lists: Lists, options: Options): Base {
  const all = [...rows, ...lexiconRows(lists)];
  const features = extract(all, lists);
  const foldOf = foldsOf(rows, options.folds);
  // Three trainings of each fold would take three times as long; the last layers then see margins a little less sure
  // than those they will weigh.
  const quick = { ...options, remarks: { ...options.remarks, runs: 1 } };
  const folds = [...new Set(foldOf.values())].map(fold => ({
    fold,
    tables: tables(all, features, row => foldOf.get(row.group) !== fold, quick),
  }));
  const heldOut = (fusion: Weights['fusion'], visit: (index: number) => void): void => {
    for (const { fold, tables: trained } of folds) {
      const model = makeToneModel(lists, asWeights(trained, fusion));
      for (const [index, row] of rows.entries()) {
        if (foldOf.get(row.group) !== fold) continue;
        measure(model, row.text, row.lang);
        visit(index);
      }
    }
  };
  const toneRows: Float64Array[] = [];
  heldOut(noFusion(), index => {
    toneRows[index] = Float64Array.from(evidenceRows().tone);
  });
  const shares = sharesOf(rows, isPolar, options.wordsWeight);
  const tone = fitFusion(fusionRows(rows, toneRows, isGood, shares), options.ridge);
  const fusion = { ...noFusion(), tone };
  const held: Float64Array[] = [];
  heldOut(fusion, index => {
    held[index] = Float64Array.from(evidenceRows().verdict);
  });
  return {
    weights: asWeights(
      tables(all, features, () => true, options),
      fusion,
    ),
    held,
  };
}

/** The n-th domains of all languages are left out together; where there are fewer folds, in turn. */
function foldsOf(rows: readonly Row[], count: number): Map<string, number> {
  const folds = new Map<string, number>();
  const sizes = new Map<string, number>();
  for (const { group, lang } of rows) {
    if (folds.has(group)) continue;
    const size = sizes.get(lang) ?? 0;
    folds.set(group, size % count);
    sizes.set(lang, size + 1);
  }
  return folds;
}

/** Rows that weigh nothing are left out. */
function fusionRows(
  rows: readonly Row[],
  values: readonly Float64Array[],
  side: Side,
  shares: Float64Array,
): FusionRow[] {
  return rows
    .map((row, index) => ({ values: values[index]!, isTrue: side(row), weight: shares[index]! }))
    .filter(row => row.weight > 0);
}

function asWeights(trained: Tables, fusion: Weights['fusion']): Weights {
  return { wordBits: WORD_BITS, characterBits: CHARACTER_BITS, ...trained, fusion };
}

function tables(rows: readonly Row[], features: Features, isKept: Side, options: Options): Tables {
  const tone = examplesOf(rows, row => isKept(row) && isPolar(row), isGood, options.rowWeight);
  const opinion = examplesOf(rows, row => isKept(row) && !row.isEntry, isPolar, options.rowWeight);
  return {
    words: quantized(
      trainLinear(features.words, tone, options.tone, 1),
      trainLinear(features.words, opinion, options.opinion, 2),
    ),
    characters: quantized(
      trainLinear(features.characters, tone, options.tone, 3),
      trainLinear(features.characters, opinion, options.opinion, 4),
    ),
    remarks: remarksOf(rows, features, isKept, options),
    firm: firmOf(rows, features, isKept, options),
  };
}

/** Places in `REMARK_CLASSES`. */
const CLASS_OF: Readonly<Record<Label, number>> = { pos: 0, neg: 1, mixed: 2, neu: 3 };

/** Rows count by `remarkWeight` alone, whatever the size of their domain: the sides of ours stand as owners meet them. */
function remarksOf(rows: readonly Row[], { remarks }: Features, isKept: Side, options: Options): QuadTable {
  const examples = rows.flatMap((row, index) => {
    const weight = isKept(row) ? options.remarkWeight(row) : 0;
    return weight > 0 ? [{ row: index, place: CLASS_OF[row.label], weight }] : [];
  });
  return trainLogLinear(remarks, examples, options.remarks, 5);
}

/** Told by the same features as the remarks, by fewer places of them. */
function firmOf(rows: readonly Row[], { remarks }: Features, isKept: Side, options: Options): SingleTable {
  const mask = (1 << FIRM_BITS) - 1;
  const sparse = { ...remarks, bits: FIRM_BITS, features: remarks.features.map(feature => feature & mask) };
  const examples = firmExamples(rows, isKept);
  const weights = trainLinear(sparse, examples, options.firm, 20);
  const rest = leastTelling(
    rowsOf(sparse, examples),
    feature => Math.abs(weights[feature]!),
    options.firmFeatures,
  );
  for (const feature of rest) weights[feature] = 0;
  return single(FIRM_BITS, weights);
}

/** Ours against the outside domains, each of which counts alike. */
function firmExamples(rows: readonly Row[], isKept: Side): Example[] {
  const isHeard: Side = row => isKept(row) && !row.isEntry;
  const sizes = counted(rows, isHeard, row => row.group);
  const outside = new Set(rows.filter(row => isHeard(row) && !row.isOwn).map(row => row.group));
  const share = rows.filter(row => isHeard(row) && row.isOwn).length / outside.size;
  return rows.flatMap((row, index) =>
    isHeard(row)
      ? [{ row: index, isTrue: row.isOwn, weight: row.isOwn ? 1 : share / sizes.get(row.group)! }]
      : [],
  );
}

/** Rows weighed by the root of the size of their domain and side, so that no large set drowns the others. */
function examplesOf(rows: readonly Row[], keep: Side, side: Side, weigh: (row: Row) => number): Example[] {
  const counts = counted(rows, keep, row => key(row, side));
  const examples: Example[] = [];
  let total = 0;
  for (const [index, row] of rows.entries()) {
    if (!keep(row)) continue;
    const weight = weigh(row) / Math.sqrt(counts.get(key(row, side))!);
    if (weight === 0) continue;
    total += weight;
    examples.push({ row: index, isTrue: side(row), weight });
  }
  const mean = total / examples.length;
  return examples.map(one => ({ ...one, weight: one.weight / mean }));
}

/** In the last layers each domain counts alike, and each label in it; ours have the labels as owners meet them. Rows that are not kept weigh 0. */
function sharesOf(rows: readonly Row[], keep: Side, weigh: (row: Row) => number): Float64Array {
  const keyOf = (row: Row): string => (row.isOwn ? row.group : `${row.group} ${row.label}`);
  const counts = counted(rows, keep, keyOf);
  return Float64Array.from(rows, row =>
    keep(row) ? ((row.isOwn ? 2 : 1) * weigh(row)) / counts.get(keyOf(row))! : 0,
  );
}

function counted(rows: readonly Row[], keep: Side, keyOf: (row: Row) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) if (keep(row)) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}

function key(row: Row, side: Side): string {
  return `${row.group} ${side(row)}`;
}
