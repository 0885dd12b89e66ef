import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slug } from '../../src/domain/brand.ts';
import { placesOf } from '../../src/domain/settings/problem.ts';
import { checkSettings, locatePlaces } from '../../src/platform/settings-file.ts';

const FINE = `language: fr
firm:
  name: Menuiserie Kerlann
  trade: joinery
  establishments:
    - { town: Vannes, phone: "02 97 00 00 00" }
competitors:
  - { name: Ouvertures du Golfe, town: Vannes }
sources:
  - { collector: feed, url: https://echo.example/rss.xml }
  - { collector: watched-page, url: https://golfe.example/promotions, about: Ouvertures du Golfe }
`;

describe('vigie.yaml', () => {
  it('is read whole, with every default in place', () => {
    const { settings, problems } = checkSettings(FINE);
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({
      timezone: 'Europe/Paris',
      firm: { aliases: [], establishments: [{ town: 'Vannes' }] },
      schedule: { letter: { day: 'monday', at: '07:00' } },
      network: { allowPrivate: [], connectTo: {}, minIntervalMs: 1000 },
      privacy: { retentionMonths: 24 },
      store: 'duckdb',
    });
    expect(settings?.sources[0]).toMatchObject({ collector: 'feed', url: 'https://echo.example/rss.xml' });
  });

  it.each([
    [
      'an unknown name',
      FINE.replace('language: fr', 'langage: fr'),
      { kind: 'unknown', line: 1, path: 'langage', mend: 'language' },
    ],
    [
      'an unknown name inside',
      FINE.replace('trade:', 'trad:'),
      { kind: 'missing', line: 2, path: 'firm.trade' },
    ],
    [
      'a wrong choice',
      FINE.replace('language: fr', 'language: frr'),
      { kind: 'choice', line: 1, got: 'frr', expected: 'fr, en', mend: 'fr' },
    ],
    [
      'a wrong type',
      FINE.replace('name: Menuiserie Kerlann', 'name: [a]'),
      { kind: 'type', line: 3, path: 'firm.name', expected: 'string' },
    ],
    [
      'a number out of range',
      `${FINE}privacy: { retentionMonths: 0 }\n`,
      { kind: 'range', line: 12, path: 'privacy.retentionMonths', expected: '≥ 1' },
    ],
    [
      'an hour that is none',
      `${FINE}schedule:\n  letter: { day: monday, at: "25:00" }\n`,
      { kind: 'format', line: 13, mend: '07:00' },
    ],
    [
      'a source about nobody',
      FINE.replace('about: Ouvertures du Golfe', 'about: Ouverture du Golfe'),
      { kind: 'choice', line: 11, mend: 'Ouvertures du Golfe' },
    ],
    ['broken YAML', FINE.replace('firm:', 'firm'), { kind: 'syntax', line: 2, got: '' }],
    [
      'two competitors of one short name',
      FINE.replace('sources:', '  - { name: OUVERTURES-du-Golfe, town: Auray }\nsources:'),
      {
        kind: 'clash',
        line: 9,
        path: 'competitors[1].name',
        got: 'OUVERTURES-du-Golfe',
        expected: 'Ouvertures du Golfe',
        mend: 'OUVERTURES-du-Golfe Auray',
      },
    ],
    [
      'a competitor named as the firm is called inside',
      FINE.replace('  - { name: Ouvertures', '  - { name: Firm }\n  - { name: Ouvertures'),
      { kind: 'clash', line: 8, got: 'Firm', expected: 'Menuiserie Kerlann', mend: 'Firm 2' },
    ],
    [
      'a competitor of the firm’s own name',
      FINE.replace('  - { name: Ouvertures', '  - { name: Menuiserie Kerlänn }\n  - { name: Ouvertures'),
      { kind: 'clash', line: 8, expected: 'Menuiserie Kerlann' },
    ],
    ['an alias to nothing', `${FINE}privacy: *nowhere\n`, { kind: 'syntax', line: 12 }],
  ])('tells %s with its line and the mend', (_title, text, expected) => {
    const { settings, problems } = checkSettings(text);
    expect(settings).toBeNull();
    expect(problems.map(problem => ({ ...problem }))).toContainEqual(expect.objectContaining(expected));
  });

  it('tells all problems at once, in the order of the file', () => {
    const text = FINE.replace('language: fr', 'language: de').replace('competitors:', 'rivals:');
    expect(checkSettings(text).problems.map(problem => problem.line)).toEqual([1, 7]);
  });

  it('keeps names without a Latin letter apart', () => {
    const rivals = ['Ателье Окон', '窓工房', 'نافذة', '3 Кита', '!!!'].map(name => `  - { name: "${name}" }`);
    const { settings, problems } = checkSettings(FINE.replace('sources:', `${rivals.join('\n')}\nsources:`));
    expect(problems).toEqual([]);
    const slugs = settings?.competitors.map(rival => slug(rival.name)) ?? [];
    expect(new Set(slugs).size).toBe(6);
    expect(slugs).toEqual(slugs.map(() => expect.stringMatching(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)));
    // Stable: figures of years hang on it.
    expect(slug('窓工房')).toBe('n-0f40ca02');
  });

  it.each([
    ['an address', 'network: { connectTo: "smtp://yves:s3cr3t@mail.example" }'],
    [
      'an address, its password with / and @',
      'network: { connectTo: "smtp://yves:a/s3cr3t@b@mail.example" }',
    ],
    ['an address without a scheme', 'network: { connectTo: "yves:s3cr3t@mail.example" }'],
    ['a query', 'network: { connectTo: "https://a.example/?token=s3cr3t&n=1" }'],
    ['a list', 'timezone: [{ password: s3cr3t }]'],
    ['a name that nobody knows', 'smtp: { host: mail.example, pass: s3cr3t }'],
    ['a colon that is missing', 'password s3cr3t: 1'],
    ['a key that is a value', '"token s3cr3t"'],
    ['a list that is not closed', 'channels: [{ token: s3cr3t'],
    ['a quotation mark that is not closed', 'api_key: "s3cr3t'],
    ['a wrong indent', '  token: s3cr3t'],
  ])('never shows the secret in %s', (_title, lines) => {
    const { problems } = checkSettings(`${FINE}${lines}\n`);
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain('s3cr3t');
  });

  it.each(['token', 'apiKey', 'api_key', 'password', 'motDePasse', 'secret', 'smtp', 'smtpUrl'])(
    'never shows what stands under %s',
    name => {
      const path = ['sources', 2, name];
      const found = locatePlaces(
        `${FINE}  - { collector: feed, ${name}: s3cr3t }\n`,
        placesOf({ code: 'invalid_type', expected: 'number', path, message: '', input: 's3cr3t' }, []),
      );
      expect(found).toMatchObject([{ path: `sources[2].${name}`, line: 12, got: '…' }]);
    },
  );

  it('answers any text with settings or with problems, never with a crash', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map(text => FINE + text),
          fc.json(),
        ),
        text => {
          const checked = checkSettings(text);
          expect(checked.settings === null).toBe(checked.problems.length > 0);
        },
      ),
    );
  });

  it.each(['fr', 'en'])('accepts the template that ships with vigie (%s)', language => {
    const text = readFileSync(join(import.meta.dirname, `../../data/settings/vigie.${language}.yaml`), 'utf8')
      .replace('{name}', 'Menuiserie Kerlann')
      .replace('{trade}', 'joinery')
      .replace('{town}', 'Vannes');
    expect(checkSettings(text).problems).toEqual([]);
  });
});
