import { fold } from '../../src/domain/text/fold.ts';

/** A word or a few that are said far more now than before. */
export type TrendWord = {
  /** As the newest text that holds it writes it, in lower case. */
  readonly words: string;
  /** Texts that hold it, now and before. */
  readonly now: number;
  readonly before: number;
  /** How far beyond chance, in standard deviations. */
  readonly z: number;
};

/** Weight of the prior α₀, in grams counted once a text: small weeks are pulled towards what is usual. */
const PRIOR_MAX = 500;
/** A prior heavier than this share of all that was said would hide what a small firm's six reviews shout. */
const PRIOR_SHARE = 0.1;
/** Two sides of a normal law at 5 %. */
const Z_MIN = 1.96;
const TEXTS_MIN = 2;
const WORDS_PER_GRAM_MAX = 3;
/** A review is read whole, an article's beginning tells its matter. */
const WORDS_PER_TEXT_MAX = 400;
const FOUND_MAX = 8;

/** Words that say nothing alone: a gram does not begin or end with one. */
const STOP = new Set(
  fold(
    `a à au aux avec c ce ces cela ça cette chez comme d dans de des du elle elles en est et eu été être fait il ils
    j je l la le les leur leurs lui m ma mais me mes moi mon n ne nos notre nous on ont ou où par pas plus pour qu que
    qui s sa sans se ses si son sont sur t ta te tes toi ton tout tous toute très tu un une vos votre vous y aussi bien
    the a an and or of to in on at for with is are was were be been it its this that these those i we you he she they
    my our your his her their me us him them not no so but as by from had has have do did very all just will would`,
  ).split(/\s+/),
);

/**
 * Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008), counting in how many texts
 * a gram of one to three words stands (y; n is their sum): δ = ln((yᵢ+αᵢ)/(n+α₀−yᵢ−αᵢ)) of now minus before,
 * z = δ / √(1/(yᵢ+αᵢ) + 1/(yⱼ+αⱼ)), the prior αᵢ in proportion to both sides together. Grams inside a longer one
 * that is said as often are left out.
 */
export function trendWords(now: readonly string[], before: readonly string[]): readonly TrendWord[] {
  const [here, there] = [countGrams(now), countGrams(before)];
  if (now.length === 0 || before.length === 0) return [];
  const said = { now: totalOf(here), before: totalOf(there) };
  const weight = Math.min(PRIOR_MAX, PRIOR_SHARE * (said.now + said.before));
  const found: (TrendWord & { readonly key: string })[] = [];
  for (const [key, { count, words }] of here) {
    if (count < TEXTS_MIN) continue;
    const other = there.get(key)?.count ?? 0;
    const share = (count + other) / (said.now + said.before);
    const z = zScore([count, said.now], [other, said.before], share * weight, weight);
    if (z >= Z_MIN) found.push({ key, words, now: count, before: other, z: Math.round(z * 100) / 100 });
  }
  return found
    .filter(one => !found.some(longer => holds(longer.key, one.key) && longer.now >= one.now))
    .sort((one, other) => other.z - one.z || (one.key < other.key ? -1 : 1))
    .slice(0, FOUND_MAX)
    .map(({ key: _, ...word }) => word);
}

function totalOf(grams: ReadonlyMap<string, Gram>): number {
  let total = 0;
  for (const { count } of grams.values()) total += count;
  return total;
}

type Side = readonly [count: number, said: number];

function zScore(now: Side, before: Side, prior: number, weight: number): number {
  const odds = ([count, said]: Side) => (count + prior) / Math.max(1, said + weight - count - prior);
  const delta = Math.log(odds(now)) - Math.log(odds(before));
  return delta / Math.sqrt(1 / (now[0] + prior) + 1 / (before[0] + prior));
}

const holds = (longer: string, shorter: string) =>
  longer !== shorter && ` ${longer} `.includes(` ${shorter} `);

type Gram = { readonly count: number; readonly words: string };

/** In how many texts each gram stands; its words as the first of them writes it. */
function countGrams(texts: readonly string[]): ReadonlyMap<string, Gram> {
  const grams = new Map<string, Gram>();
  for (const text of texts) {
    const words = text
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .slice(0, WORDS_PER_TEXT_MAX);
    const folded = words.map(fold);
    const seen = new Set<string>();
    for (let from = 0; from < folded.length; from++) {
      for (let length = 1; length <= WORDS_PER_GRAM_MAX && from + length <= folded.length; length++) {
        if (isIdle(folded[from]) || isIdle(folded[from + length - 1])) continue;
        const key = folded.slice(from, from + length).join(' ');
        if (seen.has(key)) continue;
        seen.add(key);
        const known = grams.get(key);
        grams.set(key, {
          count: (known?.count ?? 0) + 1,
          words:
            known?.words ??
            words
              .slice(from, from + length)
              .join(' ')
              .toLowerCase(),
        });
      }
    }
  }
  return grams;
}

function isIdle(word: string | undefined): boolean {
  return word === undefined || word.length < 2 || STOP.has(word);
}
