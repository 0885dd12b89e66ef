import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';

export type Label = 'pos' | 'neu' | 'neg' | 'mixed';
export type Row = {
  readonly text: string;
  readonly label: Label;
  readonly lang: string;
  /** What is left out together when the last layers are fitted: the domain in its language, our trades, an author. */
  readonly group: string;
  readonly isOwn: boolean;
  /** One of our own rows that was written for a case that words alone do not tell: irony, comparison… */
  readonly isHard: boolean;
  /** The case that it was written for; "plain" where there is none. */
  readonly phenomenon: string;
  /** A word or an expression of the lexicons: a text of its own side. */
  readonly isEntry: boolean;
  /** One of ours by somebody who wrote of all cases, as customers do: what a new author's remarks will be like. */
  readonly isVoice: boolean;
};

const root = path.resolve(import.meta.dirname, '../..');
const OURS = path.join(root, 'data/corpus');
/** Never trained on: the test splits, and the second labels of rows that stand elsewhere. */
const KEPT_APART = /^(test-|second-)/;
/** The folder of the voices: files of one author each. */
const VOICES = 'voices';
const OUTSIDE_FILES = ['train_fr', 'train_en'];
/** What other rows of ours were written for is told by their words. */
const PLAIN = ['plain', 'short', 'long', 'service', 'trade', 'staff', 'film', 'social', 'sms', 'caps'];
const LABELS: Readonly<Record<string, Label>> = {
  positive: 'pos',
  neutral: 'neu',
  negative: 'neg',
  mixed: 'mixed',
};

/** The folder of the shared corpora: VIGIE_CORPORA, or beside the checkout; null when there is none. */
export function corporaFolder(): string | null {
  const folder = process.env['VIGIE_CORPORA'] ?? path.join(root, '../shared/corpora');
  return existsSync(path.join(folder, 'sentiment')) ? folder : null;
}

/** Outside rows say `label` and `domain`; ours `tone`, `trade` and `author`. */
type RawRow = {
  text: string;
  lang: string;
  label?: Label;
  tone?: string;
  domain?: string;
  phenomenon?: string;
  trade?: string;
  author?: string;
};

/** Reads JSON Lines, gzipped or not, and the SHA-256 of the file as it lies on the disk. */
export function readRows(file: string): { rows: Row[]; sha256: string } {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const isVoice = path.basename(path.dirname(file)) === VOICES;
  const rows = text
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const raw = JSON.parse(line) as RawRow;
      const label = raw.label ?? LABELS[raw.tone ?? ''];
      if (label === undefined) throw new RangeError(`${file}: a row without tone`);
      const { text, lang, phenomenon = 'plain' } = raw;
      const isOwn = raw.phenomenon !== undefined;
      const isHard = !PLAIN.includes(phenomenon);
      const ours = isVoice ? `voice-${raw.author}` : `trades-${partOf(raw.trade ?? '', lang)}`;
      const group = `${lang}-${raw.domain ?? ours}`;
      return { text, label, lang, group, isOwn, isHard, phenomenon, isEntry: false, isVoice };
    });
  return { rows, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** What the weights are trained on: the licence-clean outside texts, then our own, each with its SHA-256. */
export function trainingRows(folder: string): {
  rows: Row[];
  corpora: Record<string, { rows: number; sha256: string }>;
} {
  const sources = [
    ...OUTSIDE_FILES.map(name => [path.join(folder, 'sentiment'), `${name}.jsonl.gz`] as const),
    ...['', VOICES].flatMap(part => ourFiles(part).map(name => [OURS, path.posix.join(part, name)] as const)),
  ];
  const rows: Row[] = [];
  const corpora: Record<string, { rows: number; sha256: string }> = {};
  for (const [place, name] of sources) {
    const read = readRows(path.join(place, name));
    for (const row of read.rows) rows.push(row);
    corpora[name] = { rows: read.rows.length, sha256: read.sha256 };
  }
  return { rows, corpora };
}

/** The training files in a part of our corpus. */
function ourFiles(part: string): string[] {
  return readdirSync(path.join(OURS, part))
    .filter(name => name.endsWith('.jsonl') && !KEPT_APART.test(name))
    .sort();
}

/** Into how many parts the trades of a language are dealt. */
const PARTS: Readonly<Record<string, number>> = { fr: 6, en: 3 };

/** Opposite remarks stand side by side in one trade: a part that is left out holds both. */
function partOf(trade: string, lang: string): number {
  let sum = 0;
  for (const letter of trade) sum = (sum * 31 + letter.charCodeAt(0)) % 65_521;
  return sum % (PARTS[lang] ?? 1);
}

export type Lists = Record<string, Record<string, string[]>>;

export function readLexicons(): Lists {
  const lists: Lists = {};
  for (const name of ['tone-fr', 'tone-en']) {
    const source = readFileSync(path.join(root, `data/lexicons/${name}.yaml`), 'utf8');
    lists[name] = parse(source) as Record<string, string[]>;
  }
  return lists;
}

const SIDES: Readonly<Record<string, Label>> = {
  'strong-positive': 'pos',
  positive: 'pos',
  'mild-positive': 'pos',
  'phrases-positive': 'pos',
  'mild-negative': 'neg',
  negative: 'neg',
  'strong-negative': 'neg',
  'phrases-negative': 'neg',
};

/** The lexicons as texts: their letters teach the tone of words that are like them. */
export function lexiconRows(lists: Lists): Row[] {
  return Object.entries(lists).flatMap(([name, entries]) => {
    const lang = name.slice(-2);
    const plain = {
      lang,
      group: `${lang}-lexicon`,
      isOwn: false,
      isHard: false,
      phenomenon: 'plain',
      isEntry: true,
      isVoice: false,
    };
    return Object.entries(SIDES).flatMap(([list, label]) =>
      (entries[list] ?? []).map(entry => ({ ...plain, text: entry.replace('*', ''), label })),
    );
  });
}
