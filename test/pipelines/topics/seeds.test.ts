import { describe, expect, it } from 'vitest';
import { readingOf } from '../../../pipelines/reading.ts';
import type { SeedLanguage } from '../../../pipelines/topics/seeds.ts';
import { seedHits, seedsOf } from '../../../pipelines/topics/seeds.ts';
import { loadPack, tradeIds } from '../../../src/platform/data-files.ts';
import { remark } from '../world.ts';

/** Words of every day and the seed whose stem they have: no topic of any trade is spoken of by them. */
const EVERYDAY: Readonly<Record<SeedLanguage, readonly string[]>> = {
  fr: [
    ...['adoré', 'adore', 'alternateur', 'applique', 'bal', 'commune', 'delà', 'entre'],
    ...['gars', 'générations', 'loi', 'main', 'mi', 'oreille', 'oreilles', 'personnellement', 'personnelle'],
    ...['porter', 'pris', 'pu', 'raison', 'repasse', 'rats', 'savait', 'savais', 'serait', 'soignante'],
    ...['tard', 'tellement', 'telle', 'tôlerie', 'voyait', 'voie', 'vu', 'boulangerie'],
    ...['honnêtement', 'assuré', 'coup', 'retournerai', 'met', 'réclame'],
  ],
  en: [
    ...[
      'at',
      'chipped',
      'cheers',
      'community',
      'decorator',
      'emerged',
      'fortunate',
      'general',
      'generations',
    ],
    ...['good', 'hand', 'help', 'hired', 'last', 'list', 'manage', 'miss', 'missed', 'politics', 'positive'],
    ...['post', 'production', 'reason', 'responsible', 'set', 'sheet', 'tired', 'train', 'viewings', 'wish'],
  ],
};

/** Where a trade has one of them for its own. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  garage: ['alternateur'],
  moving: ['assuré'],
};

/** The topics that the seeds of a trade find in each text. */
function topicsIn(trade: string, code: SeedLanguage, texts: readonly string[]): string[][] {
  const seeds = seedsOf(loadPack(trade))[code];
  return texts.map(text => {
    const reading = readingOf(remark(text));
    return [...new Set(seedHits(seeds, reading).map(({ topic }) => topic.id))];
  });
}

describe('seeds', () => {
  it.each(tradeIds())('of %s leave the words alone that only share their stem', trade => {
    const words = (code: SeedLanguage) => EVERYDAY[code].filter(word => !OWN[trade]?.includes(word));
    const caught = (code: SeedLanguage) => {
      const topics = topicsIn(trade, code, words(code));
      return words(code).filter((_, at) => topics[at]?.length !== 0);
    };
    expect(caught('fr')).toEqual([]);
    expect(caught('en')).toEqual([]);
  });

  it.each([
    ['hotel', 'Impossible de dormir fenêtre ouverte.', ['noise']],
    ['bakery', 'J’y retourne chaque semaine.', []],
    ['online-shop', 'J’ai retourné le colis.', ['after-sales', 'delivery']],
    ['general', 'Nous avons retourné le canapé.', ['after-sales']],
    ['general', 'Un petit couple adorable.', ['staff']],
    ['garage', 'Ils nous ont prêté une voiture.', ['service.loan']],
    ['garage', 'La voiture était prête.', []],
    ['garage', 'Des gens honnêtes.', ['trust']],
    ['estate-agency', 'Ils sont honnêtes.', ['trust']],
    ['plumbing', 'Artisans honnêtes.', ['advice']],
  ])('of %s tell what « %s » speaks of', (trade, text, expected) => {
    expect(topicsIn(trade, 'fr', [text])[0]?.toSorted()).toEqual(expected);
  });

  it.each([
    ['hotel', 'The sea views are stunning.', ['location']],
    ['restaurant', 'Lovely views over the harbour.', ['atmosphere']],
  ])('of %s tell what “%s” speaks of', (trade, text, expected) => {
    expect(topicsIn(trade, 'en', [text])[0]?.toSorted()).toEqual(expected);
  });
});
