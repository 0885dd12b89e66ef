import { describe, expect, it } from 'vitest';
import { FIRM } from '../../src/domain/brand.ts';
import { labelOf, remark, said, stars } from './world.ts';

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

describe('topics', () => {
  it.each([
    ['Bien posé, mais deux semaines de retard.', { quality: 'positive', deadline: 'negative' }],
    // One word before a contrast is a clause of its own.
    ['Bien, mais parking compliqué.', { location: 'negative' }],
    ['Très bon conseil, et pose soignée.', { advice: 'positive', quality: 'positive' }],
    ['Trois messages, personne ne rappelle.', { phone: 'negative' }],
    ['Superb workmanship but far too expensive.', { quality: 'positive', price: 'negative' }],
    ['Il fait beau.', {}],
  ])('%s', async (text, expected) => {
    const [all] = await said([remark(text)]);
    const topics = all?.filter(one => one.stage === 'topics').map(one => [one.item, one.label]);
    expect(Object.fromEntries(topics ?? [])).toEqual(expected);
  });

  it('of a text without an opinion are told without one, however its facts sound', async () => {
    const text = 'La Menuiserie Kerlann refuse deux devis sur trois en août.';
    const article = remark(text, { form: 'article' });
    expect(await labelOf(article, 'sentiment')).toBe('neutral');
    expect(await labelOf(article, 'topics', 'quote')).toBe('neutral');
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
  it('of an enquiry that names the firm says so, whatever words of the text weigh more', async () => {
    const named = remark(
      'Je cherche un menuisier pour un placard sous pente près de Vannes. Kerlann, ou un autre ?',
      { title: 'Placard sous pente' },
    );
    const [all] = await said([named]);
    const intent = all?.find(one => one.stage === 'intent');
    expect(intent?.label).toBe('lead');
    expect(intent?.because.map(({ term }) => term)).toContain('rule:names-you');
  });

  it('of thanks and nothing more is no complaint where the tone is unsure', async () => {
    const thanks = remark('Merci pour la visite du phare avec l’école.', { about: FIRM });
    // It sounds a little bad, so it is no praise either.
    expect(await labelOf(thanks, 'intent')).toBe('none');
    expect(await labelOf(thanks, 'priority')).toBe('can-wait');
  });

  it.each([
    'Merci pour la nuit blanche, entre le bruit et la chaleur.',
    'Merci pour le puzzle ! Avant c’était un buffet.',
    'Merci pour l’accueil désastreux.',
    'Merci pour rien.',
  ])('of thanks that complain is a complaint: %s', async text => {
    expect(await labelOf(remark(text, { about: FIRM }), 'intent')).toBe('complaint');
  });

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
  ] as const)('%s: %s', async (intent, text, more) => {
    expect(await labelOf(remark(text, more), 'intent')).toBe(intent);
  });

  it.each([
    'Je cherche un bon menuisier à Strasbourg pour changer mes fenêtres.',
    'Can anyone recommend a joiner near Bordeaux for sash windows?',
  ])('leaves an enquiry of another town to others: %s', async text => {
    expect(await labelOf(remark(text), 'intent')).not.toBe('lead');
  });

  it.each([
    'Commandé le 3, toujours rien le 28.',
    'Trois messages laissés depuis lundi, aucun rappel.',
    'Ordered three weeks ago, still waiting.',
  ])('hears a complaint without a bad word: %s', async text => {
    expect(await labelOf(remark(text, { about: 'firm' }), 'intent')).toBe('complaint');
  });

  it('shows the words that told it', async () => {
    const text = 'Bonjour, vous prenez des apprentis en alternance à la rentrée ?';
    const [all] = await said([remark(text, { about: 'firm' })]);
    const intent = all?.find(one => one.stage === 'intent');
    expect(intent?.label).toBe('job');
    const places = intent?.because.flatMap(one => (one.at ? [text.slice(...one.at)] : [])) ?? [];
    expect(places.join(' ')).toMatch(/apprentis|alternance/);
  });

  it('takes a denied fault for no complaint', async () => {
    expect(await labelOf(remark('Aucun problème.'), 'intent')).not.toBe('complaint');
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
    expect(terms).toContain('rule:repeat:phone:2026-07-02:2');
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
    expect(terms).toEqual([[], ['rule:repeat:phone:2026-07-02:2'], []]);
  });
});
