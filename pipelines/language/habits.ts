import type { Item } from '../../src/domain/stage.ts';
import { hostOf } from '../own-posts.ts';
import { LANGUAGES } from './small-words.ts';

/** Remarks of a source before its usual language is trusted, and the share that language must have. */
const USUAL_COUNT = 8;
const USUAL_SHARE = 0.9;
/** Sites whose usual language is remembered; the oldest are forgotten first. */
const SITES_MAX = 500;

/** Remarks per language, per site. */
export type HabitsState = { readonly sites: Readonly<Record<string, Readonly<Record<string, number>>>> };

/** Which language each site usually writes: what a few letters cannot tell. */
export class Habits {
  readonly #sites: Map<string, Record<string, number>>;

  constructor(state: HabitsState | null) {
    this.#sites = new Map(Object.entries(state?.sites ?? {}).map(([site, counts]) => [site, { ...counts }]));
  }

  usualOf(item: Item): string | null {
    const counts = this.#sites.get(siteKey(item));
    if (counts === undefined) return null;
    const entries = Object.entries(counts);
    const total = entries.reduce((sum, [, one]) => sum + one, 0);
    if (total < USUAL_COUNT) return null;
    return entries.find(([, one]) => one >= USUAL_SHARE * total)?.[0] ?? null;
  }

  note(item: Item, code: string): void {
    const site = siteKey(item);
    if (site === '') return;
    const counts = this.#sites.get(site) ?? {};
    counts[code] = (counts[code] ?? 0) + 1;
    this.#sites.delete(site);
    this.#sites.set(site, counts);
    if (this.#sites.size > SITES_MAX) this.#sites.delete(this.#sites.keys().next().value ?? '');
  }

  state(): HabitsState {
    return { sites: Object.fromEntries(this.#sites) };
  }
}

/** What the source declares, when it is one of ours: `fr-FR` is fr. */
export function hintOf(item: Item): string | null {
  if (item.language === null) return null;
  const code = item.language.slice(0, 2).toLowerCase();
  return LANGUAGES.find(known => known === code) ?? null;
}

/** Whose habit counts: the source's site, else the address's host. */
function siteKey(item: Item): string {
  return item.site !== '' ? item.site : ((item.url ? hostOf(item.url) : null) ?? '');
}
