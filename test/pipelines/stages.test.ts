import { describe, expect, it } from 'vitest';
import { makeStages } from '../../pipelines/main.ts';
import { learnRelevance, makeStage } from '../../pipelines/relevance/stage.ts';
import { runStages } from '../../pipelines/run.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import type { Item } from '../../src/domain/stage.ts';
import { data, KERLANN, labelOf, remark, said, stars } from './world.ts';

describe('language', () => {
  it.each([
    ['fr', 'Le devis était clair et le chantier est resté propre.'],
    ['en', 'They fitted the windows on time and cleaned up after.'],
    ['de', 'Die Fenster wurden pünktlich eingebaut und alles war sauber.'],
    ['es', 'Las ventanas llegaron tarde pero el equipo fue muy amable.'],
    ['it', 'Le finestre sono arrivate in ritardo ma il lavoro è buono.'],
    ['nl', 'De ramen werden op tijd geplaatst en alles was netjes.'],
    ['und', '非常好的服务'],
    ['und', '👍👍👍'],
  ])('%s: %s', async (code, text) => {
    expect(await labelOf(remark(text), 'language')).toBe(code);
  });

  it('trusts the source for a few letters, the text for a sentence', async () => {
    expect(await labelOf(remark('Super !', { language: 'fr-FR' }), 'language')).toBe('fr');
    expect(
      await labelOf(remark('This was the best service we have ever had.', { language: 'fr' }), 'language'),
    ).toBe('en');
  });

  it('learns the usual language of a site for short texts', async () => {
    const habit = Array.from({ length: 10 }, () =>
      remark('Nous avons été très bien reçus et le travail est soigné.', { site: 'Avis d’Armor' }),
    );
    const all = await said([...habit, remark('Top service', { site: 'Avis d’Armor' })]);
    expect(all.at(-1)?.find(one => one.stage === 'language')?.label).toBe('fr');
  });
});

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

describe('stories', () => {
  const article = (title: string, text: string, url: string, day = '2026-07-08') =>
    remark(text, { title, url, form: 'article', publishedAt: `${day}T08:00:00.000Z` });

  it('groups an article carried by three papers, whatever was rewritten', async () => {
    const all = await said([
      article(
        'Deux apprentis chez Kerlann',
        'La menuiserie vannetaise Kerlann accueille deux apprentis à la rentrée.',
        'https://a.example/1',
      ),
      article(
        'Vannes : deux apprentis chez Kerlann',
        'Kerlann accueille deux apprentis.',
        'https://b.example/2',
      ),
      article(
        'Emploi',
        'La menuiserie vannetaise Kerlann accueille deux apprentis dès la rentrée prochaine.',
        'https://c.example/3',
      ),
      article(
        'Kerlann agrandit son atelier de Vannes',
        'Un bâtiment de 400 m² sortira de terre.',
        'https://a.example/4',
      ),
    ]);
    const stories = all.map(one => one.find(annotation => annotation.stage === 'stories'));
    expect(new Set(stories.slice(0, 3).map(one => one?.label)).size).toBe(1);
    expect(stories[0]?.score).toBe(1);
    expect(stories[3]?.label).not.toBe(stories[0]?.label);
  });

  it('never takes two customers for one', async () => {
    const all = await said([
      remark('Très bon travail, je recommande.', { rating: stars(5), about: 'firm' }),
      remark('Très bon travail, je recommande.', { rating: stars(5), about: 'firm' }),
    ]);
    const [a, b] = all.map(one => one.find(annotation => annotation.stage === 'stories')?.label);
    expect(a).not.toBe(b);
  });

  const headline = 'Deux apprentis rejoignent un atelier de Vannes à la rentrée';
  const storyAnd = async (items: readonly Item[]) =>
    (await said(items)).map(all => [
      all.find(one => one.stage === 'stories')?.label,
      all.find(one => one.stage === 'priority')?.label,
    ]);

  it('loses no remark to a story about nobody of ours', async () => {
    const wire = article(headline, '', 'https://wire.example/1');
    const full = article(headline, 'La menuiserie Kerlann accueille deux jeunes.', 'https://a.example/1');
    const copy = article(headline, 'La menuiserie Kerlann accueille deux jeunes.', 'https://b.example/1');
    const again = article(headline, '', 'https://wire.example/2');
    expect(await storyAnd([wire, full, copy, again])).toEqual([
      [wire.id, 'none'],
      [full.id, 'can-wait'],
      [full.id, 'none'],
      [wire.id, 'none'],
    ]);
  });

  it('loses no remark on the firm to a story about a competitor, nor a sure one to an unsure', async () => {
    const rival = article(
      headline,
      'Ouvertures du Golfe, menuiserie, en accueille un.',
      'https://a.example/1',
    );
    const both = article(
      headline,
      'Ouvertures du Golfe, menuiserie, en accueille un, la menuiserie Kerlann un autre.',
      'https://b.example/1',
    );
    const unsure = remark('On m’a parlé de Kerlann hier.', { title: 'Bonjour à tous et à toutes ce matin' });
    const sure = remark('La menuiserie Kerlann, à Vannes, ma foi.', {
      title: 'Bonjour à tous et à toutes ce matin',
    });
    const stories = (await storyAnd([rival, both, unsure, sure])).map(([story]) => story);
    expect(stories).toEqual([rival.id, both.id, unsure.id, sure.id]);
  });

  it('gives the story to the next one when its first is said not to be us', async () => {
    const told = ['a', 'b', 'c'].map(host =>
      article(headline, 'La menuiserie Kerlann accueille deux jeunes.', `https://${host}.example/1`),
    );
    const [first, second] = told;
    if (!first || !second) throw new Error('three were made');
    const before = await runStages(makeStages(KERLANN, data(), {}), told);
    const notUs = learnRelevance(KERLANN, data(), [{ item: first, subject: 'firm', isUs: false }]);
    // Newest first: what was a copy is weighed before the first of its story is.
    const after = await runStages(makeStages(KERLANN, data(), before.states, { relevance: notUs }), [
      ...told.slice(1),
      first,
    ]);
    const storyOf = (run: typeof before) =>
      told.map(item => run.annotations.get(item.id)?.find(one => one.stage === 'stories')?.label);
    expect(storyOf(before)).toEqual([first.id, first.id, first.id]);
    expect(storyOf(after)).toEqual([first.id, second.id, second.id]);
  });

  it('takes the same title a month later for another event', async () => {
    const all = await said([
      article('Portes ouvertes à la menuiserie Kerlann', '', 'https://a.example/5', '2026-05-01'),
      article('Portes ouvertes à la menuiserie Kerlann', '', 'https://b.example/6', '2026-07-01'),
    ]);
    const [a, b] = all.map(one => one.find(annotation => annotation.stage === 'stories')?.label);
    expect(a).not.toBe(b);
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

describe('topics', () => {
  it.each([
    ['Bien posé, mais deux semaines de retard.', { quality: 'positive', deadline: 'negative' }],
    ['Très bon conseil, et pose soignée.', { advice: 'positive', quality: 'positive' }],
    ['Trois messages, personne ne rappelle.', { phone: 'negative' }],
    ['Superb workmanship but far too expensive.', { quality: 'positive', price: 'negative' }],
    ['Il fait beau.', {}],
  ])('%s', async (text, expected) => {
    const [all] = await said([remark(text)]);
    const topics = all?.filter(one => one.stage === 'topics').map(one => [one.item, one.label]);
    expect(Object.fromEntries(topics ?? [])).toEqual(expected);
  });

  it('points at the words', async () => {
    const text = 'Équipe sympa. Chantier propre et conseils utiles.';
    const [all] = await said([remark(text)]);
    const advice = all?.find(one => one.stage === 'topics' && one.item === 'advice');
    expect(advice?.because[0]?.term).toBe('conseils');
    expect(text.slice(...(advice?.because[0]?.at ?? [0, 0]))).toBe('conseils');
  });
});

describe('intent', () => {
  it.each([
    ['lead', 'Je cherche un bon menuisier vers Vannes pour changer mes fenêtres.', {}],
    ['lead', 'Can anyone recommend a joiner near Vannes for sash windows?', {}],
    ['complaint', 'Toujours pas de réponse depuis 3 semaines, personne ne rappelle.', {}],
    ['complaint', 'Still waiting for my order, no reply from customer service', {}],
    ['complaint', '', { rating: stars(1), about: 'firm' }],
    ['complaint', 'Bof', { rating: stars(2, 10), about: 'firm' }],
    ['question', 'Êtes-vous ouverts le samedi matin ?', {}],
    ['question', 'What are your opening hours?', {}],
    ['praise', 'Merci à toute l’équipe, travail magnifique !', {}],
    ['praise', 'Wonderful work, highly recommend!', {}],
    ['job', 'La menuiserie recrute un apprenti en alternance.', {}],
    ['press', 'La menuiserie agrandit son atelier.', { form: 'article' }],
    ['none', 'Vu ce matin à Vannes.', {}],
    ['none', 'Aucun problème.', {}],
  ] as const)('%s: %s', async (intent, text, more) => {
    expect(await labelOf(remark(text, more), 'intent')).toBe(intent);
  });
});

describe('priority', () => {
  const ours = { about: 'firm' } as const;
  it.each([
    ['now', 'Nul.', { ...ours, rating: stars(2) }],
    ['now', 'Décevant.', { ...ours, rating: { value: 5, best: 10, worst: 1 } }],
    ['can-wait', 'Correct.', { ...ours, rating: { value: 7, best: 10, worst: 1 } }],
    ['now', 'Acompte versé, puis abandon de chantier.', ours],
    ['can-wait', 'Aucun accident sur le chantier, tout est parfait.', { ...ours, rating: stars(5) }],
    ['today', 'Posez-vous aussi des portails ?', ours],
    ['today', 'Toujours aucune réponse à mes appels depuis lundi.', ours],
    ['none', 'Nul.', { ...ours, rating: stars(1), replied: true }],
    ['none', 'Nul.', { about: 'ouvertures-du-golfe', rating: stars(1) }],
    ['none', 'Belle journée.', {}],
  ] as const)('%s: %s', async (priority, text, more) => {
    expect(await labelOf(remark(text, more), 'priority')).toBe(priority);
  });

  it('says that it is the second complaint on a topic, and since when', async () => {
    const all = await said([
      remark('Personne ne rappelle.', { ...ours, rating: stars(2), publishedAt: '2026-07-02T08:00:00.000Z' }),
      remark('Trois messages, personne ne rappelle.', { ...ours, rating: stars(1) }),
    ]);
    const terms = all[1]?.find(one => one.stage === 'priority')?.because.map(one => one.term);
    expect(terms).toContain('rule:repeat:phone:2026-07-02');
  });

  it('says since which day of the owner’s, whatever the hour', async () => {
    const late = '2026-07-01T22:30:00.000Z';
    const all = await said([
      remark('Personne ne rappelle.', { ...ours, rating: stars(2), publishedAt: late }),
      remark('Trois messages, personne ne rappelle.', { ...ours, rating: stars(1) }),
      remark('Personne ne rappelle, sans date.', { ...ours, rating: stars(1), publishedAt: '' }),
    ]);
    const terms = all.map(one =>
      one
        .find(annotation => annotation.stage === 'priority')
        ?.because.map(because => because.term)
        .filter(term => term.startsWith('rule:repeat')),
    );
    expect(terms).toEqual([[], ['rule:repeat:phone:2026-07-02'], []]);
  });
});
