import type { Rating } from '../../src/domain/observation.ts';
import { readCount, readDecimal } from './number.ts';
import { hasType, type Thing, textOf, thingsOf, type Value, valuesOf } from './thing.ts';

/** An overall rating that a page tells, with the thing that it rates. */
export type RatingFact = Rating & {
  readonly count: number;
  readonly reviewCount: number | null;
  readonly subject: Thing | null;
};

/** What a thing hangs on: `Review` under `review` of a `LocalBusiness`. The first holder wins. */
export type Holders = ReadonlyMap<Thing, { readonly holder: Thing; readonly property: string }>;

export function holdersOf(things: readonly Thing[]): Holders {
  const holders = new Map<Thing, { holder: Thing; property: string }>();
  for (const holder of things) {
    for (const [property, values] of holder.properties) {
      for (const value of values) {
        if (typeof value !== 'string' && value !== holder && !holders.has(value))
          holders.set(value, { holder, property });
      }
    }
  }
  return holders;
}

const AGGREGATE_TYPES = /^(?:Aggregate|EmployerAggregate)Rating$|^Review-aggregate$/i;
const AGGREGATE_PROPERTIES = /^aggregateRating$/i;

/**
 * Every overall rating of the page, each once, on its own scale (`bestRating`, else 5, else the next usual
 * scale that holds the value). Ratings without a value or with a value of 0 are not ratings yet.
 */
export function ratingsOf(things: readonly Thing[], holders: Holders): RatingFact[] {
  const facts = new Map<string, RatingFact>();
  for (const thing of things) {
    const holder = holders.get(thing);
    if (isAggregate(thing, holder?.property))
      add(facts, aggregateFact(thing, subjectOf(thing, holder?.holder)));
    for (const value of thing.properties.get('aggregateRating') ?? []) {
      if (typeof value === 'string') add(facts, plainFact(value, thing));
    }
  }
  return [...facts.values()];
}

function isAggregate(thing: Thing, property: string | undefined): boolean {
  if (hasType(thing, type => AGGREGATE_TYPES.test(type))) return true;
  if (property !== undefined && AGGREGATE_PROPERTIES.test(property)) return true;
  // Some pages put value and count straight on the thing that is rated.
  return (
    !hasType(thing, type => /review/i.test(type)) &&
    thing.properties.has('ratingValue') &&
    (thing.properties.has('ratingCount') || thing.properties.has('reviewCount'))
  );
}

function subjectOf(thing: Thing, holder: Thing | undefined): Thing | null {
  return thingsOf(thing, 'itemReviewed', 'itemreviewed')[0] ?? holder ?? null;
}

function aggregateFact(thing: Thing, subject: Thing | null): RatingFact | null {
  const nested = thingsOf(thing, 'rating', 'reviewRating')[0] ?? thing;
  const rating = ratingFrom(nested);
  if (!rating) return null;
  const ratings = readCount(textOf(thing, 'ratingCount', 'votes', 'count'));
  const reviews =
    readCount(textOf(thing, 'reviewCount')) ?? (subject ? readCount(textOf(subject, 'reviewCount')) : null);
  return { ...rating, count: ratings ?? reviews ?? 0, reviewCount: reviews, subject };
}

function plainFact(value: string, subject: Thing): RatingFact | null {
  const rating = scaled(value, undefined, undefined);
  const count = readCount(textOf(subject, 'ratingCount', 'reviewCount'));
  return rating && count !== null ? { ...rating, count, reviewCount: count, subject } : null;
}

function add(facts: Map<string, RatingFact>, fact: RatingFact | null): void {
  if (!fact) return;
  const key = [fact.value, fact.best, fact.count, fact.subject ? textOf(fact.subject, 'name') : ''].join('|');
  if (!facts.has(key)) facts.set(key, fact);
}

/** A Rating thing's value on its scale, or on the one said elsewhere on the page; null without a readable value. */
export function ratingFrom(thing: Thing, elsewhere?: Pick<Rating, 'best' | 'worst'>): Rating | null {
  const value = textOf(thing, 'ratingValue', 'average', 'value', 'rating');
  if (value === undefined) return null;
  const best = readDecimal(textOf(thing, 'bestRating', 'best')) ?? elsewhere?.best;
  const worst = readDecimal(textOf(thing, 'worstRating', 'worst')) ?? undefined;
  return scaled(value, best, worst ?? (best === elsewhere?.best ? elsewhere?.worst : undefined));
}

/** Scales that sites use when they do not say which. */
const USUAL_BESTS = [5, 10, 20, 100];

/** A value with its scale, checked: 0 < value ≤ best, worst < best. Also reads `4/5`, `8,5 sur 10`, `92 %`. */
export function scaled(value: string, best: number | undefined, worst: number | undefined): Rating | null {
  const number = readDecimal(value);
  if (number === null || number <= 0) return null;
  const shown = /(?:\/|\bsur\b|\bout of\b|\bof\b|\bvon\b|\bsu\b|\bde\b)\s*(\d{1,3})\b/i.exec(
    value.slice(0, 100),
  )?.[1];
  const percent = /\d\s*%/.test(value.slice(0, 100)) ? 100 : undefined;
  const top = usable(best, number) ?? usable(shown ? Number(shown) : percent, number) ?? usualBest(number);
  if (top === undefined) return null;
  // A worst that is no worst (equal to the best, above the value) is a mistake of the page.
  const floor =
    worst !== undefined && worst < top && worst >= 0 && worst <= number
      ? worst
      : number < 1 || top > 10
        ? 0
        : 1;
  return { value: number, best: top, worst: Math.min(floor, number) };
}

function usable(best: number | undefined, value: number): number | undefined {
  return best !== undefined && Number.isFinite(best) && best > 0 && best <= 1_000 && value <= best
    ? best
    : undefined;
}

function usualBest(value: number): number | undefined {
  return USUAL_BESTS.find(best => value <= best);
}

const BUSINESS_TYPES =
  /Business|Store|Shop|Restaurant|Hotel|Lodging|Organization|Corporation|Contractor|Service|Place|Product|Bakery|Cafe|Salon|Dealer|Repair|Company|Brand|Agent|Clinic|Dentist|Physician|Plumber|Electrician|Locksmith|Roofing|Attorney|Notary/;

/** Does the page say that it is about a firm, a place or a product, rated or not? */
export function namesBusiness(things: readonly Thing[]): boolean {
  return things.some(thing => isBusiness(thing) && textOf(thing, 'name') !== undefined);
}

/** Things that can be rated as a whole; a plain publisher of the page is none of them when others are. */
export function isBusiness(thing: Thing): boolean {
  return hasType(thing, type => BUSINESS_TYPES.test(type));
}

/** The one rating of a page: the firm's or product's before a recipe's, then the most counted. */
export function mainRating(facts: readonly RatingFact[]): RatingFact | null {
  let main: RatingFact | null = null;
  for (const fact of facts) {
    if (!main || weight(fact) > weight(main)) main = fact;
  }
  return main;
}

function weight(fact: RatingFact): number {
  return (fact.subject && isBusiness(fact.subject) ? 1e12 : 0) + Math.min(fact.count, 1e11);
}

/** Values of a thing that may be a list of strings, joined. */
export function listText(thing: Thing, ...names: readonly string[]): string | undefined {
  const texts = valuesOf(thing, ...names)
    .map((value: Value) => (typeof value === 'string' ? value : textOf(value, 'name')))
    .filter(text => text !== undefined && text.trim() !== '');
  return texts.length > 0 ? texts.slice(0, 10).join(', ') : undefined;
}
