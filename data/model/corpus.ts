import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';

export type Label = 'pos' | 'neu' | 'neg' | 'mixed';
export type Row = {
  readonly text: string;
  readonly label: Label;
  readonly lang: string;
  /** What is left out together when the fusion is fitted: the domain in its language. */
  readonly group: string;
};

const root = path.resolve(import.meta.dirname, '../..');

/** The folder of the shared corpora: VIGIE_CORPORA, or beside the checkout; null when there is none. */
export function corporaFolder(): string | null {
  const folder = process.env['VIGIE_CORPORA'] ?? path.join(root, '../shared/corpora');
  return existsSync(path.join(folder, 'sentiment')) ? folder : null;
}

type RawRow = { text: string; label: Label; lang: string; domain: string };

/** Reads JSON Lines, gzipped or not, and the SHA-256 of the file as it lies on the disk. */
export function readRows(file: string): { rows: Row[]; sha256: string } {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const rows = text
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const raw = JSON.parse(line) as RawRow;
      return { text: raw.text, label: raw.label, lang: raw.lang, group: `${raw.lang}-${raw.domain}` };
    });
  return { rows, sha256: createHash('sha256').update(bytes).digest('hex') };
}

export function seedFile(): string {
  return path.join(root, 'data/corpus/seed.jsonl');
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
