import { describe, expect, it } from 'vitest';
import { toneModel } from '../../../pipelines/sentiment/model.ts';
import { explainedTone } from '../../../pipelines/sentiment/tone.ts';
import { data } from '../world.ts';

function reasonsOf(text: string): string[] {
  return explainedTone(toneModel(data()), text, 'fr').because.map(({ term }) => term);
}

describe('reasons can be read without the text', () => {
  it.each([
    ['Ils ne répondent jamais, une honte.', 'ne répondent jamais'],
    ['Je n’ai toujours pas reçu mon remboursement, quelle honte.', 'toujours pas reçu'],
    ['Une entreprise qui ne tient pas ses engagements, à fuir.', 'ne tient pas ses engagements'],
    ['Ce n’est vraiment pas terrible.', 'pas terrible'],
  ])('%s', (text, whole) => {
    expect(reasonsOf(text).some(term => term.replaceAll('’', "'").includes(whole))).toBe(true);
  });

  it('give each wording once', () => {
    const terms = reasonsOf(
      'Nul. Vraiment nul, nul de chez nul. NUL ! Accueil nul, repas nul, tout est nul.',
    );
    expect(new Set(terms.map(term => term.toLowerCase())).size).toBe(terms.length);
  });

  it('point at the words they show', () => {
    const text = 'L’œuvre a coûté cher : ils ne rappellent jamais, aucune nouvelle 😡 depuis mai.';
    const { because } = explainedTone(toneModel(data()), text, 'fr');
    expect(because.length).toBeGreaterThan(0);
    for (const { term, at } of because) expect(text.slice(...(at ?? [0, 0]))).toBe(term);
  });
});
