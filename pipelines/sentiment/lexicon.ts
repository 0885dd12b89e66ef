import { GAP, mixed, Scan } from './scan.ts';

/** What a word does besides its tone. Bits of one number. */
export const ROLE = {
  /** pas, jamais, aucun, not: turns what follows, up to the end of the clause. */
  negator: 1,
  /** ne, n': opens a negation that "que" closes again ("ne … que"). */
  weakNegator: 2,
  /** mais, but: ends a negation, opens another opinion. */
  contrast: 4,
  /** que, qu': see weakNegator. */
  restriction: 8,
  /** Never shown as a reason. */
  stop: 16,
  /** First word of a fixed expression. */
  opensPhrase: 32,
  /** si, aurait, would: what did not happen. */
  supposed: 64,
  /** ailleurs, than, elsewhere: another firm is measured against this one. */
  compared: 128,
} as const;

/** Longest fixed expression, in words. */
export const MAX_PHRASE_WORDS = 7;

/** Marks a beginning that is no whole expression, and what is neither. */
const PREFIX_ONLY = 127;
const UNKNOWN = 126;
/** An expression that holds good and bad at once ("ni bien ni mal"). */
export const MIXED_PHRASE = 9;

/** The words of a language: tone −3..3 by word and by stem, roles, and fixed expressions by chained hash. */
export type Lexicon = {
  readonly words: ReadonlyMap<string, number>;
  readonly stems: ReadonlyMap<string, number>;
  readonly roles: ReadonlyMap<string, number>;
  /** Roles by the last letters of a word. */
  readonly endings: ReadonlyMap<string, number>;
  readonly signs: ReadonlyMap<number, number>;
  readonly phrases: PhraseTable;
  /** What happens to people, whoever serves them (an accident, a death): a fact before it is a reproach. */
  readonly circumstances: ToneTable;
};

/** Tones of folded words, whole and by their stems. */
export type ToneTable = {
  readonly words: ReadonlyMap<string, number>;
  readonly stems: ReadonlyMap<string, number>;
};

/** The lists of data/lexicons/tone-*.yaml, and the tone of what they hold. */
const TONE_LISTS = {
  'strong-positive': 3,
  positive: 2,
  'mild-positive': 1,
  'mild-negative': -1,
  negative: -2,
  'strong-negative': -3,
} as const;

const ROLE_LISTS = {
  negators: ROLE.negator,
  'weak-negators': ROLE.weakNegator,
  contrasts: ROLE.contrast,
  restrictions: ROLE.restriction,
  'stop-words': ROLE.stop,
  suppositions: ROLE.supposed,
  comparisons: ROLE.compared,
} as const;

const PHRASE_LISTS = {
  'phrases-positive': 3,
  'phrases-negative': -3,
  'phrases-mixed': MIXED_PHRASE,
  'phrases-neutral': 0,
} as const;

const SIGN_LISTS = { 'signs-positive': 2, 'signs-negative': -2 } as const;

/** Open addressing over the chained hashes of expressions and of their beginnings; `UNKNOWN` where none is. */
type PhraseTable = {
  readonly chains: Int32Array;
  readonly tones: Int8Array;
  /** A bit for each, by its low bits: most words begin none after all. */
  readonly likely: Uint32Array;
};

export type WordLists = Readonly<Record<string, readonly string[]>>;

/** Compiles the owner-readable lists. An entry that ends in * is a stem, one that begins with * an ending; lists that are missing are empty. */
export function compileLexicon(lists: WordLists): Lexicon {
  const scan = new Scan();
  const words = new Map<string, number>();
  const stems = new Map<string, number>();
  const roles = new Map<string, number>();
  const endings = new Map<string, number>();
  const signs = new Map<number, number>();
  const phrases = new Map<number, number>();
  /** Thousands of expressions begin with a few hundred words: each is spelt out once. */
  const openers = new Set<number>();
  const addRole = (word: string, role: number): void => {
    roles.set(word, (roles.get(word) ?? 0) | role);
  };
  /** The expression that was scanned. */
  const addPhrase = (tone: number): void => {
    const size = Math.min(scan.count, MAX_PHRASE_WORDS);
    let chain = 0;
    for (let index = 0; index < size; index += 1) {
      chain = chained(chain, scan.hash[index]!);
      const isWhole = index === size - 1;
      if (isWhole) phrases.set(chain, tone);
      else if (!phrases.has(chain)) phrases.set(chain, PREFIX_ONLY);
    }
    const first = scan.hash[0]!;
    if (size === 0 || openers.has(first)) return;
    openers.add(first);
    addRole(wordAt(scan, 0), ROLE.opensPhrase);
  };
  for (const [list, tone] of Object.entries(TONE_LISTS)) {
    for (const entry of lists[list] ?? []) {
      scan.read(entry);
      if (scan.count > 1) addPhrase(tone);
      else if (entry.endsWith('*')) stems.set(wordAt(scan, 0), tone);
      else words.set(wordAt(scan, 0), tone);
    }
  }
  for (const [list, role] of Object.entries(ROLE_LISTS)) {
    for (const entry of lists[list] ?? []) {
      scan.read(entry);
      if (entry.startsWith('*')) endings.set(wordAt(scan, 0), role);
      else addRole(wordAt(scan, 0), role);
    }
  }
  for (const [list, tone] of Object.entries(SIGN_LISTS)) {
    for (const entry of lists[list] ?? []) {
      scan.read(entry);
      if (scan.count > 0) signs.set(scan.hash[0]!, tone);
    }
  }
  for (const [list, tone] of Object.entries(PHRASE_LISTS)) {
    for (const entry of lists[list] ?? []) {
      scan.read(entry);
      addPhrase(tone);
    }
  }
  const circumstances = { words: new Map<string, number>(), stems: new Map<string, number>() };
  for (const entry of lists['circumstances'] ?? []) {
    scan.read(entry);
    circumstances[entry.endsWith('*') ? 'stems' : 'words'].set(wordAt(scan, 0), -1);
  }
  return { words, stems, roles, endings, signs, phrases: phraseTable(phrases), circumstances };
}

/** The folded letters of a scanned word, as a string. */
export function wordAt(scan: Scan, index: number): string {
  const from = scan.from[index]!;
  const letters = scan.letters.subarray(from, from + scan.lengths[index]!);
  return String.fromCharCode.apply(null, letters as unknown as number[]);
}

/** 16 KB: small enough to stay near. */
const LIKELY_MASK = (1 << 17) - 1;

function phraseTable(phrases: ReadonlyMap<number, number>): PhraseTable {
  // Half empty at least, so that a look-up ends soon.
  const size = 1 << Math.ceil(Math.log2(phrases.size + 2) + 1);
  const chains = new Int32Array(size);
  const tones = new Int8Array(size).fill(UNKNOWN);
  const likely = new Uint32Array((LIKELY_MASK + 1) >>> 5);
  for (const [chain, tone] of phrases) {
    likely[(chain & LIKELY_MASK) >>> 5]! |= 1 << (chain & 31);
    let slot = chain & (size - 1);
    while (tones[slot] !== UNKNOWN) slot = (slot + 1) & (size - 1);
    chains[slot] = chain;
    tones[slot] = tone;
  }
  return { chains, tones, likely };
}

/** The tone of an expression, `PREFIX_ONLY` of a beginning, else `UNKNOWN`. */
function toneOfChain({ chains, tones, likely }: PhraseTable, chain: number): number {
  if ((likely[(chain & LIKELY_MASK) >>> 5]! & (1 << (chain & 31))) === 0) return UNKNOWN;
  const mask = tones.length - 1;
  for (let slot = chain & mask; ; slot = (slot + 1) & mask)
    if (tones[slot] === UNKNOWN || chains[slot] === chain) return tones[slot]!;
}

export function chained(chain: number, hash: number): number {
  return mixed(Math.imul(chain, 31) + hash);
}

/** The tone of a folded word: its own entry, or that of its longest listed stem; 0 when unknown. */
export function toneOfWord(table: ToneTable, word: string): number {
  const own = table.words.get(word);
  if (own !== undefined) return own;
  for (let length = word.length; length >= 3; length -= 1) {
    const tone = table.stems.get(word.slice(0, length));
    if (tone !== undefined) return tone;
  }
  return 0;
}

/** The roles of a folded word: its own, and those of its ending. */
export function rolesOfWord(lexicon: Lexicon, word: string): number {
  let roles = lexicon.roles.get(word) ?? 0;
  for (const [ending, role] of lexicon.endings) if (word.endsWith(ending)) roles |= role;
  return roles;
}

/** The end (excluded) of the longest fixed expression that starts at a token, or 0; its tone goes to `found`. */
export function phraseEnd(lexicon: Lexicon, scan: Scan, first: number, found: { tone: number }): number {
  let chain = 0;
  let end = 0;
  const last = Math.min(scan.count, first + MAX_PHRASE_WORDS);
  for (let index = first; index < last; index += 1) {
    if (index > first && scan.gap[index] === GAP.sentence) break;
    chain = chained(chain, scan.hash[index]!);
    const tone = toneOfChain(lexicon.phrases, chain);
    if (tone === UNKNOWN) break;
    if (tone === PREFIX_ONLY) continue;
    found.tone = tone;
    end = index + 1;
  }
  return end;
}
