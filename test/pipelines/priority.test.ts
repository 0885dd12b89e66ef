import { describe, expect, it } from 'vitest';
import { makeStage } from '../../pipelines/priority.ts';
import type { Annotation } from '../../src/domain/annotation.ts';
import { FIRM } from '../../src/domain/brand.ts';
import type { Item } from '../../src/domain/stage.ts';
import { data, KERLANN, labelOf, remark, said, stars } from './world.ts';

const ours = { about: 'firm' } as const;

function row(
  item: Item,
  stage: 'relevance' | 'intent' | 'sentiment' | 'stories',
  label: string,
  more = {},
): Annotation {
  const subject = stage === 'relevance' ? FIRM : '';
  const plain = { score: 0, confidence: 1, abstain: false, because: [] };
  return { mentionId: item.id, stage, item: subject, label, ...plain, ...more };
}

/** The priority of one remark of which the stages before said so. */
async function decided(item: Item, rows: readonly Annotation[]): Promise<Annotation | undefined> {
  const stage = makeStage(KERLANN, data(), null);
  const { annotations } = await stage.run({ items: [item], annotations: new Map([[item.id, rows]]) });
  return annotations[0];
}

const terms = (one: Annotation | undefined) => one?.because.map(because => because.term);

describe('priority of remarks in words', () => {
  it.each([
    [
      'a mixed remark with a grievance',
      'today',
      'Belle pose, mais la peinture s’écaille déjà et personne ne répond.',
    ],
    ['a complaint without a bad word', 'today', 'Commandé en mars, toujours pas posé.'],
    ['the same in English', 'today', 'Ordered in March, still waiting for the fitters.'],
    ['a question on the own page', 'today', 'Posez-vous aussi des portails ?'],
    [
      'an enquiry on the own page',
      'today',
      'Je cherche un menuisier pour deux fenêtres, vous êtes disponibles ?',
    ],
  ] as const)('%s: %s', async (_, priority, text) => {
    expect(await labelOf(remark(text, ours), 'priority')).toBe(priority);
  });

  it.each([
    ['today', 'Accueil glacial, deux mois de retard et une porte qui ne ferme pas. Je suis très déçue.'],
    ['today', 'Rude fitters, two months late, and the door still does not close.'],
    ['can-wait', 'Bien, mais parking compliqué.'],
    ['can-wait', 'Correct, sans plus.'],
  ] as const)('three stars, %s: %s', async (priority, text) => {
    expect(await labelOf(remark(text, { ...ours, rating: stars(3) }), 'priority')).toBe(priority);
  });

  it('leaves the firm’s own posts without a priority', async () => {
    const own = remark('Nos menuisiers cherchent un apprenti.', { authorHandle: '@kerlann.menuiserie' });
    const [all] = await said([own]);
    expect(all?.some(one => one.stage === 'priority')).toBe(false);
  });
});

describe('an urgent word', () => {
  it.each([
    'Aucun accident, aucune malfaçon.',
    'Aucun accident grave, rien à redire.',
    'Il n’y a pas eu d’accident.',
    'Nous n’avons jamais eu de problème de malfaçon avec eux.',
    'Personne n’a été blessé sur le chantier.',
    'We haven’t had any accident with them.',
    'No serious accident in ten years.',
  ])('that is denied is none: %s', async text => {
    const item = remark(text, ours);
    expect((await decided(item, [row(item, 'relevance', 'kept')]))?.label).not.toBe('now');
  });

  it.each([
    'Ils n’ont pas respecté l’acompte convenu.',
    'Aucun respect de l’acompte convenu.',
    'Pas de réponse depuis l’accident.',
    'Pas de malfaçon chez nous et un abandon de chantier chez mon voisin.',
    'They never paid back my deposit.',
  ])('stands when something else is denied: %s', async text => {
    const item = remark(text, ours);
    expect((await decided(item, [row(item, 'relevance', 'kept')]))?.label).toBe('now');
  });

  it('that is praised raises no alarm, with stars or without', async () => {
    const text = 'Acompte raisonnable, travail magnifique, merci à toute l’équipe !';
    expect(await labelOf(remark(text, ours), 'priority')).toBe('can-wait');
    expect(await labelOf(remark(text, { ...ours, rating: stars(5) }), 'priority')).toBe('can-wait');
    const bad = remark(text, ours);
    const rows = [row(bad, 'relevance', 'kept'), row(bad, 'intent', 'praise')];
    const doubted = [...rows, row(bad, 'sentiment', 'positive', { abstain: true })];
    expect((await decided(bad, doubted))?.label).toBe('now');
  });
});

describe('what the other stages say', () => {
  const bad = { score: -0.95 };

  it('takes a sure bad opinion for a complaint, a doubtful one for none', async () => {
    const item = remark('Une équipe comme on en voit peu.', ours);
    const rows = [row(item, 'relevance', 'kept'), row(item, 'intent', 'none')];
    const sure = await decided(item, [...rows, row(item, 'sentiment', 'negative', bad)]);
    expect([sure?.label, terms(sure)]).toEqual(['today', ['rule:complaint']]);
    const abstaining = row(item, 'sentiment', 'negative', { ...bad, abstain: true });
    const doubtful = await decided(item, [...rows, abstaining]);
    expect([doubtful?.label, terms(doubtful)]).toEqual(['can-wait', []]);
  });

  it('calls nothing a compliment that a doubtful tone alone calls one, nor high stars over a bad text', async () => {
    const item = remark('Vu leur camion.', ours);
    const rows = [row(item, 'relevance', 'kept'), row(item, 'intent', 'none')];
    const doubtful = await decided(item, [...rows, row(item, 'sentiment', 'positive', { abstain: true })]);
    expect(terms(doubtful)).toEqual([]);
    const worded = [row(item, 'relevance', 'kept'), row(item, 'intent', 'praise')];
    expect(terms(await decided(item, worded))).toEqual(['rule:praise']);
    const four = remark('La porte ferme mal.', { ...ours, rating: stars(4) });
    const stern = [
      row(four, 'relevance', 'kept'),
      row(four, 'intent', 'complaint'),
      row(four, 'sentiment', 'negative', bad),
    ];
    const high = await decided(four, stern);
    expect([high?.label, terms(high)]).toEqual(['can-wait', []]);
  });

  it('gives nothing to do for what is not hers, and says that it is not certain of what is to be checked', async () => {
    const item = remark('Nul.', { rating: stars(1) });
    const low = await decided(item, [row(item, 'relevance', 'kept')]);
    const dropped = await decided(item, [row(item, 'relevance', 'dropped')]);
    const doubtful = await decided(item, [row(item, 'relevance', 'to-check')]);
    expect([dropped?.label, dropped?.score, terms(dropped)]).toEqual(['none', 0, ['rule:not-you']]);
    expect([doubtful?.label, terms(doubtful)]).toEqual(['now', ['rule:low-rating', 'rule:unsure']]);
    expect(doubtful?.score).toBeLessThan(low?.score ?? 0);
  });

  it('shows good press when there is time, bad press the same day, and its copies never', async () => {
    const item = remark('La menuiserie Kerlann agrandit son atelier.', { ...ours, form: 'article' });
    const rows = [row(item, 'relevance', 'kept'), row(item, 'intent', 'press')];
    expect((await decided(item, rows))?.label).toBe('can-wait');
    expect((await decided(item, [...rows, row(item, 'sentiment', 'negative', bad)]))?.label).toBe('today');
    const copy = await decided(item, [...rows, row(item, 'stories', 'another')]);
    expect([copy?.label, terms(copy)]).toEqual(['none', ['rule:copy']]);
  });
});
