import type { Brand } from '../../src/domain/brand.ts';
import type { TradePack } from '../../src/domain/data.ts';
import { fold } from '../../src/domain/text/fold.ts';
import type { Phrases } from '../../src/domain/text/phrases.ts';
import { phrases } from '../../src/domain/text/phrases.ts';
import { foldedWords } from '../../src/domain/text/tokens.ts';
import { hostOf } from '../own-posts.ts';
import { variantsOf, withoutPossessive } from './variants.ts';

/** What a phrase found in a text says of a brand. */
export type NameKind = 'name' | 'alias' | 'person' | 'handle' | 'domain' | 'street';
export type Naming = {
  readonly brand: number;
  readonly kind: NameKind;
  /** As the settings write it: tells whether the text keeps its capitals. */
  readonly written: string;
  /** Handles and domains: the folded form that must stand in the text letter for letter. */
  readonly exact: string | null;
  /** Of names and aliases: what their own words say; see `Variant`. */
  readonly isFull: boolean;
  readonly isWeak: boolean;
  readonly needsCapital: boolean;
};

/** What a text near a name may hold of a brand's own words. */
export type Surroundings = {
  readonly context: Phrases<string>;
  readonly against: Phrases<string>;
  readonly towns: ReadonlySet<string>;
};

export type NameIndex = {
  readonly brands: readonly Brand[];
  readonly names: Phrases<Naming>;
  readonly phones: ReadonlyMap<string, number>;
  readonly hosts: ReadonlyMap<string, number>;
  readonly handles: ReadonlyMap<string, number>;
  readonly surroundings: readonly Surroundings[];
  /** Words of the trade and of companies at large: context for every brand. */
  readonly generic: Phrases<string>;
};

/**
 * Everything that names the brands, ready to be found in one pass over a text's words: a tree of words, one step a
 * word, where Aho and Corasick's is one step a letter. Names are at most twelve words, so that going back to the next
 * word costs no more than their links would: ten thousand names are found as fast as ten (`test/bench/names.ts`).
 */
export function nameIndex(
  brands: readonly Brand[],
  pack: TradePack,
  company: Readonly<Record<string, readonly string[]>>,
  homonyms: ReadonlySet<string>,
): NameIndex {
  const entries: [string, Naming][] = [];
  const phones = new Map<string, number>();
  const hosts = new Map<string, number>();
  const handles = new Map<string, number>();
  brands.forEach((brand, index) => {
    const add = (kind: NameKind, text: string, exact: string | null = null): void => {
      const naming = { brand: index, kind, written: text, exact };
      entries.push([text, { ...naming, isFull: false, isWeak: false, needsCapital: false }]);
    };
    const known = new Set<string>();
    for (const [kind, written] of namesOf(brand)) {
      // One object for all ways of writing one name: ten thousand names have thirty thousand.
      const namings = new Map<boolean, Naming>();
      for (const { phrase, needsCapital, ...says } of variantsOf(written, homonyms)) {
        if (known.has(phrase)) continue;
        known.add(phrase);
        const naming = namings.get(needsCapital) ?? {
          brand: index,
          kind,
          written,
          exact: null,
          needsCapital,
          ...says,
        };
        namings.set(needsCapital, naming);
        entries.push([phrase, naming]);
      }
    }
    for (const person of brand.spokespersons) add('person', person);
    for (const handle of brand.handles) {
      const plain = fold(handle).replace(/^@/, '');
      add('handle', plain, plain);
      handles.set(plain, index);
    }
    for (const site of brand.sites) {
      const host = hostOf(site);
      if (host === null) continue;
      add('domain', host, fold(host));
      hosts.set(host, index);
    }
    for (const address of brand.addresses) if (isStreet(address)) add('street', address);
    for (const phone of brand.phones) phones.set(nationalDigits(phone), index);
  });
  const generic = [
    ...pack.nouns.fr,
    ...pack.nouns.en,
    ...(company['context_fr'] ?? []),
    ...(company['context_en'] ?? []),
  ];
  return {
    brands,
    names: phrases(entries, withoutPossessive),
    phones,
    hosts,
    handles,
    surroundings: brands.map(surroundings),
    generic: phrases(
      generic.map(word => [word, fold(word)] as const),
      singular,
    ),
  };
}

/** The name, its aliases, and the products that bear it ("Orange Bank"): each names the brand. */
function namesOf(brand: Brand): [NameKind, string][] {
  const own = ` ${fold(brand.name)} `;
  const bearing = brand.products.filter(product => ` ${fold(product)} `.includes(own));
  return [
    ['name', brand.name],
    ...[...brand.aliases, ...bearing].map((alias): [NameKind, string] => ['alias', alias]),
  ];
}

function surroundings(brand: Brand): Surroundings {
  const words = [...brand.context, ...brand.products, ...brand.spokespersons, ...brand.towns];
  return {
    context: wordsNear(words),
    against: wordsNear(brand.exclude),
    towns: brand.towns.length === 0 ? NOWHERE : new Set(brand.towns.map(fold)),
  };
}

/** Most competitors have none of their own: those share one. */
const NOWHERE: ReadonlySet<string> = new Set();
const NOTHING_NEAR: Phrases<string> = phrases([], singular);

function wordsNear(words: readonly string[]): Phrases<string> {
  if (words.length === 0) return NOTHING_NEAR;
  return phrases(
    words.map(word => [word, fold(word)] as const),
    singular,
  );
}

/** A number and a street, or at least three words: "rue du Port" alone would name every harbour's street. */
function isStreet(address: string): boolean {
  const words = foldedWords(fold(address));
  return words.length >= 3 && /\d/.test(address);
}

/** Plural and feminine marks off, so that "menuisiers" speaks as "menuisier": cheap, and wrong forms only miss. */
export function singular(word: string): string {
  return word.length > 4 ? word.replace(/(?:es|s|x|e)$/, '') : word;
}

/** Digits of a French number without its country: +33 2 97… and 02 97… are one. */
export function nationalDigits(phone: string): string {
  return phone.replace(/\D/g, '').replace(/^(?:00)?33(?=\d{9}$)/, '0');
}
