import { describe, expect, test } from 'vitest';
import { plainSummary } from '../../dashboards/plain/summary.ts';
import { weekLines } from '../../dashboards/terminal/screens/home-lines.ts';
import { textWidth } from '../../dashboards/terminal/ui/width.ts';
import type { Answers } from '../../dashboards/view-models/answers.ts';
import { at, nextLetterDay, shownWeek } from '../../dashboards/view-models/context.ts';
import { homeOf } from '../../dashboards/view-models/home.ts';
import { letterOf } from '../../dashboards/view-models/letter.ts';
import { readingOf } from '../../dashboards/view-models/reading.ts';
import { summaryOf } from '../../dashboards/view-models/summary.ts';
import { health, NOW, SCENARIO, scenarioContext } from './scenario.ts';

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

describe('plain summary', () => {
  test('stays within forty lines of eighty cells', () => {
    const text = plainSummary(homeOf(fr, SCENARIO));
    const lines = text.split('\n');
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(80);
    expect(plain(text)).toContain('▲ Répondre à l’avis Google de jeudi 9 juillet, 1 étoile :');
  });
  test('the sites read of all sites stand on one line, however long the name of the firm', () => {
    for (let length = 1; length < 80; length++) {
      const home = homeOf({ ...fr, firm: 'K'.repeat(length) }, SCENARIO);
      const { sites } = home.header;
      expect(sites).toMatch(/^\d+\s\S+ sur \d+$/);
      expect(plain(plainSummary(home))).toContain(plain(sites));
    }
  });
  test('as JSON holds every row with its reasons, and the figures', () => {
    const summary = summaryOf(fr, SCENARIO);
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
    expect(summary.todo.counts).toEqual({ now: 2, confirm: 0, canWait: 4, done: 1, aside: 1 });
    expect(summary.todo.rows).toHaveLength(8);
  });
});
