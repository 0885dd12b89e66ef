import { foldedWords } from '../../src/domain/text/tokens.ts';

/** Something that vigie is not sure of. `doubt`: 0 sure … 1 as good as a coin. */
export type Doubtful = { readonly id: string; readonly doubt: number; readonly folded: string };
/** `gain`: doubts that the answer is expected to lift, its own included. `alike`: others that it speaks for. */
export type Informative = { readonly id: string; readonly gain: number; readonly alike: number };

/** Words read of a text: its beginning says what it is. */
const WORDS_READ = 80;
const WORD_LENGTH_MIN = 4;
/** Texts as close as this are spoken for by one answer. */
const ALIKE_MIN = 0.3;
/** Texts compared with each other, the most doubtful: the work grows with their square. */
const COMPARED_MAX = 400;

/**
 * At most `max` of the doubtful in the order to ask: each time the one whose answer lifts most doubt, its own and, as far as their
 * words are alike, that of the others; what it lifted is not counted again, so that near copies are asked once
 * (greedy facility location; likeness: cosine of the words weighed by how few of the texts hold them).
 */
export function mostInformative(doubtful: readonly Doubtful[], max: number): Informative[] {
  const compared = doubtful.toSorted((a, b) => b.doubt - a.doubt).slice(0, COMPARED_MAX);
  const likeness = likenessOf(compared.map(({ folded }) => wordsOf(folded)));
  const left = compared.map(({ doubt }) => doubt);
  const waiting = new Set(compared.keys());
  const ranked: Informative[] = [];
  while (waiting.size > 0 && ranked.length < max) {
    let best = { place: -1, gain: -1 };
    for (const place of waiting) {
      const gain = gainOf(likeness[place], left);
      if (gain > best.gain) best = { place, gain };
    }
    const row = likeness[best.place];
    const alike = row?.filter((like, other) => other !== best.place && like >= ALIKE_MIN).length ?? 0;
    ranked.push({ id: compared[best.place]?.id ?? '', gain: best.gain, alike });
    waiting.delete(best.place);
    row?.forEach((like, other) => {
      left[other] = (left[other] ?? 0) * (1 - like);
    });
  }
  return ranked;
}

function gainOf(row: Float64Array | undefined, left: readonly number[]): number {
  let gain = 0;
  row?.forEach((like, other) => {
    gain += like * (left[other] ?? 0);
  });
  return gain;
}

function wordsOf(folded: string): ReadonlySet<string> {
  const words = foldedWords(folded).filter(word => word.length >= WORD_LENGTH_MIN);
  return new Set(words.slice(0, WORDS_READ));
}

/** 1 on the diagonal. */
function likenessOf(texts: readonly ReadonlySet<string>[]): readonly Float64Array[] {
  const holders = new Map<string, number[]>();
  for (const [place, words] of texts.entries())
    for (const word of words) holders.set(word, [...(holders.get(word) ?? []), place]);
  const weightOf = (places: readonly number[]) => Math.log(1 + texts.length / places.length) ** 2;
  const norms = texts.map(words =>
    Math.sqrt([...words].reduce((sum, word) => sum + weightOf(holders.get(word) ?? []), 0)),
  );
  const rows = texts.map(() => new Float64Array(texts.length));
  for (const places of holders.values()) {
    const weight = weightOf(places);
    for (const one of places)
      for (const other of places) rows[one]![other] = (rows[one]![other] ?? 0) + weight;
  }
  for (const [one, row] of rows.entries())
    for (const [other, sum] of row.entries())
      row[other] = one === other ? 1 : Math.min(1, sum / ((norms[one] || 1) * (norms[other] || 1)));
  return rows;
}
