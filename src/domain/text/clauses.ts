import { foldWithOffsets, unfoldedAt } from './fold.ts';

/** A clause of a text (UTF-16, end excluded), the number of its sentence, and whether a contrast opens it. */
export type Clause = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
  readonly contrast: boolean;
};

/** More clauses than any remark has; a longer text's tail stays one clause, so that work stays bounded. */
const MAX_CLAUSES = 2000;

const BREAK =
  /[.!?…]+(?=\s|$|["'»”)])|[\n;]|:(?=\s)|,(?!\d)|\s(?:mais|but|however|yet|although|though|except|whereas|while|pourtant|cependant|toutefois|neanmoins|malgre|sauf|hormis|excepte|alors que|tandis que|meme si|even if|even though|bien que|par contre|en revanche|dommage|seul bemol|seul hic)(?=[\s,:'])/g;
const SENTENCE_END = /[.!?…\n]/;

/**
 * Cuts a text where its opinion may turn: at sentence ends, semicolons, commas, and before words of contrast
 * (which open the next clause). Points and commas inside numbers and addresses do not cut. Linear.
 */
export function clauses(text: string): Clause[] {
  const map = foldWithOffsets(text);
  const found: Clause[] = [];
  let sentence = 0;
  let from = 0;
  let contrast = false;
  const close = (to: number): void => {
    const clause = trimmed(text, unfoldedAt(map, from), unfoldedAt(map, to), sentence, contrast);
    if (clause) found.push(clause);
  };
  for (const cut of map.folded.matchAll(BREAK)) {
    if (found.length >= MAX_CLAUSES) break;
    const mark = cut[0];
    const opensContrast = mark.length > 1 && /[a-z]$/.test(mark);
    close(cut.index);
    from = opensContrast ? cut.index : cut.index + mark.length;
    contrast = opensContrast;
    if (!opensContrast && SENTENCE_END.test(mark)) sentence += 1;
  }
  close(map.folded.length);
  return found;
}

function trimmed(
  text: string,
  start: number,
  end: number,
  sentence: number,
  contrast: boolean,
): Clause | null {
  const piece = text.slice(start, end);
  const clause = piece.trim();
  if (clause === '') return null;
  const first = start + (piece.length - piece.trimStart().length);
  return { text: clause, start: first, end: first + clause.length, sentence, contrast };
}
