import { existsSync } from 'node:fs';
import { join } from 'node:path';

export type HostileString = { readonly title: string; readonly s: string; readonly url?: string };

const folder = process.env.VIGIE_CORPORA ?? join(import.meta.dirname, '../../../shared/corpora');
const file = join(folder, 'hostile', 'strings.mjs');
const loaded: { STRINGS: readonly HostileString[] } | null = existsSync(file) ? await import(file) : null;

/** The sixty strings of the corpora, read in place; null where they are missing. */
export function hostileStrings(): readonly HostileString[] | null {
  return loaded?.STRINGS ?? null;
}
