import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { makeStages } from '../../pipelines/main.ts';
import type { Annotation, StageName } from '../../src/domain/annotation.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import type { Item, Stage } from '../../src/domain/stage.ts';
import { loadData } from '../../src/platform/data-files.ts';

/** Beside the checkout unless VIGIE_CORPORA says where. */
export const CORPORA = process.env['VIGIE_CORPORA'] ?? join(import.meta.dirname, '../../../shared/corpora');

export type EvalOptions = {
  readonly cases?: string;
  readonly json: boolean;
  readonly out: (text: string) => void;
};

/** Lines of a labelled file, gzip or plain; null, after saying so, when it is not there. */
export function labelled<T>(options: EvalOptions, usual: string): T[] | null {
  const file = options.cases ?? join(CORPORA, usual);
  if (!existsSync(file)) {
    options.out(`skipped: corpora not found (${file})\n`);
    return null;
  }
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => JSON.parse(line) as T);
}

export function item(id: string, text: string, more: Partial<Item> = {}): Item {
  return {
    id,
    kind: 'mention',
    form: 'post',
    site: '',
    about: null,
    url: null,
    title: '',
    text,
    language: null,
    publishedAt: '',
    rating: null,
    authorHandle: null,
    replied: false,
    ...more,
  };
}

export function firm(name: string, more: Record<string, unknown> = {}, trade = 'general'): Settings {
  return settingsSchema.parse({ firm: { name, trade, establishments: [{ town: '\u2014' }], ...more } });
}

/** The named stages of the chain, with those they read from before them. */
export function stagesUpTo(settings: Settings, last: StageName): Stage<unknown>[] {
  const stages = makeStages(settings, loadData(settings.firm.trade), {});
  return stages.slice(0, stages.findIndex(stage => stage.name === last) + 1);
}

export async function annotate(
  stages: readonly Stage<unknown>[],
  items: readonly Item[],
): Promise<ReadonlyMap<string, readonly Annotation[]>> {
  const annotations = new Map<string, Annotation[]>(items.map(one => [one.id, []]));
  for (const stage of stages)
    for (const one of (await stage.run({ items, annotations })).annotations)
      annotations.get(one.mentionId)?.push(one);
  return annotations;
}

export type Score = { precision: number; recall: number; f1: number; accuracy: number; n: number };

/** Of yes-or-no answers; accuracy beside F1, so that a rare yes is seen for what it is. */
export function scored(pairs: readonly (readonly [said: boolean, is: boolean])[]): Score {
  const hit = pairs.filter(([said, is]) => said && is).length;
  const said = pairs.filter(([yes]) => yes).length;
  const is = pairs.filter(([, yes]) => yes).length;
  const precision = said === 0 ? 0 : hit / said;
  const recall = is === 0 ? 0 : hit / is;
  return {
    precision: percent(precision),
    recall: percent(recall),
    f1: percent(precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)),
    accuracy: percent(pairs.filter(([a, b]) => a === b).length / Math.max(1, pairs.length)),
    n: pairs.length,
  };
}

export function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}

/** One line per figure, or one JSON document. */
export function report(options: EvalOptions, figures: Readonly<Record<string, unknown>>): void {
  if (options.json) options.out(`${JSON.stringify(figures)}\n`);
  else
    for (const [name, value] of Object.entries(figures)) options.out(`${name.padEnd(34)} ${plain(value)}\n`);
}

function plain(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, one]) => `${key} ${typeof one === 'object' ? JSON.stringify(one) : one}`)
    .join(' · ');
}
