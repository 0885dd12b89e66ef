import { describe, expect, it } from 'vitest';
import { makeStages } from '../../pipelines/main.ts';
import { learnRelevance, makeStage } from '../../pipelines/relevance/stage.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { data, KERLANN, labelOf, remark, said } from './world.ts';

describe('relevance', () => {
  it.each([
    ['kept', 'La Menuiserie Kerlann a posé nos fenêtres.', {}],
    ['kept', 'Très content de Kerlann pour la pose de mes volets.', {}],
    ['kept', 'Quelqu’un a le 02 97 00 00 00 ?', {}],
    ['kept', 'Appelez le +33 2 97 00 00 00.', {}],
    ['kept', 'Tout est sur kerlann.example', {}],
    ['kept', 'Bravo @kerlann.menuiserie !', {}],
    ['kept', 'Au 4 rue des Tisserands, porte bleue.', {}],
    ['kept', 'Kerlann fitted our windows in Vannes.', {}],
    ['kept', 'Parfait.', { about: 'firm' }],
    ['to-check', 'On m’a parlé de Kerlann hier.', {}],
    ['dropped', 'Le garage Kerlann, à Plouarvel, ferme.', {}],
    ['dropped', 'Le discours de Bernard Kerlann a ému la salle.', {}],
    [undefined, 'Belle journée à Vannes.', {}],
    // The handle is kerlann.menuiserie, the site kerlann.example: without the dot, it is the name alone.
    ['kept', 'Merci à Kerlann Menuiserie pour la pose de nos volets.', {}],
    ['kept', 'Kerlann, example to follow: windows fitted in a day.', {}],
    ['kept', 'Très content ! Les Kerlann ont posé nos volets.', {}],
    ['kept', 'So glad! The Kerlann team fitted our windows.', {}],
    ['kept', 'Devis clair… Chantier propre. Ces Kerlann, des menuisiers sérieux.', {}],
    ['dropped', 'Le discours de Yann Le Kerlann a ému la salle.', {}],
    // One thanks, asks and trusts somebody; one lives in a place.
    ['to-check', 'Merci à Kerlann !', {}],
    ['kept', 'Nous avons fait appel à Kerlann pour la pose.', {}],
    ['kept', 'J’ai confié mes volets à Kerlann.', {}],
    ['dropped', 'Il pleut à Kerlann.', {}],
  ] as const)('%s: %s', async (verdict, text, more) => {
    expect(await labelOf(remark(text, more), 'relevance', 'firm')).toBe(verdict);
  });

  it.each([
    ['Beau travail hier. La Menuiserie Kerlann a posé nos fenêtres.', ''],
    ['Beau travail\nFélicitations Kerlann', ''],
    ['Pose faite hier… Super Kerlann', ''],
    ['Good job! Our Kerlann windows are in.', ''],
    ['Notre maison a fait La Kerlann parfaite.', ''],
    ['Le chantier de Transports Kerlann', 'Transports Kerlann'],
    ['Beau travail. Vive les Transports Kerlann', 'Transports Kerlann'],
    ['Vu hier chez Kerlann Les fenêtres sont belles', ''],
    ['Un arrêt à Kerlann-Les-Bains', 'Kerlann-Les'],
  ])('takes what opens a sentence for no part of a name: %s', async (text, longer) => {
    const [all] = await said([remark(text)]);
    const terms = all?.find(one => one.stage === 'relevance' && one.item === 'firm')?.because ?? [];
    const found = terms.map(one => one.term).filter(term => term.startsWith('rule:longer-name'));
    expect(terms.length).toBeGreaterThan(0);
    expect(found).toEqual(longer === '' ? [] : [`rule:longer-name:${longer}`]);
  });

  it('takes what a competitor publishes itself for no remark on it', async () => {
    const posted = remark('Ouvertures du Golfe fête ses vingt ans.', {
      url: 'https://golfe.example/blog/20-ans',
    });
    expect(await labelOf(posted, 'relevance', 'ouvertures-du-golfe')).toBe('dropped');
  });

  it('weighs every company named, each for itself', async () => {
    const item = remark('Entre Kerlann et Ouvertures du Golfe pour des fenêtres, que choisir ?');
    const [all] = await said([item]);
    const subjects = all?.filter(one => one.stage === 'relevance').map(one => [one.item, one.label]);
    expect(subjects).toEqual([
      ['firm', 'kept'],
      ['ouvertures-du-golfe', 'kept'],
    ]);
  });

  it('sets like remarks aside after "not us", and takes the answer on the remark itself', async () => {
    const race = (text: string) => remark(text);
    const asked = [
      'Kerlann gagne la régate du dimanche au large',
      'La régate de dimanche : Kerlann deuxième au large',
      'Régate : le voilier Kerlann abandonne au large',
    ].map(race);
    const next = race('Kerlann favori de la régate, dimanche au large');
    const corrections = asked.map(item => ({ item, subject: 'firm', isUs: false }));
    const before = await makeStage(KERLANN, data(), null).run({ items: [next], annotations: new Map() });
    const state = learnRelevance(KERLANN, data(), corrections);
    const after = await makeStage(KERLANN, data(), state).run({
      items: [next, ...asked],
      annotations: new Map(),
    });
    expect(after.annotations[0]?.score).toBeLessThan((before.annotations[0]?.score ?? 0) - 0.2);
    expect(after.annotations.slice(1).map(one => one.label)).toEqual(['dropped', 'dropped', 'dropped']);
    expect(after.annotations[1]?.because[0]?.term).toBe('rule:owner-said');
  });
});

describe('versions', () => {
  const versionsOf = (settings: Settings) =>
    Object.fromEntries(makeStages(settings, data(), {}).map(stage => [stage.name, stage.version]));
  const changed = (firm: object): Settings =>
    settingsSchema.parse({ ...KERLANN, firm: { ...KERLANN.firm, ...firm } });

  it.each([
    ['alias', changed({ aliases: ['Kerlann', 'Kerlann Bois'] })],
    ['exclusion', changed({ exclude: ['garage'] })],
    ['context', changed({ context: ['menuiserie'] })],
    ['competitor', settingsSchema.parse({ ...KERLANN, competitors: [] })],
  ])('of what every remark has are others after a changed %s', (_, settings) => {
    const before = versionsOf(KERLANN);
    const after = versionsOf(settings);
    expect(after['own-posts']).not.toBe(before['own-posts']);
    expect(after['relevance']).not.toBe(before['relevance']);
    // Memories are not about names: they are kept.
    expect(after['stories']).toBe(before['stories']);
  });

  it('are the same for the same names, and fit the store’s whole numbers', () => {
    const more = settingsSchema.parse({ ...KERLANN, alerts: { immediatePerDay: 1 } });
    expect(versionsOf(more)).toEqual(versionsOf(KERLANN));
    for (const version of Object.values(versionsOf(KERLANN))) {
      expect(Number.isInteger(version)).toBe(true);
      expect(version).toBeLessThan(2 ** 31);
    }
  });
});
