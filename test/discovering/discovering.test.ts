import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tradeOfActivity } from '../../src/app/discovering/activities.ts';
import { webAddressOf } from '../../src/app/discovering/explore-site.ts';
import { linksOf } from '../../src/app/discovering/links.ts';
import { pagesOf } from '../../src/app/discovering/page-kinds.ts';
import { searchRegister, sirenIn } from '../../src/app/discovering/register.ts';
import type { Web } from '../../src/app/discovering/web.ts';
import { whenIn } from '../../src/app/setup/steps/letter.ts';
import { wordsApart } from '../../src/app/setup/words-apart.ts';
import { yesNoIn } from '../../src/app/setup/yes-no.ts';
import { loadPack, tradeIds } from '../../src/platform/data-files.ts';
import { loadPress } from '../../src/platform/press-file.ts';

const HOME = 'https://golfe.example/';
const kindsOf = (html: string) =>
  Object.fromEntries(pagesOf(linksOf(html, HOME), HOME).map(page => [page.kind, page.url]));

describe('the pages of a site', () => {
  it('are told by what links say, then by their addresses', () => {
    expect(
      kindsOf(`<a href="/">Accueil</a><a href="/p/12">Nos promotions</a><a href="/tarifs-2026">Voir</a>
        <a href="/offres-d-emploi">Offres d’emploi</a><a href="/blog/2026/07/un-article">Un article</a>
        <a href="/blog">Blog</a><a href="/avis-clients">Avis clients</a><a href="mentions.html">Mentions légales</a>
        <a href="/tarifs.pdf">Tarifs</a><a href="https://autre.example/tarifs">Tarifs</a>`),
    ).toEqual({
      home: HOME,
      promotions: `${HOME}p/12`,
      prices: `${HOME}tarifs-2026`,
      jobs: `${HOME}offres-d-emploi`,
      news: `${HOME}blog`,
      reviews: `${HOME}avis-clients`,
      legal: `${HOME}mentions.html`,
    });
  });

  it('speak English too', () => {
    expect(
      kindsOf('<a href="/offers">Special offers</a><a href="/work">Careers</a><a href="/x">Price list</a>'),
    ).toMatchObject({
      promotions: `${HOME}offers`,
      jobs: `${HOME}work`,
      prices: `${HOME}x`,
    });
  });

  it('are never elsewhere, whatever the markup', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.webUrl(), fc.string(), fc.constant('javascript:alert(1)'))), hrefs => {
        const html = hrefs.map(href => `<a href="${href.replaceAll('"', '')}">tarifs</a>`).join('<b><i>');
        for (const { url } of pagesOf(linksOf(html, HOME), HOME))
          expect(new URL(url).host).toBe('golfe.example');
      }),
      { numRuns: 200 },
    );
  });

  it('come out of a hostile page in no time to speak of', () => {
    const html = '<a href="/tarifs"><div>'.repeat(50_000);
    expect(pagesOf(linksOf(html, HOME), HOME).length).toBeLessThanOrEqual(2);
  });
});

describe('the register', () => {
  const answering = (body: unknown): Web => ({
    json: async () => body,
    page: async () => ({ url: '', title: '', isFeed: false, hasReviews: false, links: [], feeds: [] }),
    mayRead: async () => true,
    feedOf: async () => null,
    close: async () => undefined,
  });

  it('is read in the shape that it has', async () => {
    const corpora = process.env['VIGIE_CORPORA'] ?? join(import.meta.dirname, '../../../shared/corpora');
    let body: unknown;
    try {
      body = JSON.parse(
        readFileSync(join(corpora, 'web/api/synthetic/recherche_entreprises.search.json'), 'utf8'),
      );
    } catch {
      process.stdout.write('skipped: corpora not found\n');
      return;
    }
    expect(await searchRegister(answering(body), 'exemple', 'Nantes')).toEqual([
      {
        siren: '123456789',
        name: 'Exemple',
        address: '1 rue X 44000 Nantes',
        town: 'Nantes',
        department: '44',
        activity: '10.71C',
      },
    ]);
  });

  it('gives nothing for an answer of another shape, and none that is closed', async () => {
    for (const body of [null, [], { results: [{ siren: '1' }] }, { results: 'x' }])
      expect(await searchRegister(answering(body), 'x', 'y')).toEqual([]);
    const closed = { results: [{ siren: '123456782', nom_complet: 'A', etat_administratif: 'C' }] };
    expect(await searchRegister(answering(closed), 'x', 'y')).toEqual([]);
  });

  it('writes a town with the article that is its own', async () => {
    const siege = { adresse: '8 QUAI DE LA MER 17000 LA ROCHELLE' };
    const found = { results: [{ siren: '123456782', nom_complet: 'PHARE DE LA MER', siege }] };
    expect(await searchRegister(answering(found), 'x', 'La Rochelle')).toMatchObject([
      { name: 'Phare de la Mer', address: '8 quai de la Mer 17000 La Rochelle', town: 'La Rochelle' },
    ]);
  });

  it('knows a number from a name', () => {
    expect(sirenIn('123 456 782')).toBe('123456782');
    expect(sirenIn('12345678200012')).toBe('123456782');
    expect([sirenIn('123456789'), sirenIn('Kerlann'), sirenIn('')]).toEqual([null, null, null]);
  });
});

describe('what she answers', () => {
  it.each([
    ['mardi 10 h', { day: 'tuesday', at: '10:00' }],
    ['vendredis, 16h30', { day: 'friday', at: '16:30' }],
    ['Tuesday 2:30 pm', { day: 'tuesday', at: '14:30' }],
    ['8:15', { day: 'monday', at: '08:15' }],
    ['dimanche', { day: 'sunday', at: '07:00' }],
    ['jamais', null],
    ['lundi 25 h', null],
  ])('%s', (text, when) => expect(whenIn(text)).toEqual(when));

  it('is yes, no, not sure, or none of them', () => {
    expect(['O', 'oui.', 'Yes', 'oui, c’est nous', 'Yes please'].map(yesNoIn)).toEqual(Array(5).fill('yes'));
    expect(['n', 'Non', 'NO', 'plus tard', 'Later'].map(yesNoIn)).toEqual(Array(5).fill('no'));
    expect(['je ne sais pas', '?', 'not sure'].map(yesNoIn)).toEqual(['unsure', 'unsure', 'unsure']);
    expect(['oiu', '', 'peut-être'].map(yesNoIn)).toEqual([null, null, null]);
  });

  it('is an address or a name', () => {
    expect(webAddressOf('golfe.example')).toBe('https://golfe.example/');
    expect(webAddressOf('http://127.0.0.1:8080/x')).toBe('http://127.0.0.1:8080/x');
    for (const name of ['Ouvertures du Golfe', 'Kerlann', 'M. Le Goff', 'javascript:alert(1)', ''])
      expect([name, webAddressOf(name)]).toEqual([name, null]);
  });

  it('sets apart the places of another firm, and never her own', () => {
    const others = ['Le garage Kerlann à Plouarvel ferme', 'Accident près de Kerlann, de Vannes à Plouarvel'];
    expect(wordsApart(others, ['Kerlann à Vannes'], ['Menuiserie Kerlann', 'Vannes'])).toEqual(['Plouarvel']);
    expect(wordsApart([], ['à Brest'], [])).toEqual([]);
  });
});

describe('trades', () => {
  it('all know the sites that matter to them, each with a way in', () => {
    for (const id of tradeIds().filter(id => id !== 'general')) {
      const { sites } = loadPack(id);
      expect([id, sites.length >= 6]).toEqual([id, true]);
      for (const site of sites) expect([site.name, site.ways.length > 0]).toEqual([site.name, true]);
    }
  });

  it('are told from the activity that the register gives', () => {
    expect(['43.32A', '55.10Z', '10.71C', '62.01Z', '01.11Z'].map(tradeOfActivity)).toEqual([
      'joinery',
      'hotel',
      'bakery',
      'it-services',
      null,
    ]);
  });

  it('have papers in almost every department of the mainland', () => {
    const covered = new Set(loadPress().flatMap(({ departments }) => departments));
    const missing = Array.from({ length: 95 }, (_, index) => String(index + 1).padStart(2, '0')).filter(
      code => code !== '20' && !covered.has(code),
    );
    expect(missing.length).toBeLessThanOrEqual(4);
  });
});
