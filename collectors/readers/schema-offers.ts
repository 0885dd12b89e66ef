import type { JobAd, PriceSeen } from '../../src/domain/observation.ts';
import { canonicalUrl } from '../../src/domain/text/canonical-url.ts';
import { cleanLine } from '../../src/domain/text/clean.ts';
import { readDate } from './date.ts';
import { htmlToText } from './html.ts';
import { readAmount } from './number.ts';
import { MAX_ID_LENGTH, MAX_TITLE_LENGTH } from './observed.ts';
import { type Holders, listText } from './schema-org.ts';
import { hasType, identifierOf, type Thing, textOf, thingsOf } from './thing.ts';

const OFFER_TYPE = /^(?:Aggregate)?Offer(?:ForPurchase|ForLease)?$|^Demand$/;
/** Symbols that pages write where ISO 4217 belongs. */
const SYMBOLS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  EUROS: 'EUR',
  EURO: 'EUR',
};

/** Prices of products and services in a page's structured data, each once. `AggregateOffer` gives its lowest. */
export function pricesOf(things: readonly Thing[], holders: Holders, base: string): PriceSeen[] {
  const prices = new Map<string, PriceSeen>();
  for (const thing of things) {
    const held = holders.get(thing);
    const isOffer = hasType(thing, type => OFFER_TYPE.test(type)) || held?.property === 'offers';
    if (!isOffer) continue;
    const price = priceFrom(thing, productOf(thing, held?.holder, holders), base);
    if (price) prices.set(`${price.product}|${price.price}|${price.currency}`, price);
  }
  return [...prices.values()];
}

/** What is offered: the offer's own item, else what holds it (through an AggregateOffer that lists offers). */
function productOf(offer: Thing, holder: Thing | undefined, holders: Holders): Thing {
  const item = thingsOf(offer, 'itemOffered')[0];
  if (item) return item;
  if (!holder) return offer;
  if (!hasType(holder, type => OFFER_TYPE.test(type))) return holder;
  // In a list of offers each one's own name tells it from the others.
  if (offer.properties.has('name')) return offer;
  return holders.get(holder)?.holder ?? holder;
}

function priceFrom(offer: Thing, product: Thing, base: string): PriceSeen | null {
  const specification = thingsOf(offer, 'priceSpecification')[0];
  const amount =
    textOf(offer, 'price', 'lowPrice') ?? (specification && textOf(specification, 'price', 'minPrice'));
  const price = readAmount(amount);
  const currency = currencyOf(
    textOf(offer, 'priceCurrency', 'currency') ?? (specification && textOf(specification, 'priceCurrency')),
    amount,
  );
  const name = cleanLine(
    htmlToText(textOf(product, 'name') ?? textOf(offer, 'name') ?? '', MAX_TITLE_LENGTH),
    MAX_TITLE_LENGTH,
  );
  if (price === null || price < 0 || currency === null || name === '') return null;
  const url = canonicalUrl(textOf(offer, 'url') ?? textOf(product, 'url') ?? base, base);
  const available = availabilityOf(textOf(offer, 'availability'));
  return {
    kind: 'price',
    ...(url ? { url } : {}),
    product: name,
    price,
    currency,
    ...(available === undefined ? {} : { available }),
  };
}

function currencyOf(given: string | undefined, amount: string | undefined): string | null {
  const code = given?.trim().toUpperCase() ?? /[€$£]/.exec(amount ?? '')?.[0];
  if (!code) return null;
  return SYMBOLS[code] ?? (/^[A-Z]{3}$/.test(code) ? code : null);
}

function availabilityOf(value: string | undefined): boolean | undefined {
  if (!value) return undefined;
  if (/(?:OutOfStock|SoldOut|Discontinued|out.of.stock)/i.test(value)) return false;
  return /(?:InStock|LimitedAvailability|OnlineOnly|InStoreOnly|PreOrder|PreSale|MadeToOrder|in.stock)/i.test(
    value,
  )
    ? true
    : undefined;
}

/** Jobs offered on the page (schema.org JobPosting), each once. */
export function jobsOf(things: readonly Thing[], base: string): JobAd[] {
  const jobs = new Map<string, JobAd>();
  for (const thing of things) {
    if (!hasType(thing, type => type === 'JobPosting')) continue;
    const title = cleanLine(
      htmlToText(textOf(thing, 'title', 'name') ?? '', MAX_TITLE_LENGTH),
      MAX_TITLE_LENGTH,
    );
    if (title === '') continue;
    const job = jobFrom(thing, title, base);
    jobs.set(job.sourceItemId ?? `${job.title}|${job.place ?? ''}`, job);
  }
  return [...jobs.values()];
}

function jobFrom(thing: Thing, title: string, base: string): JobAd {
  const location = thingsOf(thing, 'jobLocation')[0];
  const address = location && (thingsOf(location, 'address')[0] ?? location);
  const place = address
    ? textOf(address, 'addressLocality', 'addressRegion', 'name', 'address')
    : textOf(thing, 'jobLocation');
  const contract = listText(thing, 'employmentType');
  const id = identifierOf(thing);
  const url = canonicalUrl(textOf(thing, 'url') ?? base, base);
  const written = textOf(thing, 'datePosted', 'datePublished');
  return {
    kind: 'job',
    ...(id ? { sourceItemId: cleanLine(id, MAX_ID_LENGTH) } : {}),
    ...(url ? { url } : {}),
    title,
    ...(place ? { place: cleanLine(place, 120) } : {}),
    ...(contract ? { contract: cleanLine(contract, 80) } : {}),
    publishedAt: written ? readDate(written) : null,
  };
}
