import { describe, expect, it } from 'vitest';
import { layerShift, NOTHING_LEARNT } from '../../../pipelines/sentiment/adapt.ts';
import { type LayerLesson, learnLayer } from '../../../pipelines/sentiment/adapt-layer.ts';
import { learnTone, type ToneLesson } from '../../../pipelines/sentiment/adapt-learn.ts';
import { makeStage } from '../../../pipelines/sentiment/stage.ts';
import type { Annotation } from '../../../src/domain/annotation.ts';
import type { Item } from '../../../src/domain/stage.ts';
import { loadData } from '../../../src/platform/data-files.ts';
import { firm, item } from '../../eval/labelled.ts';

const data = loadData('general');
const settings = firm('Menuiserie Kerlann');
const OPTIONS = { balance: 1, caution: 1 };

function review(id: string, stars: number, text: string): ToneLesson {
  const rating = { value: stars, best: 5, worst: 1 };
  return { item: item(id, text, { kind: 'review', form: 'review', rating, language: 'fr' }), tone: null };
}

/** Words of the house that no dictionary knows: one with five stars, one with one, none with three. */
function houseWords(count: number): ToneLesson[] {
  return Array.from({ length: count }, (_, index) => {
    if (index % 5 === 4) return review(`m${index}`, 3, `Passage le mardi ${index} pour la pose.`);
    return index % 2 === 0
      ? review(`g${index}`, 5, `Chantier ${index} : glopissime, vraiment.`)
      : review(`b${index}`, 1, `Chantier ${index} : vrouchouille, vraiment.`);
  });
}

async function read(lessons: readonly ToneLesson[], items: readonly Item[]): Promise<readonly Annotation[]> {
  const stage = makeStage(settings, data, learnTone(data, lessons));
  return (await stage.run({ items, annotations: new Map() })).annotations;
}

describe('what rated reviews teach of tone', () => {
  const fresh = item('n', 'Chantier 7 : vrouchouille, vraiment.', { language: 'fr' });

  it('learns a word of the house and names it as a reason', async () => {
    const [before] = await read([], [fresh]);
    const [after] = await read(houseWords(200), [fresh]);
    expect(after?.label).toBe('negative');
    expect(after?.score).toBeLessThan(before?.score ?? -1);
    expect(after?.because.map(one => one.term)).toContain('rule:like-rated:vrouchouille');
  });

  it('learns nothing from a few reviews, from one side alone, or from words that tell nothing', () => {
    expect(learnTone(data, [])).toEqual(NOTHING_LEARNT);
    expect(learnTone(data, houseWords(12)).tone.strength).toBe(0);
    const good = houseWords(200).filter(({ item: one }) => one.rating?.value === 5);
    expect(learnTone(data, good).tone.strength).toBe(0);
    const noise = Array.from({ length: 120 }, (_, index): LayerLesson => {
      const word = Math.floor(index / 2) % 10;
      return { margin: index % 2 === 0 ? 2 : -2, is: index % 2 === 0, features: [`w${word}`, 'same'] };
    });
    expect(learnLayer(noise, OPTIONS).layer.strength).toBe(0);
  });

  it('does not turn a clear text round, whatever is learnt', () => {
    const lessons = Array.from({ length: 600 }, (_, index): LayerLesson => {
      return { margin: -9, is: index % 2 === 0, features: [index % 2 === 0 ? 'a' : 'b'] };
    });
    const { layer } = learnLayer(lessons, OPTIONS);
    expect(layer.strength).toBeGreaterThan(0);
    expect(layerShift(layer, ['a'])).toBeLessThanOrEqual(2);
  });

  it('judges each review by what the others taught', () => {
    const { stars } = learnTone(data, houseWords(200));
    expect(stars.fixed.n).toBe(200);
    expect(stars.learnt.right).toBeGreaterThan(stars.fixed.right);
    expect(stars.learnt.sureRight).toBeGreaterThan(stars.fixed.sureRight);
  });

  it('leaves reviews with stars to their stars', async () => {
    const rated = houseWords(200);
    const items = rated.slice(0, 6).map(lesson => lesson.item);
    expect(await read(rated, items)).toEqual(await read([], items));
  });
});

describe('a tone that the owner says', () => {
  it.each(['positive', 'neutral', 'negative', 'mixed'] as const)('%s stands', async tone => {
    const said = item('s', 'Très déçu, accueil glacial.', { language: 'fr' });
    const [found] = await read([{ item: said, tone }], [said]);
    expect(found).toMatchObject({ label: tone, confidence: 1, abstain: false });
    expect(found?.because[0]?.term).toBe('rule:owner-said');
    const words = found?.because.slice(1).map(one => Math.sign(one.weight)) ?? [];
    expect(words.every(sign => sign === -1)).toBe(true);
    expect(words.length > 0).toBe(tone === 'negative');
  });

  it('stands above the stars', async () => {
    const { item: rated } = review('r', 5, 'Deux mois de retard, personne au téléphone.');
    const [found] = await read([{ item: rated, tone: 'negative' }], [rated]);
    expect(found).toMatchObject({ label: 'negative', confidence: 1 });
  });
});
