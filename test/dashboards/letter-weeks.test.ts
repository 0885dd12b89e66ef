import { describe, expect, test } from 'vitest';
import { letterHtml } from '../../dashboards/letter/html.ts';
import { letterMarkdown } from '../../dashboards/letter/markdown.ts';
import { letterText } from '../../dashboards/letter/text.ts';
import type { Answers } from '../../dashboards/view-models/answers.ts';
import { at } from '../../dashboards/view-models/context.ts';
import { letterOf } from '../../dashboards/view-models/letter.ts';
import {
  type Letter,
  type LetterExtras,
  NO_EXTRAS,
  wordCount,
} from '../../dashboards/view-models/letter-parts.ts';
import type { Reading } from '../../queries/reading.ts';
import { addDays } from '../../src/domain/time.ts';
import { health, NOW, SCENARIO, scenarioContext } from './scenario.ts';

const fr = await scenarioContext('fr');
const en = await scenarioContext('en');
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');
const wordsOf = (letter: Letter, id: string) =>
  (letter.sections.find(section => section.id === id)?.items ?? []).map(item => plain(item.words));

const NO_VOLUME = { ...SCENARIO.volume, mentions: 0, reviews: 0, days: [] };
const NOTHING_TODO = { ...SCENARIO.todo, now: [], canWait: [], done: [], confirm: [] };
const CALM: Answers = {
  ...SCENARIO,
  todo: NOTHING_TODO,
  volume: NO_VOLUME,
  changes: { ...SCENARIO.changes, changes: [] },
  coverage: { ...SCENARIO.coverage, sitesRead: 14 },
  sources: { sources: [] },
};
const JUNE = { from: '2026-06-01', to: '2026-06-30' };
const days = (from: string, count: number) =>
  Array.from({ length: count }, (_, index) => addDays(from, index));
const READING: Reading = { days: days('2026-06-01', 30), since: '2026-04-13', witnessAt: null, unclear: [] };
const withExtras = (extras: Partial<LetterExtras>): LetterExtras => ({ ...NO_EXTRAS, ...extras });

describe('a spoiled week', () => {
  const spoiled: Answers = {
    ...CALM,
    coverage: { ...SCENARIO.coverage, sitesRead: 3, remarks: 0 },
    sources: {
      sources: ['Google', 'Avis d’Armor', 'Forum', 'BODACC', 'Golfe'].map(name => health(name, 'failing')),
    },
  };
  test('is told plainly, first thing under "what was read", and never as calm', () => {
    const letter = letterOf(fr, spoiled, withExtras({ reading: { ...READING, witnessAt: NOW } }));
    expect(plain(letter.subject)).toBe('Lecture incomplète : 3 sites sur 14');
    expect(wordsOf(letter, 'read')[0]).toMatch(
      /^3 sites sur 14 seulement, ce matin à 7 h 02 : des remarques peuvent manquer\. .* Et 2 autres sites non lus\.$/,
    );
    expect(wordsOf(letter, 'know')[0]).toBe(
      'Aucune remarque lue, et il peut en manquer : la lecture est incomplète.',
    );
    expect(letterText(letter)).not.toMatch(/calme|habituel|témoin/i);
    expect(letterText(letterOf(en, spoiled))).not.toMatch(/calm|usual|witness/i);
  });
  test('claims no rating of a site that was not read', () => {
    const rating = (sources: Answers['sources']) =>
      wordsOf(letterOf(fr, { ...SCENARIO, sources }), 'know').some(words => words.includes('Google :'));
    expect(rating({ sources: [] })).toBe(true);
    expect(
      rating({ sources: [{ ...health('Google', 'failing'), failingSince: '2026-07-08T05:00:00.000Z' }] }),
    ).toBe(false);
  });
  test('a site that refuses to be read spoils nothing; an old reading does', () => {
    const refused = ['PagesJaunes', 'Booking', 'TripAdvisor', 'LinkedIn', 'Indeed'];
    const six = {
      ...CALM,
      coverage: { ...SCENARIO.coverage, sitesRead: 9, sitesTotal: 14 },
      sources: { sources: refused.map(name => health(name, 'refused')) },
    };
    expect(letterOf(fr, six).subject).toBe('Semaine calme, rien ne vous attend');
    const old = { ...CALM, coverage: { ...CALM.coverage, lastReadAt: '2026-07-08T05:00:00.000Z' } };
    expect(plain(letterOf(fr, old).subject)).toMatch(/^Lecture incomplète/);
  });
});

describe('a calm month', () => {
  const month: Answers = { ...CALM, period: JUNE };
  const off = READING.days.filter(day => day < '2026-06-13' || day > '2026-06-16');
  const told = (answers: Answers, extras: Partial<LetterExtras>, context = fr) =>
    letterOf(context, answers, withExtras({ rhythm: 'monthly', reading: READING, ...extras }));

  test('is told as the guide tells it', () => {
    const letter = told(month, {
      reading: { ...READING, days: off, witnessAt: '2026-06-30T08:00:00.000Z' },
      monthsBefore: [2, 0, 4],
    });
    expect(letter.subject).toBe('Mois calme, et Vigie a bien regardé');
    expect(letter.about).toBe('Menuiserie Kerlann · juin');
    expect(letter.opening.map(plain)).toEqual([
      'En juin, personne n’a parlé de vous en public. C’est habituel pour vous : 0 à 4 fois par mois.',
      'Vigie a lu 14 sites et les pages de vos 4 concurrents, 26 jours sur 30. L’ordinateur était éteint du 13 au 16 juin ; tout a été rattrapé le 17 juin.',
      'Essai du 30 juin : un message témoin, glissé dans la lecture, a bien été repéré.',
      'Rien ne vous attend. Prochaine lettre : lundi 3 août, ou avant s’il se passe quelque chose.',
    ]);
    expect(letter.sections).toEqual([]);
    expect(told(month, {}, en).subject).toBe('A calm month, and Vigie did look');
  });
  test('says nothing that was not seen', () => {
    const still = told(month, {
      reading: { ...READING, days: days('2026-06-01', 20) },
      monthsBefore: [9, 11],
    });
    expect(plain(still.opening.join(' '))).toBe(
      'En juin, personne n’a parlé de vous en public. D’habitude : 9 à 11 fois par mois. Vigie a lu 14 sites et les pages de vos 4 concurrents, 20 jours sur 30. L’ordinateur était éteint du 21 au 30 juin. Rien ne vous attend. Prochaine lettre : lundi 3 août, ou avant s’il se passe quelque chose.',
    );
    const young = told(month, { reading: { ...READING, days: days('2026-06-10', 21), since: '2026-06-10' } });
    expect(plain(young.opening[1] ?? '')).not.toContain('éteint');
  });
  test('a month that is not calm has the sections of a week, beside the days before', () => {
    const letter = told({ ...SCENARIO, period: JUNE }, {});
    expect(wordsOf(letter, 'know')[0]).toMatch(/^7 remarques \(dont 4 avis\), 5 les 30 jours d’avant/);
    expect(letter.opening).toEqual([]);
  });
});

describe('a calm week', () => {
  const calmDays = days('2026-04-13', 91).map(day => ({
    day,
    mentions: day < '2026-06-22' ? 1 : 0,
    reviews: 0,
  }));
  const usual = { ...SCENARIO.usual, mentions: 9, days: calmDays as unknown as Answers['usual']['days'] };
  const quiet: Answers = { ...CALM, usual };

  test('names the witness when there was one', () => {
    const letter = letterOf(fr, quiet, withExtras({ reading: { ...READING, witnessAt: NOW } }));
    expect(wordsOf(letter, 'read')[0]).toContain(
      'Essai du 13 juillet : un message témoin, glissé dans la lecture, a bien été repéré.',
    );
    expect(letterText(letterOf(fr, quiet, withExtras({ reading: READING })))).not.toContain('témoin');
  });
  test('after three of them a letter a month is offered', () => {
    const footer = (answers: Answers, extras: Partial<LetterExtras>) =>
      letterOf(fr, answers, withExtras({ reading: READING, ...extras })).footer.join(' ');
    expect(footer(quiet, {})).toContain('Recevoir une lettre par mois');
    expect(footer(quiet, { rhythm: 'monthly' })).not.toContain('par mois');
    const spoken = calmDays.map(day => (day.day === '2026-07-01' ? { ...day, mentions: 1 } : day));
    const busy = { ...quiet, usual: { ...usual, days: spoken as unknown as Answers['usual']['days'] } };
    expect(footer(busy, {})).not.toContain('par mois');
    expect(footer(quiet, { reading: { ...READING, since: '2026-07-01' } })).not.toContain('par mois');
  });
  test('a week that is not usual is not called so', () => {
    expect(wordsOf(letterOf(fr, { ...CALM, usual: { ...usual, mentions: 55 } }), 'know')[0]).toBe(
      'Personne n’a parlé de vous cette semaine. D’habitude : 18 fois par mois environ. Vigie a regardé.',
    );
  });
});

describe('a letter late in the week', () => {
  const since = { ...NO_VOLUME, mentions: 4, reviews: 3 };
  const later = { ...CALM, since };
  const friday = (context: typeof fr) => at(context, '2026-07-17T05:02:00.000Z');
  const read = { ...later, coverage: { ...later.coverage, lastReadAt: '2026-07-17T05:02:00.000Z' } };

  test('tells what came since Monday, and calls nothing calm', () => {
    const letter = letterOf(friday(fr), read);
    expect(letter.period).toEqual(CALM.period);
    expect(plain(letter.subject)).toBe('Rien ne vous attend, 3 avis depuis lundi');
    expect(wordsOf(letter, 'know')[0]).toBe(
      'Semaine du 6 au 12 juillet : personne n’a parlé de vous. Depuis lundi : 4 remarques, dont 3 avis.',
    );
    expect(letterText(letter)).not.toMatch(/calme|habituel|cette semaine/i);
    const english = letterOf(friday(en), read);
    expect(english.subject).toBe('Nothing is waiting for you, 3\u00a0reviews since Monday');
    expect(letterText(english)).not.toMatch(/calm|usual|this week/i);
    const remarks = letterOf(friday(fr), { ...read, since: { ...since, mentions: 2, reviews: 0 } });
    expect(plain(remarks.subject)).toBe('Rien ne vous attend, 2 remarques depuis lundi');
    const full = letterOf(friday(fr), { ...SCENARIO, coverage: read.coverage, since });
    expect(wordsOf(full, 'know')[0]).toMatch(/^7 remarques.* Depuis lundi : 4 remarques, dont 3 avis\.$/);
    expect(wordCount(full)).toBeLessThanOrEqual(200);
  });
  test('on a Monday, of another week and of a month it does not', () => {
    expect(letterOf(fr, later).subject).toBe('Semaine calme, rien ne vous attend');
    const june = { from: '2026-06-29', to: '2026-07-05' };
    for (const period of [june, JUNE])
      expect(letterText(letterOf(friday(fr), { ...read, period }))).not.toContain('Depuis lundi');
  });
});

describe('the reply and the actions', () => {
  const draft = {
    kind: 'draft',
    text: 'Bonjour,\nje comprends. [Si c’est vrai : …]\nYves, gérant',
    language: 'fr',
    beside: null,
    unfinished: true,
    own: false,
  } as const;
  const actionUrl: LetterExtras['actionUrl'] = (remark, verb) =>
    `mailto:yves@kerlann.example?subject=${verb}%20${remark.id}&body=x`;

  test('the whole reply stands at the end, with what is left to fill in, and is not counted', () => {
    const letter = letterOf(fr, SCENARIO, withExtras({ reply: draft, actionUrl, answers: true }));
    expect(wordCount(letter)).toBeLessThanOrEqual(200);
    expect(letter.sections[0]?.items[0]?.note).toBe('Réponse proposée en bas de page.');
    for (const form of [letterText(letter), letterMarkdown(letter), letterHtml(letter)]) {
      const read = plain(form.replaceAll('\\', '').replaceAll('<br>', '\n').replaceAll('> ', ''));
      expect(read).toContain('Bonjour,\nje comprends. [Si c’est vrai : …]\nYves, gérant');
      expect(read.indexOf('je comprends')).toBeGreaterThan(read.indexOf('12 sites sur 14'));
      expect(read).toContain('À compléter avant de publier');
    }
  });
  test('where facts come first there is a list to check, and no draft', () => {
    const steps = ['Vérifiez au fournil.', 'Gardez le lot.'];
    const letter = letterOf(
      fr,
      SCENARIO,
      withExtras({ reply: { kind: 'checklist', matter: 'health', steps } }),
    );
    expect(letter.sections[0]?.items[0]?.note).toContain('À vérifier d’abord');
    expect(letterText(letter)).toMatch(/À VÉRIFIER D’ABORD\n1\. Vérifiez au fournil\.\n2\. Gardez le lot\./);
  });
  test('every button is a mail to herself; the text says how to answer instead', () => {
    const letter = letterOf(fr, SCENARIO, withExtras({ actionUrl, answers: true }));
    expect(letter.offered).toEqual(['101', '102']);
    expect(letter.sections[0]?.items.map(item => item.buttons.map(button => button.verb))).toEqual([
      ['done', 'later', 'not-us'],
      ['done'],
    ]);
    const html = letterHtml(letter);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(match => match[1] ?? '');
    expect(links.filter(link => link.startsWith('mailto:'))).toHaveLength(4);
    expect(links.every(link => /^https?:\/\/|^mailto:yves@kerlann\.example\?/.test(link))).toBe(true);
    expect(plain(letterText(letter))).toMatch(
      /2\. Répondre à la demande[\s\S]*Répondre à ce mail suffit : « 1 fait »/,
    );
    expect(letterText(letter)).not.toContain('mailto:');
  });
  test('an address that is no mail to one person is no button', () => {
    for (const url of [
      'javascript:alert(1)',
      'mailto:',
      'mailto:a@b.fr,c@d.fr?x=y',
      'mailto:a@b.fr?x=" onclick="',
      'https://x.example/',
    ])
      expect(letterHtml(letterOf(fr, SCENARIO, withExtras({ actionUrl: () => url })))).not.toMatch(
        /onclick|javascript|C’est fait/,
      );
  });
  test('an answer that was not understood is told', () => {
    const letter = letterOf(fr, SCENARIO, withExtras({ reading: { ...READING, unclear: ['2026-07-07'] } }));
    expect(wordsOf(letter, 'read')[1]).toMatch(
      /^Votre mail du 7 juillet n’a pas été compris, rien n’a été changé\./,
    );
  });
});

test('subjects say what the letter holds, in 60 characters at most', () => {
  const [review, enquiry] = SCENARIO.todo.now;
  const one = (remark: typeof review, reviews = 4, mentions = 7): Answers => ({
    ...CALM,
    todo: { ...NOTHING_TODO, now: remark ? [remark] : [] },
    volume: { ...SCENARIO.volume, reviews, mentions },
  });
  const subject = (answers: Answers, context = fr) => plain(letterOf(context, answers).subject);
  expect(subject(one(review))).toBe('Une réponse à écrire, 4 avis lus');
  expect(subject(one(enquiry))).toBe('Une demande à lire, 4 avis lus');
  expect(subject(one(enquiry, 0, 0))).toBe('Une demande à lire, semaine calme');
  expect(subject(one(enquiry, 0, 3), en)).toBe('One enquiry to read, 3 mentions read');
  const article = SCENARIO.todo.canWait.find(remark => remark.form === 'article');
  expect(subject(one(article, 0, 1))).toBe('Un article à lire, 1 remarque lue');
  const many = {
    ...CALM,
    todo: { ...NOTHING_TODO, now: Array.from({ length: 40 }, () => review!) },
    volume: { ...SCENARIO.volume, reviews: 12_345, mentions: 20_000 },
  };
  for (const context of [fr, en]) expect(subject(many, context).length).toBeLessThanOrEqual(60);
});

test('what a change may mean is said where it may mean something', () => {
  const quiet: Answers = { ...SCENARIO, todo: NOTHING_TODO };
  const told = (answers: Answers) => wordsOf(letterOf(fr, answers), 'competitors').join(' ');
  expect(told(quiet)).toContain('À comparer avec votre offre.');
  expect(told(quiet)).not.toContain('nouveau marché');
  const orders = { ...quiet, ratings: { ...quiet.ratings, sites: [] } };
  expect(told(orders)).toContain('Cela peut annoncer un nouveau marché.');
  const hiring = quiet.changes.changes.map(change => ({ ...change, previousAt: '2026-07-01T06:00:00.000Z' }));
  expect(told({ ...orders, changes: { ...quiet.changes, changes: hiring } })).not.toContain('nouveau marché');
  const notice = { ...quiet.changes.changes[0]!, kind: 'legal', before: '' };
  const legal = (after: string) =>
    told({ ...quiet, changes: { ...quiet.changes, changes: [{ ...notice, after }] } });
  expect(legal('Redressement judiciaire')).toContain('Ses clients peuvent chercher une autre adresse.');
  expect(legal('Dépôt des comptes')).not.toContain('clients');
});
