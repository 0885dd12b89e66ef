import type { Because, Tone } from '../../src/domain/annotation.ts';
import { reasons } from './explain.ts';
import { clauseMargin, measure, readText } from './measure.ts';
import { DECISION, type Measured, type ToneModel } from './model.ts';

/** What a text says of its tone, and how sure that is. */
export type ToneVerdict = {
  readonly label: Tone;
  /** −1 (bad) … 1 (good); its sign is the best guess even where the label is neutral or mixed. */
  readonly polarity: number;
  /** 0..1, how often such a label is right (calibrated on held-out domains). */
  readonly confidence: number;
  /** True: under the limit that leaves out the least certain fifth. */
  readonly abstain: boolean;
};

/** The tone of a text, from its words alone. `language`: ISO 639-1; other than fr or en: told from the words. */
export function toneOf(model: ToneModel, text: string, language: string | null): ToneVerdict {
  return decide(model, measure(model, text, language));
}

/** As `toneOf`, with the words that decided, strongest first, and where they stand in the text. */
export function explainedTone(
  model: ToneModel,
  text: string,
  language: string | null,
): ToneVerdict & { readonly because: Because } {
  const measured = measure(model, text, language);
  const verdict = decide(model, measured);
  return { ...verdict, because: reasons(model, measured.words, verdict.label, text) };
}

/**
 * The tone of one clause, for what it holds. Shorter and blunter than `toneOf`: no confidence, and neutral when
 * the margin is under the clause limit.
 */
export function clauseTone(
  model: ToneModel,
  clause: string,
  language: string | null,
): { readonly label: Exclude<Tone, 'mixed'>; readonly polarity: number } {
  readText(model, clause, language);
  return clauseSide(model, clauseMargin(model, 0, model.reading.scan.count));
}

/** The side of a clause by its margin. */
export function clauseSide(model: ToneModel, margin: number): ReturnType<typeof clauseTone> {
  const limit = model.weights.fusion.decision[DECISION.clause] ?? 1;
  const label = margin > limit ? 'positive' : margin < -limit ? 'negative' : 'neutral';
  return { label, polarity: Math.tanh(margin / 2) };
}

function decide(model: ToneModel, measured: Measured): ToneVerdict {
  return decideBy(model.weights.fusion.decision, measured);
}

/** The verdict on what was measured, by the limits of `DECISION`. */
export function decideBy(limits: Float64Array, measured: Measured): ToneVerdict {
  const opinion = sigmoid(measured.opinion);
  const good = sigmoid(measured.tone);
  const both = sigmoid(measured.mixed);
  const chances = {
    positive: opinion * good,
    negative: opinion * (1 - good),
    mixed: (1 - opinion) * both,
    neutral: (1 - opinion) * (1 - both),
  };
  let label: Tone = 'neutral';
  for (const tone of ['positive', 'negative', 'mixed'] as const)
    if (chances[tone] > chances[label]) label = tone;
  const likely = chances[label];
  const confidence = sigmoid(
    (limits[DECISION.slope] ?? 1) * Math.log(likely / (1 - likely + 1e-9)) +
      (limits[DECISION.intercept] ?? 0),
  );
  return {
    label,
    polarity: (2 * good - 1) * (label === 'neutral' ? opinion : 1),
    confidence,
    abstain: confidence < (limits[DECISION.abstain] ?? 0),
  };
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
