import { describe, expect, it } from 'vitest';
import { learnRelevance, makeStage } from '../../../pipelines/relevance/stage.ts';
import { FIRM } from '../../../src/domain/brand.ts';
import { settingsSchema } from '../../../src/domain/settings/settings.ts';
import type { Item } from '../../../src/domain/stage.ts';
import { data, remark } from '../world.ts';

const settingsOf = (name: string, context: readonly string[] = []) =>
  settingsSchema.parse({
    firm: { name, trade: 'general', context, establishments: [{ town: 'Vannes' }] },
  });

async function verdictOf(name: string, item: Item, context: readonly string[] = []): Promise<string> {
  const stage = makeStage(settingsOf(name, context), data(), null);
  const { annotations } = await stage.run({ items: [item], annotations: new Map() });
  return annotations.find(one => one.item === FIRM)?.label ?? 'dropped';
}

const press = (title: string, text = '') => remark(text, { title, form: 'article' });

describe('a name that is also a word, a town or a person', () => {
  it.each([
    // The word.
    ['Le Soleil', 'dropped', remark('Le soleil brille enfin sur la plage.')],
    ['Free', 'dropped', press('Une free party de 2 000 personnes dans la Drôme')],
    ['Orange', 'dropped', press('Vent fort : le Morbihan en vigilance orange')],
    ['La Ruche', 'dropped', press('Il installe une ruche sur le toit de la mairie')],
    ['Apple', 'dropped', remark('I had an apple pie and a glass of milk.')],
    // Its own name, announced or explained.
    ['Le Soleil', 'kept', remark('Très bon couscous au restaurant Le Soleil, service rapide.'), ['couscous']],
    ['Le Soleil', 'kept', press('Les salariés du Soleil en grève', 'Le magasin de Vannes est resté fermé.')],
    ['Free', 'kept', press('Free augmente le prix de ses forfaits')],
    ['Orange', 'kept', press('Panne chez Orange', 'Des milliers de clients sans réseau.')],
    ['La Ruche', 'kept', press('La Ruche ouvre un deuxième magasin à Lorient')],
    ['Apple', 'kept', remark("Apple's new store opens in Leeds on Friday")],
    // A town.
    ['Orange', 'dropped', press('Un motard blessé à Orange')],
    ['Vienne', 'dropped', press('Le maire de Vienne inaugure la piscine')],
    // A person.
    ['Picard', 'dropped', press('Le discours de Michel Picard salué à Brest')],
    ['Marie', 'dropped', press('Marie Kerlo remporte le concours de nouvelles')],
    ['Paul', 'dropped', press('Jean-Paul raconte ses vingt ans de pêche')],
    // Another thing's longer name.
    ['Orange', 'dropped', press('Concert complet à l’Orange Vélodrome samedi')],
    ['Free', 'dropped', press('Un tag « Free Kerlann » peint sur la gare')],
    // A slogan or a title of a work.
    ['Boulanger', 'dropped', press('« Le Violon et le Boulanger » arrive au théâtre')],
    // What companies add to their name.
    ['Orange', 'kept', press('Orange Bank cesse son activité', 'Les clients ont six mois.')],
    // Letters and numbers.
    ['M', 'dropped', remark('Il mesure 1 m 80, taille M.')],
    ['42', 'dropped', remark('Ça fait 42 euros le repas, prix élevé.')],
    [
      'TCM',
      'kept',
      remark('Devis signé avec TCM pour nos fenêtres, pose prévue lundi.'),
      ['fenêtres', 'pose'],
    ],
    ['TCM', 'dropped', press('Tennis : le TCM en finale')],
    // Nothing tells.
    ['TCM', 'to-check', remark('Merci à TCM !')],
    ['La Poste', 'to-check', press('La Poste et la mairie se renvoient la balle')],
    ['Chez Marie', 'to-check', remark('On se retrouve Chez Marie ce soir ?')],
  ] as const)('%s is %s', async (name, verdict, item, context: readonly string[] = []) => {
    expect(await verdictOf(name, item, context), `${item.title} ${item.text}`).toBe(verdict);
  });

  it('says which it may be', async () => {
    const stage = makeStage(settingsOf('Orange'), data(), null);
    const items = [press('Orange, la suite')];
    const { annotations } = await stage.run({ items, annotations: new Map() });
    expect(annotations[0]?.because.map(one => one.term)).toContain('rule:homonym:Orange');
  });
});

describe('ten answers', () => {
  const about = [
    'Orange fuit la zone nord, rideau baissé rue Pasteur',
    'Rideau baissé : Orange tourne la page rue Pasteur',
    'Orange plie bagage, la rue Pasteur perd un rideau',
  ].map(title => press(title));
  const notAbout = ['Orange sous la grêle, les vignes souffrent', 'La grêle sur Orange, vignes hachées'].map(
    title => press(title),
  );
  const scoreAfter = async (item: Item, answers: readonly (readonly [Item, boolean])[]): Promise<number> => {
    const settings = settingsOf('Orange');
    const corrections = answers.map(([one, isUs]) => ({ item: one, subject: FIRM, isUs }));
    const state = learnRelevance(settings, data(), corrections);
    const run = await makeStage(settings, data(), state).run({ items: [item], annotations: new Map() });
    return run.annotations.find(one => one.item === FIRM)?.score ?? Number.NaN;
  };
  const next = press('Rue Pasteur, Orange laisse un rideau baissé');
  const hail = press('Vignes d’Orange : la grêle encore');
  const plain = press('Orange en cinq chiffres');

  it('bring like remarks nearer, and leave others where they were', async () => {
    const yes = about.map(item => [item, true] as const);
    expect(await scoreAfter(next, yes)).toBeGreaterThan((await scoreAfter(next, [])) + 0.2);
    expect(await scoreAfter(hail, yes)).toBeLessThan((await scoreAfter(hail, [])) + 0.5);
  });

  it('"not us" alone takes nothing from what speaks for her otherwise', async () => {
    const no = notAbout.map(item => [item, false] as const);
    expect(await scoreAfter(hail, no)).toBeLessThan((await scoreAfter(hail, [])) - 0.1);
    expect(await scoreAfter(plain, no)).toBeGreaterThan((await scoreAfter(plain, [])) - 0.4);
    const clear = press('Les clients d’Orange attendent la fibre', 'Le service client promet une date.');
    expect(await scoreAfter(clear, no)).toBeGreaterThan((await scoreAfter(clear, [])) - 0.2);
  });

  it('are forgotten entirely when taken back', async () => {
    const answers = [
      ...about.map(item => [item, true] as const),
      ...notAbout.map(item => [item, false] as const),
    ];
    const without = answers.slice(1);
    expect(await scoreAfter(next, without)).not.toBe(await scoreAfter(next, answers));
    // As if none had ever been given: nothing learnt, and nothing known of the remarks themselves.
    expect(learnRelevance(settingsOf('Orange'), data(), [])).toEqual({ said: {}, learnt: {} });
    const never = makeStage(settingsOf('Orange'), data(), null);
    const { annotations } = await never.run({ items: [next], annotations: new Map() });
    expect(await scoreAfter(next, [])).toBe(annotations.find(one => one.item === FIRM)?.score);
  });
});
