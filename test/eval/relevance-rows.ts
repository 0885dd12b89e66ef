import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { RelevanceState } from '../../pipelines/relevance/stage.ts';
import { makeStage } from '../../pipelines/relevance/stage.ts';
import type { Annotation } from '../../src/domain/annotation.ts';
import { FIRM } from '../../src/domain/brand.ts';
import type { Data } from '../../src/domain/data.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import type { Item } from '../../src/domain/stage.ts';
import { firm, item } from './labelled.ts';

export type Case = {
  readonly brand: string;
  readonly relevant: boolean;
  readonly title?: string;
  readonly summary?: string;
  readonly text?: string;
  readonly url?: string;
};
export type Row = Case & { readonly item: Item };

/** A brand as its owner would describe it in her settings; see the file. */
export type Profile = {
  readonly aliases?: readonly string[];
  readonly products?: readonly string[];
  readonly spokespersons?: readonly string[];
  readonly sites?: readonly string[];
  readonly context?: readonly string[];
};
export type SettingsFor = (brand: string) => Settings;

export function readProfiles(): Readonly<Record<string, Profile>> {
  return parse(readFileSync(join(import.meta.dirname, 'profiles.yaml'), 'utf8')) as Record<string, Profile>;
}

export function settingsOf(brand: string, profile: Profile | undefined): Settings {
  return firm(brand, { ...profile });
}

export function rowsOf(cases: readonly Case[]): Row[] {
  return cases.map((one, index) => ({ ...one, item: itemOf(one, index) }));
}

export function itemOf(one: Case, index: number): Item {
  return item(String(index), one.summary ?? one.text ?? '', {
    title: one.title ?? '',
    url: one.url ?? null,
    form: one.title ? 'article' : 'post',
  });
}

/** What the stage says of each row, each brand by its own settings; by id. */
export async function judged(
  rows: readonly Row[],
  settingsFor: SettingsFor,
  data: Data,
  state: RelevanceState | null = null,
): Promise<ReadonlyMap<string, Annotation>> {
  const found = new Map<string, Annotation>();
  for (const [brand, some] of Map.groupBy(rows, row => row.brand)) {
    const stage = makeStage(settingsFor(brand), data, state);
    const { annotations } = await stage.run({ items: some.map(row => row.item), annotations: new Map() });
    for (const one of annotations) if (one.item === FIRM) found.set(one.mentionId, one);
  }
  return found;
}

/** Kept or to check. What no name points to has no row, which is dropped. */
export function isShown(found: ReadonlyMap<string, Annotation>, row: Row): boolean {
  return (found.get(row.item.id)?.label ?? 'dropped') !== 'dropped';
}
