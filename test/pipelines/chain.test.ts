import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeStages } from '../../pipelines/main.ts';
import { runStages } from '../../pipelines/run.ts';
import { STAGE_NAMES } from '../../src/domain/annotation.ts';
import type { Item } from '../../src/domain/stage.ts';
import { data, KERLANN, remark, said, stars } from './world.ts';

describe('the whole chain', () => {
  it('has the stages of the contract, in their order', () => {
    expect(makeStages(KERLANN, data(), {}).map(stage => stage.name)).toEqual([...STAGE_NAMES]);
  });

  it('gives the priorities of the scenario: two to do, four can wait, one done', async () => {
    const own = { about: 'firm', site: 'Google' } as const;
    const week: Item[] = [
      remark('Belle pose, chantier propre.', { ...own, rating: stars(5), replied: true }),
      remark('Très bon conseil, et pose soignée.', { ...own, rating: stars(5) }),
      remark('Trois messages, personne ne rappelle. Le bureau ne répond pas.', { ...own, rating: stars(1) }),
      remark('Bien posé, mais deux semaines de retard.', { ...own, rating: stars(3) }),
      remark('La menuiserie de Vannes accueille deux apprentis.', {
        form: 'article',
        title: 'Deux apprentis chez Kerlann',
      }),
      remark('La véranda de nos voisins est superbe.', { about: 'firm', form: 'message' }),
      remark('Un menuisier près de Vannes pour six volets roulants ? Quelqu’un connaît Kerlann ?'),
      remark('Le garage Kerlann, à Plouarvel, change de patron.', { form: 'article' }),
    ];
    const priorities = (await said(week)).map(all => all.find(one => one.stage === 'priority')?.label);
    expect(priorities).toEqual([
      'none',
      'can-wait',
      'now',
      'can-wait',
      'can-wait',
      'can-wait',
      'today',
      'none',
    ]);
  });

  it('shows own posts to no later stage', async () => {
    const [annotations] = await said([remark('Nous recrutons !', { authorHandle: 'kerlann.menuiserie' })]);
    expect(annotations?.map(one => one.stage)).toEqual(['own-posts']);
  });

  it('says the same of the same batch again, whatever it remembers', async () => {
    const items = [
      remark('Deux apprentis rejoignent la menuiserie Kerlann à Vannes dès la rentrée.', { form: 'article' }),
      remark('Deux apprentis rejoignent la menuiserie Kerlann, à Vannes, dès la rentrée prochaine.', {
        form: 'article',
      }),
      remark('Trois messages, personne ne rappelle.', { about: 'firm', rating: stars(1) }),
    ];
    const first = await runStages(makeStages(KERLANN, data(), {}), items);
    const again = await runStages(makeStages(KERLANN, data(), first.states), items);
    expect([...again.annotations]).toEqual([...first.annotations]);
  });

  it('loses nothing and points into the text, for any text', async () => {
    const stages = makeStages(KERLANN, data(), {});
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(texts, async some => {
        const items = some.map(text => remark(text));
        const { annotations, dropped } = await runStages(stages, items);
        expect(annotations.size).toBe(items.length);
        for (const item of items) {
          const all = annotations.get(item.id) ?? [];
          const isDropped = dropped.some(one => one.id === item.id);
          expect(all.some(one => one.stage === 'priority')).toBe(!isDropped);
          for (const { because, score, confidence } of all) {
            expect(Number.isFinite(score) && confidence >= 0 && confidence <= 1).toBe(true);
            for (const { at } of because) if (at) expect(at[0] >= 0 && at[0] < at[1]).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['a word of 1 MB', 'a'.repeat(1_000_000)],
    ['100,000 combining marks', `e${'\u0301'.repeat(100_000)}`],
    ['40,000 apostrophes', "'".repeat(40_000)],
    ['40,000 elisions', "l'".repeat(40_000)],
    ['40,000 names', 'Kerlann '.repeat(40_000)],
    ['40,000 numbers', '02 97 '.repeat(40_000)],
    ['lone surrogates', '\ud800'.repeat(50_000)],
    ['controls', '\u0000\u001b[31m\u202e'.repeat(20_000)],
    ['nothing', ''],
  ])('survives %s', async (_, text) => {
    const [annotations] = await said([remark(text, { title: text.slice(0, 100_000) })]);
    expect(annotations?.some(one => one.stage === 'priority')).toBe(true);
  });
});
