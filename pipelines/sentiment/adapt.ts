import type { Because, Tone } from '../../src/domain/annotation.ts';
import { reason } from '../../src/domain/reasons.ts';
import type { Item } from '../../src/domain/stage.ts';
import { readingOf } from '../reading.ts';
import type { Measured } from './model.ts';

/**
 * A correction in log-odds, added to a margin of the fixed model: `strength` × (bias + weights of the words known).
 * Strength 0: nothing was learnt that held on texts kept apart.
 */
export type Layer = {
  /** 0..1 */
  readonly strength: number;
  readonly bias: number;
  /** By folded word, or two in a row. */
  readonly words: Readonly<Record<string, number>>;
};

/** How often a tone read from the words alone was that of the stars; `sure`: those not abstained on. */
export type Tally = {
  readonly n: number;
  readonly right: number;
  readonly sure: number;
  readonly sureRight: number;
};

/** What was learnt of tone from the owner's rated reviews and corrections; plain JSON, made anew from them. */
export type ToneState = {
  /** The tone that she says, by mention: it stands. */
  readonly said: Readonly<Record<string, Tone>>;
  /** On the margin of good over bad. */
  readonly tone: Layer;
  /** On the margin of an opinion over none or both. */
  readonly opinion: Layer;
  /** Her rated reviews read without their stars: by the fixed model, and by what the others of them taught. */
  readonly stars: { readonly fixed: Tally; readonly learnt: Tally };
};

const NO_LAYER: Layer = { strength: 0, bias: 0, words: {} };
const NO_TALLY: Tally = { n: 0, right: 0, sure: 0, sureRight: 0 };
export const NOTHING_LEARNT: ToneState = {
  said: {},
  tone: NO_LAYER,
  opinion: NO_LAYER,
  stars: { fixed: NO_TALLY, learnt: NO_TALLY },
};

/** Words read of a text: what a long one ends with changes little, and each costs. */
const WORDS_READ = 120;
/** Log-odds that a layer may add: a clear text is not turned round by the company it keeps. */
const SHIFT_MAX = 2;
/** Log-odds above which a learnt word is named as a reason. */
const REASON_MIN = 0.15;
const REASONS_MAX = 2;

/** The words of an item, and each two in a row, once each. */
export function featuresOf(item: Item): readonly string[] {
  const words = readingOf(item).words.slice(0, WORDS_READ);
  const features = new Set(words.filter(word => word.length > 1));
  for (let index = 1; index < words.length; index += 1) features.add(`${words[index - 1]} ${words[index]}`);
  return [...features];
}

/** What was measured, with what was learnt. The same object where nothing was. */
export function shifted(measured: Measured, item: Item, state: ToneState): Measured {
  if (state.tone.strength === 0 && state.opinion.strength === 0) return measured;
  const features = featuresOf(item);
  return {
    ...measured,
    tone: measured.tone + layerShift(state.tone, features),
    opinion: measured.opinion + layerShift(state.opinion, features),
  };
}

/** What a layer adds to the margin of a text with these words, within ±`SHIFT_MAX`. */
export function layerShift(layer: Layer, features: readonly string[]): number {
  if (layer.strength === 0) return 0;
  const known = knownOf(layer, features);
  const sum = known.reduce((total, [, weight]) => total + weight, 0);
  return layer.strength * bounded(layer.bias + sum / Math.sqrt(known.length || 1));
}

export function bounded(shift: number): number {
  return Math.max(-SHIFT_MAX, Math.min(SHIFT_MAX, shift));
}

function knownOf(layer: Layer, features: readonly string[]): [string, number][] {
  return features.flatMap((name): [string, number][] => {
    const weight = Object.hasOwn(layer.words, name) ? layer.words[name] : undefined;
    return weight === undefined ? [] : [[name, weight]];
  });
}

/** The learnt words that speak for a side (1 good, −1 bad), strongest first: `rule:like-rated:<words>`. */
export function learntReasons(item: Item, layer: Layer, side: number): Because {
  if (layer.strength === 0) return [];
  const known = knownOf(layer, featuresOf(item));
  const scale = layer.strength / Math.sqrt(known.length || 1);
  return known
    .map(([name, weight]) => ({ name, weight: weight * scale }))
    .filter(({ weight }) => weight * side >= REASON_MIN)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, REASONS_MAX)
    .map(({ name, weight }) => ({
      term: reason('like-rated', name),
      weight: Math.round(weight * 1000) / 1000,
    }));
}
