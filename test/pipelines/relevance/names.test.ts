import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameIndex } from '../../../pipelines/relevance/names.ts';
import { variantsOf } from '../../../pipelines/relevance/variants.ts';
import { brandsOf } from '../../../src/domain/brand.ts';
import { settingsSchema } from '../../../src/domain/settings/settings.ts';
import { fold } from '../../../src/domain/text/fold.ts';
import { findPhrases } from '../../../src/domain/text/phrases.ts';
import { foldedWords } from '../../../src/domain/text/tokens.ts';
import { data } from '../world.ts';

const HOMONYMS = new Set(['soleil', 'marie', 'poste']);

/** Few words, so that names begin and end in each other; none that a variant would change. */
const word = fc.constantFrom('kerlannez', 'morvanez', 'golfez', 'bois', 'axes', 'dunes');
const name = fc.array(word, { minLength: 1, maxLength: 4 }).map(words => words.join(' '));

describe('names in a text', () => {
  it('are those that one regular expression finds, the longest first', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 12 }),
        fc.array(fc.oneof(word, fc.constantFrom('a', 'la', 'dunesx')), { maxLength: 30 }),
        (names, words) => {
          const [first = '', ...others] = names;
          const settings = settingsSchema.parse({
            firm: { name: first, trade: 'general', aliases: others, establishments: [{ town: 'Vannes' }] },
          });
          const index = nameIndex(brandsOf(settings), data().pack, {}, new Set());
          const found = findPhrases(index.names, words).map(one => words.slice(one.from, one.to).join(' '));
          const byLength = [
            ...new Set(names.flatMap(one => variantsOf(one, new Set())).map(one => one.phrase)),
          ].sort((a, b) => b.split(' ').length - a.split(' ').length);
          const expression = new RegExp(`(?<![a-z])(?:${byLength.join('|')})(?![a-z])`, 'g');
          expect(found).toEqual(words.join(' ').match(expression) ?? []);
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    ['SARL Kerlann', 'On a appelé Kerlann hier', 'kerlann'],
    ['Kerlann & Fils', 'Kerlann et fils, à Vannes', 'kerlann et fils'],
    ['Kerlann et Fils', 'la maison Kerlann & Fils', 'kerlann fils'],
    ['Menuiserie Kerlann', 'vu sur #MenuiserieKerlann', 'menuiseriekerlann'],
    ['Kerlann', 'Kerlann’s windows', "kerlann's"],
    ['Kerlann', 'les Kerlanns sont passés', 'kerlanns'],
    ['Le Soleil', 'un dîner au Soleil', 'au soleil'],
    ['Les Délices', 'la carte des Délices', 'des delices'],
    ['Crêperie L’Hermine', "CREPERIE L'HERMINE", 'creperie l hermine'],
    ['Saint-Éloi', 'chez saint eloi', 'saint eloi'],
  ])('%s is found in: %s', (written, text, expected) => {
    const settings = settingsSchema.parse({
      firm: { name: written, trade: 'general', establishments: [{ town: 'Vannes' }] },
    });
    const index = nameIndex(brandsOf(settings), data().pack, {}, HOMONYMS);
    const words = foldedWords(fold(text));
    const found = findPhrases(index.names, words).map(one => words.slice(one.from, one.to).join(' '));
    expect(found).toEqual([expected]);
  });

  it('are weak where they are also another’s, full where they are two words', () => {
    const kind = (written: string) => {
      const [first] = variantsOf(written, HOMONYMS);
      return first?.isFull ? 'full' : first?.isWeak ? 'weak' : 'plain';
    };
    expect(['Le Soleil', 'Chez Marie', 'La Poste', 'M', '42', 'TCM', 'SARL Marie'].map(kind)).toEqual(
      Array(7).fill('weak'),
    );
    expect(['Kerlann', 'SARL Kerlann', 'Chez Kerlann'].map(kind)).toEqual(Array(3).fill('plain'));
    expect(['Menuiserie Kerlann', 'Kerlann & Fils', 'Boucherie du Marché'].map(kind)).toEqual(
      Array(3).fill('full'),
    );
    expect(variantsOf('SARL', HOMONYMS).map(one => one.phrase)).toEqual(['sarl', 'sarls']);
  });
});
