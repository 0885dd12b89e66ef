import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSettings } from '../../src/platform/settings-file.ts';

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
    ['broken YAML', FINE.replace('firm:', 'firm'), { kind: 'syntax' }],
  ])('tells %s with its line and the mend', (_title, text, expected) => {
    const { settings, problems } = checkSettings(text);
    expect(settings).toBeNull();
    expect(problems.map(problem => ({ ...problem }))).toContainEqual(expect.objectContaining(expected));
  });

  it('tells all problems at once, in the order of the file', () => {
    const text = FINE.replace('language: fr', 'language: de').replace('competitors:', 'rivals:');
    expect(checkSettings(text).problems.map(problem => problem.line)).toEqual([1, 7]);
  });

  it('never shows the password of an address', () => {
    const text = `${FINE}network: { connectTo: "smtp://yves:secret@mail.example" }\n`;
    expect(JSON.stringify(checkSettings(text).problems)).not.toContain('secret');
  });

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
