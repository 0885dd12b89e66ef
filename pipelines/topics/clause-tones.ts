import { ROLE } from '../sentiment/lexicon.ts';
import { readText } from '../sentiment/measure.ts';
import type { ToneModel } from '../sentiment/model.ts';
import { GAP } from '../sentiment/scan.ts';
import { rangeTone } from '../sentiment/tone.ts';

/** A shorter piece between commas belongs to what follows. */
const MIN_CLAUSE_WORDS = 2;
/** What a sentence says of a clause that says nothing itself. */
const SENTENCE_SHARE = 0.8;

/** Words `from` … `to` (excluded) of a reading, with its polarity once that was asked. */
type Piece = { readonly from: number; to: number; tone: number | null | undefined };
type Sentence = Piece & { contrast: boolean; clauses: number };
type Clause = Piece & { readonly sentence: Sentence };

/**
 * The polarity (−1..1) of the clause that stands at each of `places` (UTF-16, ascending), from one reading of the
 * text. A clause without a tone takes its sentence's, unless that turns on a contrast; null where both are silent.
 */
export function clauseTonesAt(
  model: ToneModel,
  text: string,
  language: string | null,
  places: readonly number[],
): (number | null)[] {
  readText(model, text, language);
  const { scan } = model.reading;
  const clauses = clausesOf(model);
  let token = 0;
  let at = 0;
  return places.map(place => {
    while (token < scan.count && scan.end[token]! <= place) token += 1;
    while (at < clauses.length && clauses[at]!.to <= token) at += 1;
    const clause = clauses[at];
    return clause === undefined ? null : toneOf(model, clause);
  });
}

function toneOf(model: ToneModel, clause: Clause): number | null {
  if (clause.tone === undefined)
    clause.tone = polarityOf(model, clause) ?? sentenceTone(model, clause.sentence);
  return clause.tone;
}

function sentenceTone(model: ToneModel, sentence: Sentence): number | null {
  if (sentence.contrast || sentence.clauses === 1) return null;
  if (sentence.tone === undefined) sentence.tone = polarityOf(model, sentence);
  return sentence.tone === null ? null : sentence.tone * SENTENCE_SHARE;
}

function polarityOf(model: ToneModel, { from, to }: Piece): number | null {
  const { label, polarity } = rangeTone(model, from, to);
  return label === 'neutral' ? null : polarity;
}

/** The clauses of the text that was read last, each with its sentence. Linear. */
function clausesOf({ reading }: ToneModel): Clause[] {
  const { gap, count } = reading.scan;
  const clauses: Clause[] = [];
  let sentence: Sentence | null = null;
  for (let token = 0; token < count; token += 1) {
    const isContrast = (reading.known.roles[token]! & ROLE.contrast) !== 0;
    if (!sentence || gap[token] === GAP.sentence)
      sentence = { from: token, to: token, tone: undefined, contrast: false, clauses: 0 };
    const last = clauses.at(-1);
    const isShort = last !== undefined && last.to - last.from < MIN_CLAUSE_WORDS;
    if (last?.sentence !== sentence || ((gap[token] !== GAP.none || isContrast) && !isShort)) {
      clauses.push({ from: token, to: token, tone: undefined, sentence });
      sentence.clauses += 1;
    }
    clauses.at(-1)!.to = token + 1;
    sentence.to = token + 1;
    sentence.contrast ||= isContrast;
  }
  return clauses;
}
