import type { Tone } from '../../src/domain/annotation.ts';
import type { Data } from '../../src/domain/data.ts';
import type { Item } from '../../src/domain/stage.ts';
import { featuresOf, layerShift, NOTHING_LEARNT, type Tally, type ToneState } from './adapt.ts';
import { learnLayer } from './adapt-layer.ts';
import { measure } from './measure.ts';
import { type Measured, type ToneModel, toneModel } from './model.ts';
import { type Side, starSide, wholeText } from './stars.ts';
import { decideBy } from './tone.ts';

/** The tone of one text: the owner said it, or its stars do (then `tone` is null). */
export type ToneLesson = { readonly item: Item; readonly tone: Tone | null };

/** Lessons kept, newest last: more bring little, and each is read again with every learning. */
const LESSONS_MAX = 600;
/** Both sides count the same, so that a firm with few bad reviews is not read as having none. */
const TONE = { balance: 1, caution: 1 };
/** Reviews in the middle of the scale are few and of many kinds: half the balance, and a surer gain. */
const OPINION = { balance: 0.5, caution: 1.5 };

/** What the owner's rated reviews and corrections teach, all of them, oldest first: nothing of it is kept. */
export function learnTone(data: Data, lessons: readonly ToneLesson[]): ToneState {
  const said = lessons.flatMap(({ item, tone }) => (tone === null ? [] : [[item.id, tone] as const]));
  const isSaid = new Set(said.map(([id]) => id));
  const model = toneModel(data);
  const rows = lessons
    .filter(({ item, tone }) => tone !== null || !isSaid.has(item.id))
    .slice(-LESSONS_MAX)
    .flatMap(lesson => rowOf(model, lesson));
  if (rows.length === 0) return { ...NOTHING_LEARNT, said: Object.fromEntries(said) };
  const polar = rows.filter(({ side }) => side !== 'between');
  const tone = learnLayer(
    polar.map(row => ({ ...row, margin: row.measured.tone, is: row.side === 'good' })),
    TONE,
  );
  const opinion = learnLayer(
    rows.map(row => ({ ...row, margin: row.measured.opinion, is: row.side !== 'between' })),
    OPINION,
  );
  const toneApart = new Map(polar.map((row, index) => [row, tone.apart[index] ?? 0]));
  const told = rows.map((row, index): Measured => {
    const { measured } = row;
    // A review between the sides taught the tone's layer nothing: the whole of it is apart from this one.
    const shift = toneApart.get(row) ?? layerShift(tone.layer, row.features);
    return {
      ...measured,
      tone: measured.tone + shift,
      opinion: measured.opinion + (opinion.apart[index] ?? 0),
    };
  });
  const stars = {
    fixed: tally(model, rows, ({ measured }) => measured),
    learnt: tally(model, rows, (row, index) => told[index] ?? row.measured),
  };
  return { said: Object.fromEntries(said), tone: tone.layer, opinion: opinion.layer, stars };
}

type Row = {
  readonly side: Side;
  readonly measured: Measured;
  readonly features: readonly string[];
  readonly byStars: boolean;
};

/** Stars without words, and words without letters, teach nothing. */
function rowOf(model: ToneModel, { item, tone }: ToneLesson): Row[] {
  const side = tone === null ? item.rating && starSide(item.rating) : sideOf(tone);
  const features = featuresOf(item);
  if (side === null || features.length === 0) return [];
  const measured = measure(model, wholeText(item), item.language?.slice(0, 2).toLowerCase() ?? null);
  return [{ side, measured, features, byStars: tone === null }];
}

function sideOf(tone: Tone): Side {
  if (tone === 'positive') return 'good';
  return tone === 'negative' ? 'bad' : 'between';
}

function tally(
  model: ToneModel,
  rows: readonly Row[],
  measuredOf: (row: Row, index: number) => Measured,
): Tally {
  const read = rows.flatMap((row, index) => {
    if (!row.byStars) return [];
    const verdict = decideBy(model.weights.fusion.decision, measuredOf(row, index));
    return [{ isRight: sideOf(verdict.label) === row.side, isSure: !verdict.abstain }];
  });
  const sure = read.filter(one => one.isSure);
  return {
    n: read.length,
    right: read.filter(one => one.isRight).length,
    sure: sure.length,
    sureRight: sure.filter(one => one.isRight).length,
  };
}
