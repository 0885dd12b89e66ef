import { createHash } from 'node:crypto';
import type { Settings } from './settings/settings.ts';

/** Whom a remark is about: `firm`, or a competitor's slug such as `ouvertures-du-golfe`. */
export type Subject = string;
export const FIRM: Subject = 'firm';

/** One tenant at home; agencies have many. */
export const HOME_TENANT = 'home';

/** A company as the stages see it, whether the firm or a competitor. */
export type Brand = {
  readonly subject: Subject;
  readonly name: string;
  readonly towns: readonly string[];
  readonly phones: readonly string[];
  readonly addresses: readonly string[];
  readonly aliases: readonly string[];
  readonly handles: readonly string[];
  readonly sites: readonly string[];
  readonly products: readonly string[];
  readonly spokespersons: readonly string[];
  readonly context: readonly string[];
  readonly exclude: readonly string[];
};

/**
 * Lower case, no accents, words joined by hyphens: stable across runs, safe in SQL and file names. A name without
 * a Latin letter (`窓工房`, `3 Кита`) is `n-` and 8 hex digits of its hash, so that two of them stay two.
 */
export function slug(name: string): string {
  const folded = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const latin = folded.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  const isNumber = latin !== '' && !/\p{L}/u.test(folded);
  if (/[a-z]/.test(latin) || isNumber) return latin;
  // Marks may be letters' own in other scripts: only the case is folded.
  const whole = name.normalize('NFC').trim().toLowerCase();
  return `n-${createHash('sha256').update(whole).digest('hex').slice(0, 8)}`;
}

/** The firm first, then its competitors in the order of the settings. */
export function brandsOf(settings: Settings): readonly Brand[] {
  const firm = settings.firm;
  const own: Brand = {
    ...firm,
    subject: FIRM,
    towns: firm.establishments.map(place => place.town),
    phones: firm.establishments.flatMap(place => place.phone ?? []),
    addresses: firm.establishments.flatMap(place => place.address ?? []),
  };
  const rivals = settings.competitors.map(rival => ({
    ...rival,
    subject: slug(rival.name),
    towns: [...(rival.town ? [rival.town] : []), ...rival.establishments.map(place => place.town)],
    phones: rival.establishments.flatMap(place => place.phone ?? []),
    addresses: rival.establishments.flatMap(place => place.address ?? []),
  }));
  return [own, ...rivals];
}

/** The subject that a source's `about` names; the firm when it names none. */
export function subjectOf(about: string | undefined): Subject {
  return about === undefined ? FIRM : slug(about);
}
