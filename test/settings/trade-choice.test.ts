import { describe, expect, it } from 'vitest';
import { chosenTrade, tradeChoices } from '../../src/app/setup/trade-choice.ts';
import { loadPack, tradeIds } from '../../src/platform/data-files.ts';

const french = tradeChoices(tradeIds().map(loadPack), 'fr');

describe('the trade, as she answers it', () => {
  it('is listed in her language, another trade last', () => {
    expect(french).toHaveLength(tradeIds().length);
    expect(french.at(-1)).toMatchObject({ id: 'general', name: 'Autre métier' });
  });

  it.each([
    ['menuiserie', 'joinery'],
    ['Menuis', 'joinery'],
    ['joinery', 'joinery'],
    ['boulangerie', 'bakery'],
    ['autre', 'general'],
    // What she calls herself, not what the list calls it.
    ['café', 'restaurant'],
    ['pub', 'restaurant'],
    ['Coiffeuse', 'hairdressing'],
    ['je suis plombier', 'plumbing'],
    ['électriciens', 'plumbing'],
    ['garagiste', 'garage'],
    ['Hôtel restaurant', 'hotel'],
    ['boulangerie, salon de thé', 'bakery'],
    ['bar à ongles', 'hairdressing'],
    ["chambres d'hôtes", 'hotel'],
    ['B&B', 'hotel'],
    [String(french.length), 'general'],
  ])('understands « %s »', (answer, id) => {
    expect(chosenTrade(answer, french)).toBe(id);
  });

  it.each(['', '0', '99', 'xx', 'fleuriste'])('does not guess from « %s »', answer => {
    expect(chosenTrade(answer, french)).toBeNull();
  });
});
