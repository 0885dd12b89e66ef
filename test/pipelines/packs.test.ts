import { describe, expect, it } from 'vitest';
import { CORE_TOPICS } from '../../pipelines/cues/cues.ts';
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
      const { seeds, shared } = topic;
      expect(seeds.fr.length + (shared?.fr.length ?? 0), topic.id).toBeGreaterThanOrEqual(5);
      expect(seeds.en.length + (shared?.en.length ?? 0), topic.id).toBeGreaterThanOrEqual(4);
      expect(topic.label.fr).not.toMatch(/'|\s[;:!?]/);
    }
    expect(pack.urgent.fr.length).toBeGreaterThanOrEqual(5);
    expect(pack.nouns.en.length).toBeGreaterThanOrEqual(5);
    expect(pack.letter.at).toMatch(/^\d\d:\d\d$/);
  });

  it('general has every core topic, and each trade those that it can have', () => {
    expect(loadPack('general').topics.map(topic => topic.id)).toEqual([...CORE_TOPICS]);
    for (const trade of TRADES) {
      const ids = new Set(loadPack(trade).topics.map(topic => topic.id.replace(/\..*/, '')));
      for (const id of ['price', 'quality', 'service', 'trust', 'hours', 'phone', 'hiring'])
        expect(ids, trade).toContain(id);
      for (const id of ids) expect(CORE_TOPICS, trade).toContain(id);
    }
  });

  it('have what goes up in the trade’s own words of it, and the core words besides', () => {
    const deadline = loadPack('joinery').topics.find(topic => topic.id === 'deadline');
    expect(deadline?.label.fr).toBe('Délai de pose');
    expect(deadline?.shared?.fr).toContain('ponctuel');
    // The loan of a car is no service in the core's sense.
    const loan = loadPack('garage').topics.find(topic => topic.id === 'service.loan');
    expect(loan?.shared).toBeUndefined();
  });

  it('come with the word lists and the tone model', () => {
    const data = loadData('joinery');
    for (const name of ['language', 'company', 'first-names', 'intent'])
      expect(data.lexicons).toHaveProperty(name);
    expect(data.toneModel.byteLength).toBeGreaterThan(100_000);
  });
});
