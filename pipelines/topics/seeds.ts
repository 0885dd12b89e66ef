import type { Annotation } from '../../src/domain/annotation.ts';
import type { Topic, TradePack } from '../../src/domain/data.ts';
import { fold } from '../../src/domain/text/fold.ts';
import type { Phrases } from '../../src/domain/text/phrases.ts';
import { findPhrases, phrases } from '../../src/domain/text/phrases.ts';
import { foldedWords } from '../../src/domain/text/tokens.ts';
import type { Reading } from '../reading.ts';
import { stems } from './stems.ts';

/** The languages that seed words are written in. */
export type SeedLanguage = 'fr' | 'en';

/** A seed of a topic. `exact`: its own folded words, where another inflection would mean something else. */
type Seed = { readonly topic: Topic; readonly isOwn: boolean; readonly exact: string | null };
export type Seeds = Readonly<Record<SeedLanguage, Phrases<Seed>>>;

/** Words `from` … `to` (excluded) that speak of a topic; `isOwn` when they are the trade's own words for it. */
export type Hit = {
  readonly topic: Topic;
  readonly from: number;
  readonly to: number;
  readonly isOwn: boolean;
};

/** "=devis" stands for itself alone: its stem is also that of "devant". */
const EXACT = '=';

/** The seed words of a trade, each in any inflection; a core word yields to the trade's own use of it. */
export function seedsOf(pack: TradePack): Seeds {
  return { fr: index(pack, 'fr'), en: index(pack, 'en') };
}

/** The places of a text where a seed stands. */
export function seedHits(seeds: Phrases<Seed>, { words, ids }: Pick<Reading, 'words' | 'ids'>): Hit[] {
  return findPhrases(
    seeds,
    words,
    ({ value, from, to }) => value.exact === null || words.slice(from, to).join(' ') === value.exact,
    ids,
  ).map(({ value, from, to }) => ({ topic: value.topic, from, to, isOwn: value.isOwn }));
}

function index(pack: TradePack, code: SeedLanguage): Phrases<Seed> {
  const own = pack.topics.flatMap(topic => topic.seeds[code].map(seed => entry(seed, topic, true)));
  const claimed = new Set(own.map(([seed]) => stemmed(seed, code)));
  const shared = pack.topics.flatMap(topic =>
    (topic.shared?.[code] ?? []).map(seed => entry(seed, topic, false)),
  );
  return phrases([...own, ...shared.filter(([seed]) => !claimed.has(stemmed(seed, code)))], stems[code]);
}

function entry(seed: string, topic: Topic, isOwn: boolean): readonly [string, Seed] {
  const isExact = seed.startsWith(EXACT);
  const words = isExact ? seed.slice(EXACT.length) : seed;
  return [words, { topic, isOwn, exact: isExact ? foldedWords(fold(words)).join(' ') : null }];
}

function stemmed(seed: string, code: SeedLanguage): string {
  return foldedWords(fold(seed)).map(stems[code]).join(' ');
}

/** The text's language when we have seeds in it, else the owner's. */
export function seedLanguage(said: readonly Annotation[], usual: SeedLanguage): SeedLanguage {
  const code = said.find(one => one.stage === 'language')?.label;
  return code === 'fr' || code === 'en' ? code : usual;
}
