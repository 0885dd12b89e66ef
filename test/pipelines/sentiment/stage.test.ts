import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeStage, STARS_DISAGREE } from '../../../pipelines/sentiment/stage.ts';
import type { Annotation } from '../../../src/domain/annotation.ts';
import { settingsSchema } from '../../../src/domain/settings/settings.ts';
import type { Item } from '../../../src/domain/stage.ts';
import { loadData } from '../../../src/platform/data-files.ts';

const settings = settingsSchema.parse({
  firm: { name: 'Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] },
});
const stage = makeStage(settings, loadData('joinery'), null);

function item(more: Partial<Item>): Item {
  return {
    id: 'a',
    kind: 'review',
    form: 'review',
    site: 'Google',
    about: 'firm',
    url: null,
    title: '',
    text: '',
    language: 'fr',
    publishedAt: '2026-07-09T10:00:00.000Z',
    rating: null,
    authorHandle: null,
    replied: false,
    ...more,
  };
}

async function tagged(more: Partial<Item>): Promise<Annotation> {
  const { annotations } = await stage.run({ items: [item(more)], annotations: new Map() });
  return annotations[0]!;
}

const stars = (value: number, best = 5, worst = 1): Partial<Item> => ({ rating: { value, best, worst } });

describe('stars decide', () => {
  test.each([
    [1, 5, 'negative'],
    [2, 5, 'negative'],
    [4, 5, 'positive'],
    [5, 5, 'positive'],
    [3, 10, 'negative'],
    [4, 10, 'negative'],
    [8, 10, 'positive'],
  ])('%d of %d is %s whatever the words', async (value, best, label) => {
    const found = await tagged({ text: 'Chantier propre.', ...stars(value, best) });
    expect(found).toMatchObject({ label, confidence: 1, abstain: false });
  });

  test('in the middle, the words say whether anything is judged', async () => {
    expect(await tagged({ text: 'Bien posé, mais deux semaines de retard.', ...stars(3) })).toMatchObject({
      label: 'mixed',
    });
    expect(await tagged({ text: 'La boutique ouvre de 9 h à 19 h.', ...stars(3) })).toMatchObject({
      label: 'neutral',
      score: 0,
    });
  });

  test.each([
    ['Trop de bruit dans la rue le samedi soir, nuit gâchée.', 5, 10, 'negative'],
    ['Chambre sur rue, impossible de dormir fenêtre ouverte.', 5, 10, 'negative'],
    ['Belle vue, petit déjeuner parfait, mais chambre sur rue, impossible de dormir.', 5, 10, 'mixed'],
    ['Très bien, personnel adorable, je reviendrai.', 6, 10, 'positive'],
    ['Bien, mais parking compliqué.', 3, 5, 'mixed'],
    ['', 5, 10, 'mixed'],
  ])('in the middle the words decide: « %s », %d of %d is %s', async (words, value, best, label) => {
    expect(await tagged({ text: words, ...stars(value, best) })).toMatchObject({ label, abstain: false });
  });

  test('words that say the contrary are told', async () => {
    const found = await tagged({ text: 'À fuir, travail lamentable, une honte.', ...stars(5) });
    expect(found.label).toBe('positive');
    expect(found.because[0]).toMatchObject({ term: STARS_DISAGREE });
    const agreed = await tagged({ text: 'Travail impeccable.', ...stars(5) });
    expect(agreed.because.map(reason => reason.term)).not.toContain(STARS_DISAGREE);
  });
});

test('without stars the words decide, and reasons of the title have no place in the text', async () => {
  const found = await tagged({ title: 'Une honte', text: 'Fenêtre qui ferme mal.' });
  expect(found.label).toBe('negative');
  for (const { term, at } of found.because) {
    if (at !== undefined) expect('Fenêtre qui ferme mal.'.slice(...at)).toBe(term);
  }
  expect(found.because.some(reason => reason.at === undefined)).toBe(true);
});

test('one annotation an item, none lost, the same again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ maxLength: 80 }), { maxLength: 12 }), async texts => {
      const items = texts.map((text, index) => item({ id: String(index), text }));
      const first = await stage.run({ items, annotations: new Map() });
      expect(first.annotations.map(one => one.mentionId)).toEqual(items.map(one => one.id));
      expect(first.dropped).toEqual([]);
      expect(await stage.run({ items, annotations: new Map() })).toEqual(first);
    }),
    { numRuns: 40 },
  );
});
