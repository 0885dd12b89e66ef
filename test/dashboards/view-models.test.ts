import { describe, expect, test } from 'vitest';
import { plainSummary } from '../../dashboards/plain/summary.ts';
import { weekLines } from '../../dashboards/terminal/screens/home-lines.ts';
import { textWidth } from '../../dashboards/terminal/ui/width.ts';
import type { Answers } from '../../dashboards/view-models/answers.ts';
import { sureSentence, whySentence } from '../../dashboards/view-models/because.ts';
import { at, nextLetterDay, shownWeek } from '../../dashboards/view-models/context.ts';
import { homeOf } from '../../dashboards/view-models/home.ts';
import { letterOf } from '../../dashboards/view-models/letter.ts';
import { readingOf } from '../../dashboards/view-models/reading.ts';
import { headline, ratingSign, ratingWords } from '../../dashboards/view-models/remark.ts';
import { differingPart, rivalsOf } from '../../dashboards/view-models/rivals.ts';
import { summaryOf } from '../../dashboards/view-models/summary.ts';
import { todoList, todoRow } from '../../dashboards/view-models/todo.ts';
import { todoDetail } from '../../dashboards/view-models/todo-detail.ts';
import { COMPLAINT, ENQUIRY, health, NOW, remark, SCENARIO, scenarioContext } from './scenario.ts';

const fr = await scenarioContext('fr');
const en = await scenarioContext('en');
const NONE = { positive: 0, neutral: 0, negative: 0, mixed: 0, unclear: 0 };
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');

describe('L’essentiel', () => {
  const home = homeOf(fr, SCENARIO);

  test('gives the figures of the scenario, each beside the week before', () => {
    const rows = home.week.rows.map(({ label, now, before, change }) =>
      [label, now, before, change].map(plain),
    );
    expect(rows).toEqual([
      ['Avis reçus', '4', '2', '+2'],
      ['Remarques', '7', '5', '+2'],
      ['Note Google', '4,2 sur 5', '4,3 sur 5', '\u22120,1'],
      ['À faire', '2', '3', '\u22121'],
    ]);
    expect(home.week.spark?.bars).toBe('▂▄▂▄▁▄▂▄█▄▄▄▇');
    expect(plain(home.week.spark?.range ?? '')).toBe('(de 0 à 5)');
  });

  test('says what the remarks are, the story once, and what was set aside', () => {
    expect(home.week.lines.map(plain)).toEqual([
      '7 remarques, 4 avis compris : 3 favorables, 1 partagée, 1 défavorable, 2 factuelles.',
      '« Deux apprentis chez Kerlann » : même article, repris par 3 journaux.',
      '1 écarté : même nom, autre entreprise.',
    ]);
  });

  test('puts the one thing to do first, with why', () => {
    expect(plain(home.todo.title)).toBe('À faire, 5 minutes');
    expect(plain(home.todo.items[0]?.head ?? '')).toBe(
      'Répondre à l’avis Google de jeudi 9 juillet, 1 étoile :',
    );
    expect(plain(home.todo.items[0]?.why ?? '')).toBe(
      'Pourquoi : note basse, pas de réponse vue, deuxième plainte « rappel » ce mois-ci.',
    );
  });

  test('tells rivals’ changes before and after, and who did nothing', () => {
    expect(home.rivals.changes.map(change => plain(change.words))).toEqual([
      'Ouvertures du Golfe : « Volets roulants : −15 % jusqu’au 31 juillet ». C’était −10 %.',
      'Fenêtres Morbraz cherche « Poseur de menuiseries, CDI, Vannes ». Aucune offre vue depuis avril.',
    ]);
    expect(home.rivals.rest).toEqual(['Rien de nouveau chez les deux autres.']);
  });

  test('says what was read, what was not, and when the next letter comes', () => {
    expect(plain(home.reading.title)).toBe('Ce qui a été lu : 12 sites sur 14');
    expect(home.reading.lines.map(plain)).toEqual([
      'Avis d’Armor ne répond plus depuis vendredi : des avis peuvent manquer.',
      'PagesJaunes refuse les lectures automatiques.',
    ]);
    expect(plain(home.reading.next)).toBe('Prochaine lettre : lundi 20 juillet à 7 h.');
    expect(plain(home.header.read)).toBe('lu à 7 h 02');
  });

  test('is whole in English too', () => {
    const english = homeOf(en, SCENARIO);
    expect(english.week.rows[2]).toMatchObject({
      now: '4.2\u00a0out of\u00a05',
      before: '4.3\u00a0out of\u00a05',
      change: '−0.1',
    });
    expect(english.rivals.changes[0]?.words).toContain('It was −10');
    expect(english.reading.next).toBe('Next letter: Monday 20\u00a0July at 7\u00a0am.');
  });
});

describe('what was not read', () => {
  const silent = { failingSince: '2026-07-10T05:02:00.000Z', lastOkAt: null };
  const failing = (code: string, given = {}) =>
    health('Google', 'failing', { ...silent, error: { code, params: {} }, ...given });
  const linesOf = (...sources: ReturnType<typeof health>[]) =>
    readingOf(fr, { ...SCENARIO, sources: { sources } }).lines.map(plain);

  test.each([
    ['SourceUnreachable', 'Google ne répond pas : des avis peuvent manquer.'],
    ['SourceUnsafe', 'Google mène à une adresse que Vigie n’ouvre pas, par sécurité.'],
    ['BrowserMissing', 'Google demande un navigateur, et aucun n’a été trouvé.'],
    ['FileUnreadable', 'Google : le fichier n’a pas pu être lu. Vérifiez qu’il existe.'],
    ['SourceTooLarge', 'Google envoie une page trop lourde : des avis peuvent manquer.'],
    ['SourceRateLimited', 'Google demande d’attendre un peu, Vigie relira plus tard.'],
    ['SettingsInvalid', 'Google n’est pas lu : réglages à corriger.'],
  ])('%s of a site that never answered', (code, words) => {
    expect(linesOf(failing(code))).toEqual([words]);
  });

  test('"no longer" is for a site that answered once', () => {
    expect(linesOf(failing('SourceUnreachable', { lastOkAt: NOW }))).toEqual([
      'Google ne répond plus depuis vendredi : des avis peuvent manquer.',
    ]);
  });

  test('settings to correct stand first, in the letter too', () => {
    const down = ['A', 'B', 'C', 'D'].map(name =>
      health(name, 'failing', { ...silent, error: { code: 'SourceUnreachable', params: {} } }),
    );
    const sources = { sources: [...down, failing('SettingsInvalid')] };
    expect(linesOf(...sources.sources)[0]).toBe('Google n’est pas lu : réglages à corriger.');
    const read = letterOf(fr, { ...SCENARIO, sources }).sections.at(-1)?.items[0]?.words ?? '';
    expect(plain(read)).toContain('Google n’est pas lu : réglages à corriger.');
  });
});

describe('a long site name', () => {
  const name = 'Annuaire des Artisans du Golfe et de la Presqu’île de Rhuys';
  const [google, ...others] = SCENARIO.ratings.sites;
  const long = (site: string): Answers => ({
    ...SCENARIO,
    ratings: { ...SCENARIO.ratings, sites: [{ ...google!, site }, ...others] },
  });
  const shown = ({ lines }: ReturnType<typeof weekLines>) =>
    lines.map(line => line.map(({ text }) => text).join(''));

  test.each([name, 'M'.repeat(120), '漢'.repeat(60)])('leaves every column of the figures: %s', site => {
    const { week } = homeOf(fr, long(site));
    for (const width of [34, 38, 46, 56]) {
      const drawn = shown(weekLines(week, width, 9)).slice(0, 5);
      expect(drawn[3]).toMatch(/4,2.*4,3.*−0,1/);
      for (const one of drawn) expect(textWidth(one)).toBeLessThanOrEqual(width);
    }
    for (const one of plainSummary(homeOf(fr, long(site))).split('\n'))
      expect(textWidth(one)).toBeLessThanOrEqual(80);
  });
});

describe('a calm week', () => {
  const calm: Answers = {
    ...SCENARIO,
    todo: { ...SCENARIO.todo, now: [], canWait: [], done: [], aside: [] },
    volume: { ...SCENARIO.volume, mentions: 0, reviews: 0, tones: NONE },
    usual: { ...SCENARIO.usual, mentions: 6 },
    changes: { changes: [], watched: SCENARIO.changes.watched, unread: [] },
    sources: { sources: [health('Google', 'ok')] },
    coverage: { ...SCENARIO.coverage, aside: 0 },
  };

  test('is a result: Vigie looked, and says what is usual', () => {
    const home = homeOf(fr, calm);
    expect(plain(home.todo.clear ?? '')).toBe(
      'Rien ne vous attend. Dernière lecture à 7 h 02, 12 sites sur 14.',
    );
    expect(plain(home.week.lines[0] ?? '')).toBe(
      'Personne n’a parlé de vous cette semaine. C’est habituel : 2 fois par mois environ. Vigie a regardé.',
    );
    expect(home.rivals.rest).toEqual(['Rien de nouveau chez vos concurrents. Vigie a regardé.']);
    expect(home.reading.lines).toEqual(['Tous les sites suivis ont été lus.']);
  });

  test('a silence that is rare is not called usual', () => {
    const talked = { ...calm, usual: { ...SCENARIO.usual, mentions: 33 } };
    expect(plain(homeOf(fr, talked).week.lines[0] ?? '')).toBe(
      'Personne n’a parlé de vous cette semaine. D’habitude : 11 fois par mois environ. Vigie a regardé.',
    );
  });

  test('before anything was read, nothing is claimed', () => {
    const unread = { ...calm, coverage: { ...calm.coverage, lastReadAt: null, sitesRead: 0 } };
    const home = homeOf(fr, unread);
    expect(home.todo.clear).toBe('Rien ne vous attend. Aucun site n’a encore été lu.');
    expect(home.header.read).toBe('pas encore lu');
  });
});

describe('a spoiled week', () => {
  const silent = (name: string, since = '2026-07-08T05:02:00.000Z') =>
    health(name, 'failing', { failingSince: since, error: { code: 'FileUnreadable', params: {} } });
  const week = (sources: Answers['sources']['sources'], reviews = 0): Answers => ({
    ...SCENARIO,
    volume: { ...SCENARIO.volume, mentions: 2, reviews },
    sources: { sources },
  });
  const refused = health('PagesJaunes', 'refused');
  const all = [silent('Google'), silent('Avis d’Armor'), refused];
  const cells = (answers: Answers) =>
    homeOf(fr, answers)
      .week.rows.slice(0, 3)
      .map(({ now, before, change, short }) => [now, before, change, short.now].map(plain));

  test('claims no figure of sites that were not read', () => {
    expect(cells(week(all))).toEqual([
      ['—', '2', '—', '—'],
      ['2', '5', '\u22123', '2'],
      ['—', '4,3 sur 5', '—', '—'],
    ]);
    expect(plainSummary(homeOf(fr, week(all)))).toMatch(/Avis reçus\s+—\s+2\s+—\n/u);
  });

  test('keeps the reviews that came before the silence, and compares them with nothing', () => {
    expect(cells(week(all, 1))[0]).toEqual(['1', '2', '—', '1']);
  });

  test('is told of the sites concerned only, and of their own days', () => {
    expect(cells(week([health('Google', 'ok'), silent('Avis d’Armor'), refused]))).toEqual([
      ['0', '2', '\u22122', '0'],
      ['2', '5', '\u22123', '2'],
      ['4,2 sur 5', '4,3 sur 5', '\u22120,1', '4,2'],
    ]);
    const monday = '2026-07-13T05:02:00.000Z';
    expect(cells(week([silent('Google', monday), silent('Avis d’Armor', monday), refused]))).toEqual([
      ['0', '2', '\u22122', '0'],
      ['2', '5', '\u22123', '2'],
      ['4,2 sur 5', '4,3 sur 5', '\u22120,1', '4,2'],
    ]);
  });

  test('says that nothing waits in what was read', () => {
    const none = (sources: Answers['sources']['sources']) => ({
      ...week(sources),
      todo: { ...SCENARIO.todo, now: [] },
    });
    expect(plain(homeOf(fr, none(all)).todo.clear ?? '')).toBe(
      'Rien ne vous attend dans ce qui a été lu. Dernière lecture à 7 h 02, 12 sites sur 14.',
    );
    expect(plain(homeOf(en, none(all)).todo.clear ?? '')).toMatch(
      /^Nothing is waiting for you in what was read\. Last read at /,
    );
    const ofRival = { ...silent('Ouvertures du Golfe'), subject: 'ouvertures-du-golfe' };
    expect(homeOf(fr, none([refused, ofRival])).todo.clear).toMatch(/^Rien ne vous attend\. /);
  });
});

describe('À faire', () => {
  test('keeps the order: to do, can wait, done, set aside', () => {
    const list = todoList(fr, SCENARIO);
    expect(list.entries.map(({ group }) => group).join(' ')).toBe(
      'now now canWait canWait canWait canWait done aside',
    );
    expect(plain(list.title)).toBe('Semaine du 6 au 12 juillet : 7 remarques, dont 4 avis');
    expect(plain(list.counts)).toBe('2 à faire, 4 peuvent attendre, 1 fait, 1 écarté (même nom)');
    const rows = list.entries.map(entry => todoRow(fr, entry));
    expect(rows.map(row => row.kind)).toEqual([
      '★',
      'demande',
      '★★★',
      'message',
      '★★★★★',
      'article',
      '★★★★★',
      'article',
    ]);
    expect(plain(rows[5]?.place ?? '')).toBe('Repris par 3 journaux');
    expect(plain(rows[7]?.words ?? '')).toBe('Garage, Plouarvel : même nom, autre entreprise');
    expect(plain(rows[6]?.words ?? '')).toBe('« Belle pose, chantier propre. » Réponse vue');
  });

  describe('what the owner set aside herself', () => {
    const setAside = remark({
      id: '120',
      day: '2026-07-10',
      kind: 'mention',
      form: 'post',
      text: 'Kerlann vend son vélo. Faire offre.',
      verdict: 'dropped',
      relevance: { score: -9, because: [{ term: 'rule:owner-said', weight: -9 }] },
    });
    const justSaid = {
      ...setAside,
      relevance: { score: 2, because: [] },
      action: { verb: 'not-us', at: NOW },
    };
    const withAside = (aside: Answers['todo']['aside']): Answers => ({
      ...SCENARIO,
      todo: { ...SCENARIO.todo, aside },
      coverage: { ...SCENARIO.coverage, aside: aside.length },
    });

    test.each([setAside, justSaid])('is not called a firm of the same name', one => {
      const answers = withAside([...SCENARIO.todo.aside, one]);
      expect(plain(todoList(fr, answers).counts)).toBe('2 à faire, 4 peuvent attendre, 1 fait, 2 écartés');
      expect(plain(todoList(en, answers).counts)).toBe('2 to do, 4 can wait, 1 done, 2 set aside');
      expect(homeOf(fr, answers).week.lines.map(plain)).toContain('2 écartés.');
      const entry = { group: 'aside', remark: one } as const;
      expect(plain(todoRow(fr, entry).words)).toBe('« Kerlann vend son vélo. » : écarté par vous');
      expect(todoDetail(fr, entry).why.map(plain)).toEqual(['Vous avez dit « Ce n’est pas nous ».']);
    });

    test('what Vigie set aside without a telling word is quoted like the others', () => {
      const [garage] = SCENARIO.todo.aside;
      const wordless = { ...garage!, relevance: { score: -3, because: [] } };
      expect(plain(todoRow(fr, { group: 'aside', remark: wordless }).words)).toBe(
        '« Le garage Kerlann fête ses vingt ans à Plouarvel » : même nom, autre entreprise',
      );
      expect(plain(todoList(fr, withAside([])).counts)).toMatch(/1 fait$/);
    });
  });

  test('explains one remark: reasons, reply, how sure', () => {
    const detail = todoDetail(fr, { group: 'now', remark: COMPLAINT });
    expect(detail.why.map(plain)).toEqual([
      'Note basse.',
      'Pas de réponse vue. Déjà répondu ?',
      'Deuxième plainte « rappel » ce mois-ci, la première le 2 juillet.',
      'Presque certain que c’est vous : c’est votre page Google.',
    ]);
    expect(todoDetail(fr, { group: 'now', remark: ENQUIRY }).why.map(plain)).toEqual([
      'Quelqu’un cherche votre métier.',
      'Ton factuel.',
      'Probable que ce soit vous : le texte cite « Kerlann ».',
    ]);
  });

  test('never states more than was seen', () => {
    const unsure = remark({ id: '1', day: '2026-07-09', text: 'Kerlann ?', verdict: 'to-check' });
    expect(plain(sureSentence(fr, unsure))).toBe('À confirmer : est-ce bien vous ?');
    expect(whySentence(fr, { ...unsure, kind: 'mention' })).toBeNull();
  });
});

describe('ratings', () => {
  test('keep the scale of their site', () => {
    expect(plain(ratingWords(fr, { value: 1, best: 5, worst: 1 }))).toBe('1 étoile');
    expect(plain(ratingWords(fr, { value: 4.5, best: 5, worst: 1 }))).toBe('4,5 étoiles');
    expect(plain(ratingWords(fr, { value: 5, best: 10, worst: 1 }))).toBe('5 sur 10');
    expect(plain(ratingWords(en, { value: 1, best: 5, worst: 1 }))).toBe('1 star');
    expect(ratingSign(fr, { value: 3, best: 5, worst: 1 })).toBe('★★★');
    expect(ratingSign(fr, { value: 7.5, best: 10, worst: 1 })).toBe('7,5/10');
  });
  test('a site of several words is named after the day', () => {
    const review = remark({
      id: '1',
      day: '2026-07-10',
      text: 'x',
      site: 'Avis d’Armor',
      rating: { value: 2, best: 5, worst: 1 },
    });
    expect(plain(headline(fr, review))).toBe(
      'Répondre à l’avis de vendredi 10 juillet sur Avis d’Armor, 2 étoiles :',
    );
  });
});

describe('moments', () => {
  test('the week shown is the last complete one, whatever the day', () => {
    expect(shownWeek(fr)).toEqual({ from: '2026-07-06', to: '2026-07-12' });
    expect(shownWeek(at(fr, '2026-07-19T21:59:00.000Z'))).toEqual({ from: '2026-07-06', to: '2026-07-12' });
    expect(shownWeek(at(fr, '2026-07-19T22:01:00.000Z'))).toEqual({ from: '2026-07-13', to: '2026-07-19' });
  });
  test('the next letter is this week’s until its hour has come', () => {
    expect(nextLetterDay(fr)).toBe('2026-07-20');
    expect(nextLetterDay(at(fr, '2026-07-13T04:00:00.000Z'))).toBe('2026-07-13');
    expect(nextLetterDay({ ...fr, letter: { day: 'thursday', at: '08:00' } })).toBe('2026-07-16');
  });
});

describe('rivals', () => {
  test('the part that changed, without what both say', () => {
    expect(differingPart('Volets : −10 %', 'Volets : −15 % jusqu’au 31')).toBe('−10\u00a0%');
    expect(differingPart('Remise −10 %', 'Remise −15 %')).toBe('−10\u00a0%');
    expect(differingPart('Ouvert du mardi au samedi', 'Ouvert du lundi au samedi')).toBe('mardi');
    expect(differingPart('Portes', 'Portes et fenêtres')).toBe('Portes');
  });
  test('a page that is not watched is not called quiet', () => {
    const unwatched = rivalsOf(fr, { changes: { changes: [], watched: [], unread: [] } });
    expect(unwatched.rest.map(plain)).toEqual(['Pas encore de page lue pour 4 concurrents.']);
    expect(
      rivalsOf({ ...fr, rivals: [] }, { changes: { changes: [], watched: [], unread: [] } }).rest,
    ).toEqual(['Aucun concurrent n’est suivi. Un nom suffit dans les réglages.']);
  });
  test('nothing is said to be quiet where a site does not answer', () => {
    const { watched } = SCENARIO.changes;
    const rest = (unread: readonly string[]) =>
      rivalsOf(fr, { changes: { changes: [], watched, unread } }).rest.map(plain);
    expect(rest(watched.slice(0, 1))).toEqual([
      'Rien de nouveau chez les trois autres.',
      'Ouvertures du Golfe : un site n’a pas répondu, du nouveau peut manquer.',
    ]);
    expect(rest(watched)).toEqual([
      'Des sites de 4 concurrents n’ont pas répondu : du nouveau peut manquer.',
    ]);
  });
});

describe('plain summary', () => {
  test('stays within forty lines of eighty cells', () => {
    const text = plainSummary(homeOf(fr, SCENARIO));
    const lines = text.split('\n');
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(80);
    expect(plain(text)).toContain('▲ Répondre à l’avis Google de jeudi 9 juillet, 1 étoile :');
  });
  test('as JSON holds every row with its reasons, and the figures', () => {
    const summary = summaryOf(fr, SCENARIO);
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
    expect(summary.todo.counts).toEqual({ now: 2, confirm: 0, canWait: 4, done: 1, aside: 1 });
    expect(summary.todo.rows).toHaveLength(8);
  });
});
