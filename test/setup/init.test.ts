import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { EXIT } from '../../src/app/command.ts';
import type { LocalServer } from '../net/local-server.ts';
import { imapServer } from '../servers/imap-server.ts';
import { initWorld, newSetting, type Setting } from './init-world.ts';

const PASTE = join(import.meta.dirname, '../collectors/fixtures/saved-page/google-pasted.txt');

let server: LocalServer;
let setting: Setting;
beforeAll(async () => {
  server = await initWorld();
});
afterAll(() => server.close());
beforeEach(async () => {
  setting = await newSetting(server);
});
afterEach(() => setting.close());

const settings = async () => parse(await readFile(setting.config, 'utf8'));

describe('vigie init in a terminal', () => {
  it('goes from a name to the first own review', async () => {
    const pasted = await readFile(PASTE, 'utf8');
    const { code, out, told } = await setting.run({
      values: { offline: false },
      answers: [
        'Menuiserie Kerlann',
        'Vannes',
        // The register: hers first, by her town.
        'oui',
        // The press by her name: not in a test.
        'non',
        'http://golfe.test/',
        // The title's own name is kept, its pages are watched.
        '',
        'oui',
        'yves@orange.fr',
        'mardi 10 h 30',
        'non',
        `${pasted}\u0000`,
        'non',
      ],
    });
    expect(told).toContain('Cinq questions, deux minutes.');
    expect(told).toContain(
      'Est-ce bien vous ? Menuiserie Kerlann, 4 rue des Tisserands 56000 Vannes, Menuiserie',
    );
    expect(told).toContain('Même nom, autre entreprise : Brest.');
    // Eldo's notices are not known yet: no way in is promised.
    expect(told).toMatch(/leurs mails d’avis : Google, PagesJaunes, Trustpilot\n/);
    expect(told).toMatch(/Pas encore : .*Eldo/);
    expect(told).toContain('golfe.test refuse les lectures automatiques de sa page « emploi ».');
    expect(told).toContain('Google : 2 avis lus, 2 nouveaux.');
    expect(told).toContain('Lundi à 7 h, d’après votre métier.');
    expect(out).toContain(
      'C’est prêt. Première lettre : mardi 24 novembre, 10 h 30, si Vigie est en marche.',
    );
    expect(code).toBe(EXIT.ok);
    expect(await settings()).toMatchObject({
      firm: {
        name: 'Menuiserie Kerlann',
        trade: 'joinery',
        siren: '123456782',
        establishments: [{ town: 'Vannes', address: '4 rue des Tisserands 56000 Vannes' }],
        exclude: ['Brest'],
      },
      competitors: [{ name: 'Ouvertures du Golfe', sites: ['http://golfe.test/'] }],
      schedule: { letter: { day: 'tuesday', at: '10:30' } },
      channels: [{ channel: 'email', to: 'yves@orange.fr' }],
    });
    const { sources } = await settings();
    expect(sources.map((source: { name: string }) => source.name)).toEqual([
      'Ouvertures du Golfe, accueil',
      'Ouvertures du Golfe, tarifs',
      'Ouvertures du Golfe, promotions',
      'Ouvertures du Golfe, actualités',
      'Ouvertures du Golfe, informations légales',
      'Google',
    ]);
    expect(await readdir(setting.folder)).toEqual(['data', 'vigie.schema.json', 'vigie.yaml']);
    // Two stores opened, two readings, a machine that does other things: seconds when idle.
  });

  it('loses no answer when the window is closed, and goes on where it was', async () => {
    const first = await setting.run({ answers: ['Menuiserie Kerlann'], leaves: true });
    expect(first.code).toBe(EXIT.interrupted);
    expect(first.told).toContain('Vos réponses sont gardées');
    const second = await setting.run({
      values: { offline: true },
      answers: ['Vannes', '7', 'Fenêtres Morbraz'],
      leaves: true,
    });
    expect(second.told).not.toContain('Quel nom');
    expect(second.code).toBe(EXIT.interrupted);
    const third = await setting.run({ values: { offline: true }, answers: ['', '', '', '', 'non'] });
    expect(third.code).toBe(EXIT.ok);
    expect(third.told).toContain('Vigie reprend où vous en étiez.');
    expect(third.told).not.toContain('Qui regardez-vous');
    expect(await settings()).toMatchObject({
      firm: { name: 'Menuiserie Kerlann', establishments: [{ town: 'Vannes' }] },
      competitors: [{ name: 'Fenêtres Morbraz' }],
    });
    await expect(setting.run({ answers: [''] })).rejects.toMatchObject({ code: 'SettingsExist' });
  });

  it('asks about what was really read, and finds a rival by name', async () => {
    const isHers = (question: string) => (question.includes('Plouarvel') ? 'non' : 'oui');
    const { told } = await setting.run({
      values: {
        name: 'Menuiserie Kerlann',
        town: 'Vannes',
        trade: 'joinery',
        source: ['http://golfe.test/rss'],
      },
      // The register, the press, the two articles, the rival: which firm, her site, her pages.
      answers: ['oui', 'non', isHers, isHers, 'Ouvertures du Golfe', 'oui', 'http://golfe.test', 'oui'],
      leaves: true,
    });
    expect(told).toMatch(
      /Est-ce bien vous \? « Menuiserie Kerlann : vingt ans fêtés près de Plouarvel.*\(.*\) Oui/,
    );
    expect(told).toContain('Noté : Plouarvel, c’est une autre entreprise.');
    expect(told).toContain(
      'Ouvertures du Golfe : c’est bien cette entreprise ? 2 Zone du Prat 56000 Vannes.',
    );
    const { firm, competitors, sources } = await settings();
    expect(firm.exclude).toEqual(['Brest', 'Plouarvel']);
    expect(competitors).toEqual([
      { name: 'Ouvertures du Golfe', town: 'Vannes', sites: ['http://golfe.test/'] },
    ]);
    expect(sources).toHaveLength(6);
  });

  it('understands what she says in her own words', async () => {
    const { code, told, out } = await setting.run({
      values: { offline: true },
      answers: [
        'Chez Mado',
        'Vannes',
        'fleuriste',
        'coiffeuse',
        'personne',
        'mado@orange.fr',
        'oui',
        'mardi 9 h',
        'non',
        'plus tard',
      ],
    });
    expect(told).toContain(
      '« fleuriste » n’est pas dans la liste. Un numéro suffit : 13 pour un autre métier.',
    );
    expect(told).not.toContain('n’est pas comprise');
    expect(out).toContain('Première lettre : mardi 24 novembre, 9 h, si Vigie est en marche.\n');
    // Told once, at the end.
    expect(`${told}${out}`.split('Pour tout voir : vigie')).toHaveLength(2);
    expect(code).toBe(EXIT.ok);
    expect(await settings()).toMatchObject({
      firm: { trade: 'hairdressing' },
      schedule: { letter: { day: 'tuesday' } },
    });
  });

  it('does not scold whoever finds no word for her trade', async () => {
    await setting.run({
      values: { offline: true },
      answers: ['Chez Mado', 'Vannes', 'fleuriste', 'fleurs', 'bouquets'],
      leaves: true,
    });
    expect((await settings()).firm.trade).toBe('general');
  });

  it('takes a SIREN for a name, and asks what her customers see', async () => {
    const { told } = await setting.run({ answers: ['123 456 782', 'Kerlann Menuiserie'], leaves: true });
    expect(told).toContain('Au registre : Menuiserie Kerlann.');
    expect(await settings()).toMatchObject({
      firm: { name: 'Kerlann Menuiserie', siren: '123456782', trade: 'joinery' },
    });
  });
});

const NOTICE = [
  'Authentication-Results: mx.kerlann.test; dmarc=pass header.from=google.com',
  'From: Google <businessprofile-noreply@google.com>',
  'Subject: =?utf-8?Q?L=C3=A9o_B._a_laiss=C3=A9_un_avis_sur_Menuiserie_Kerlann?=',
  'Message-ID: <1@google.com>',
  'Date: Fri, 20 Nov 2026 08:00:00 +0000',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Léo B. a laissé un avis',
  '★★☆☆☆',
  'Porte livrée rayée, sans excuses.',
  'Répondre à l’avis',
  '',
].join('\r\n');

describe('the mailbox', () => {
  it('is tried before it is kept, and brings the notices and the letter', async () => {
    const imap = await imapServer('yves@kerlann.test', 'sésame');
    try {
      await setting.run({
        flags: { input: false },
        values: {
          name: 'Kerlann',
          town: 'Vannes',
          trade: 'joinery',
          mail: 'yves@kerlann.test',
          smtp: 'smtps://smtp.kerlann.test',
          'connect-to': [`imap.kerlann.test=${imap.at}`],
        },
      });
      imap.add(NOTICE, { receivedAt: new Date('2026-11-20T08:00:00.000Z') });
      const { code, told } = await setting.run({
        values: { mailbox: 'yves@kerlann.test', imap: 'imap://imap.kerlann.test:143' },
        answers: ['faux', 'sésame'],
      });
      expect(code).toBe(EXIT.ok);
      expect(told).not.toContain('sésame');
      expect(told).toContain('Boîte suivie : yves@kerlann.test.');
      // The first review of her own stands there at once.
      expect(told).toMatch(
        /Le plus récent : 2.*20 novembre, Léo B\..*« Porte livrée rayée, sans excuses\. »/su,
      );
      const { mailbox, channels, sources } = await settings();
      expect(mailbox).toEqual({ address: 'yves@kerlann.test', imap: 'imap://imap.kerlann.test:143' });
      expect(channels).toEqual([{ channel: 'inbox' }]);
      expect(sources).toContainEqual({ collector: 'mailbox', from: 'google', name: 'Google' });
      expect(await readFile(setting.config, 'utf8')).not.toContain('sésame');
      expect((await stat(join(setting.dataDir, '.env'))).mode & 0o777).toBe(0o600);
    } finally {
      await imap.close();
    }
  });
});

describe('vigie init by flags', () => {
  it('asks nothing of anybody, and of no site', async () => {
    const before = server.seen.length;
    const { code, told } = await setting.run({
      flags: { input: false, lang: 'en' },
      values: { name: 'Kerlann & Sons "$&"', town: 'Poole', trade: 'joinery', rival: ['Harbour Windows'] },
    });
    expect([code, told]).toEqual([EXIT.ok, '']);
    expect(await settings()).toMatchObject({
      language: 'en',
      firm: { name: 'Kerlann & Sons "$&"' },
      competitors: [{ name: 'Harbour Windows' }],
    });
    expect(server.seen.length).toBe(before);
  });

  it('explores the site that a flag names', async () => {
    const { out } = await setting.run({
      flags: { input: false },
      values: {
        name: 'Kerlann',
        town: 'Vannes',
        trade: 'joinery',
        rival: ['Le Golfe=http://golfe.test'],
        when: 'friday 16:00',
      },
    });
    expect(out).toContain('C’est prêt. Sans adresse mail, la lettre s’ouvre ici : vigie letter --open');
    const { sources, competitors, schedule } = await settings();
    expect(competitors).toEqual([{ name: 'Le Golfe', sites: ['http://golfe.test/'] }]);
    expect(sources).toHaveLength(5);
    expect(sources[2]).toEqual({
      collector: 'watched-page',
      url: 'http://golfe.test/nos-promotions',
      name: 'Le Golfe, promotions',
      about: 'Le Golfe',
    });
    expect(schedule.letter).toEqual({ day: 'friday', at: '16:00' });
  });

  it('says what is missing or not understood, and writes nothing', async () => {
    const input = false;
    await expect(setting.run({ flags: { input }, values: { name: 'A' } })).rejects.toMatchObject({
      params: { word: '--town' },
    });
    await expect(
      setting.run({ flags: { input }, values: { name: 'A', town: 'B', trade: 'joinerie' } }),
    ).rejects.toMatchObject({ params: { mend: 'joinery' } });
    await expect(
      setting.run({ flags: { input }, values: { name: 'A', town: 'B', trade: 'joinery', mail: 'x' } }),
    ).rejects.toMatchObject({ code: 'UsageInvalid' });
  });
});
