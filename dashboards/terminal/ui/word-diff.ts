/** Words of one side, and whether the other side lacks them. */
export type DiffWord = { readonly text: string; readonly changed: boolean };

/** A line that changed is a sentence or two; longer ones differ as a whole beyond this. */
const WORDS_MAX = 200;

/** Both sides word by word: what both have in the same order is common, the rest changed. */
export function wordDiff(
  before: string,
  after: string,
): { readonly before: readonly DiffWord[]; readonly after: readonly DiffWord[] } {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  const common = longestCommon(a.slice(0, WORDS_MAX), b.slice(0, WORDS_MAX));
  const marked = (words: readonly string[], kept: ReadonlySet<number>) =>
    words.map((text, index) => ({ text, changed: !kept.has(index) }));
  return {
    before: marked(a, new Set(common.map(([left]) => left))),
    after: marked(b, new Set(common.map(([, right]) => right))),
  };
}

/** A figure and its sign are one word: "−10 %". */
function wordsOf(text: string): string[] {
  return text
    .replace(/ (?=[%€$£:;!?»])/gu, '\u00a0')
    .split(/[^\S\u00a0\u202f]+/u)
    .filter(Boolean);
}

function longestCommon(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i]![j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** One text in which runs of changed words stand in brackets, so that they are seen without colour. */
export function bracketed(words: readonly DiffWord[]): string {
  return words
    .map(({ text, changed }, index) => {
      const opens = changed && !words[index - 1]?.changed ? '[' : '';
      const closes = changed && !words[index + 1]?.changed ? ']' : '';
      return `${opens}${text}${closes}`;
    })
    .join(' ');
}
