import { describe, expect, it } from 'vitest';
import { loadData, loadPack, tradeIds } from '../../src/platform/data-files.ts';

const TRADES = [
  'bakery',
  'estate-agency',
  'garage',
  'general',
  'hairdressing',
  'hotel',
  'it-services',
  'joinery',
  'moving',
  'online-shop',
  'plumbing',
  'restaurant',
  'sheet-metal',
];

/** What a label says of work that went well. */
const PRAISE =
  /soigné|propre\b|conformes?\b|qui tient|joignable|complète|on time|careful|clean |lasting|reachable/i;

describe('packs of the trades', () => {
  it('are twelve, and one for any other', () => {
    expect(tradeIds()).toEqual(TRADES);
    expect(loadPack('unheard-of').id).toBe('general');
    expect(loadPack('../joinery').id).toBe('general');
  });

  it.each(TRADES)('%s has topics, urgent words and nouns in both languages', trade => {
    const pack = loadPack(trade);
    expect(pack.id).toBe(trade);
    const complaints = pack.topics.flatMap(({ label, complaint = label }) => [complaint.fr, complaint.en]);
    expect(complaints.filter(name => PRAISE.test(name))).toEqual([]);
    expect(new Set(pack.topics.map(topic => topic.id)).size).toBe(pack.topics.length);
    expect(pack.topics.length).toBeGreaterThanOrEqual(8);
    for (const topic of pack.topics) {
      expect(topic.seeds.fr.length, topic.id).toBeGreaterThanOrEqual(5);
      expect(topic.seeds.en.length, topic.id).toBeGreaterThanOrEqual(4);
      expect(topic.label.fr).not.toMatch(/'|\s[;:!?]/);
    }
    expect(pack.urgent.fr.length).toBeGreaterThanOrEqual(5);
    expect(pack.nouns.en.length).toBeGreaterThanOrEqual(5);
    expect(pack.letter.at).toMatch(/^\d\d:\d\d$/);
  });

  it('come with the word lists and the tone model', () => {
    const data = loadData('joinery');
    for (const name of ['language', 'company', 'first-names', 'intent'])
      expect(data.lexicons).toHaveProperty(name);
    expect(data.toneModel.byteLength).toBeGreaterThan(100_000);
  });
});
