import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkWhole } from '../../src/app/setup/check-whole.ts';
import { tellProblem } from '../../src/domain/settings/telling.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';
import { checkSettings } from '../../src/platform/settings-file.ts';

const fr = loadCatalogue('fr');

const FIRM = `firm:
  name: Menuiserie Kerlann
  trade: joinery
  establishments: [{ town: Vannes }]
`;

/** The contract that other tools write settings by, to the letter. */
const EXAMPLE = readFileSync(join(import.meta.dirname, 'vigie.example.yaml'), 'utf8');

/** French typography asks for spaces that no editor shows: told here as ordinary ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('vigie config check', () => {
  const check = async (text: string) => checkWhole(text, checkSettings(text));

  it('tells what is wrong with the sources while the firm is incomplete', async () => {
    const text = `firm: { name: Kerlann }
sources:
  - { collector: feed, ulr: https://echo.example/rss.xml }
  - { collector: fead, url: https://echo.example/rss.xml }
  - { collector: wordpress, site: https://gazette.example, every: 1 }
  - { url: https://echo.example }
  - not a source
`;
    expect(await check(text)).toEqual([
      expect.objectContaining({ line: 1, kind: 'missing', path: 'firm.trade' }),
      expect.objectContaining({ line: 1, kind: 'missing', path: 'firm.establishments' }),
      expect.objectContaining({ line: 3, kind: 'missing', path: 'sources[0].url' }),
      expect.objectContaining({ line: 3, kind: 'unknown', path: 'sources[0].ulr', mend: 'url' }),
      expect.objectContaining({ line: 4, kind: 'choice', got: 'fead', mend: 'feed' }),
      expect.objectContaining({ line: 5, kind: 'range', path: 'sources[2].every', mend: '5' }),
      expect.objectContaining({ line: 6, kind: 'missing', path: 'sources[3].collector' }),
      expect.objectContaining({ line: 7, kind: 'type', path: 'sources[4]' }),
    ]);
  });

  it('knows the names of a table’s columns and the form of a channel', async () => {
    const text = `${FIRM}sources:
  - { collector: table, path: a.csv, mapping: { textt: Avis } }
  - { collector: youtube-channel, channel: kerlann }
channels: [{ to: yves@kerlann.example }]
`;
    expect(await check(text)).toEqual([
      expect.objectContaining({ kind: 'unknown', path: 'sources[0].mapping.textt', mend: 'text' }),
      expect.objectContaining({ kind: 'format', expected: 'channel', mend: 'UCxxxxxxxx' }),
      expect.objectContaining({ kind: 'missing', path: 'channels[0].channel', mend: 'email' }),
    ]);
  });

  it('names the first of several problems, how many follow, and its mend last', () => {
    const line = tellProblem(fr, { ...checkSettings('firm: { name: 1 }\n').problems[0]!, more: 2 });
    expect(plain(line)).toMatch(/Et 2 autres problèmes ensuite\. Essayez : \S/);
  });

  it.each([
    ['trade: joinery', 'trade: joinry', { kind: 'choice', line: 6, path: 'firm.trade', mend: 'joinery' }],
    ['trade: joinery', 'trade: Menuiserie', { kind: 'choice', line: 6, got: 'Menuiserie', mend: 'joinery' }],
    ['trade: joinery', 'trade: xyz', { kind: 'choice', line: 6, mend: 'general' }],
    [
      'name: Google',
      'establishment: Vanes',
      { kind: 'choice', path: 'sources[4].establishment', expected: 'Vannes', mend: 'Vannes' },
    ],
    [
      'store: duckdb',
      'store: mysql://root@host/db',
      { kind: 'format', path: 'store', expected: 'store', mend: 'duckdb' },
    ],
    [
      '"127.0.0.1:8080" }',
      '"http://127.0.0.1:8080/" }',
      {
        kind: 'format',
        path: 'network.connectTo.echo.example',
        expected: 'hostPort',
        mend: '127.0.0.1:8080',
      },
    ],
    [
      '["intranet.local:8080"]',
      '["intranet.local"]',
      { kind: 'format', path: 'network.allowPrivate[0]', got: 'intranet.local', mend: 'intranet.local:80' },
    ],
    [
      '"intranet.local:8080"',
      '"intranet.local:99999"',
      { kind: 'format', path: 'network.allowPrivate[0]', expected: 'hostPort' },
    ],
    [
      'to: yves@kerlann.example',
      'to: yves kerlann',
      { kind: 'format', path: 'channels[0].to', expected: 'mail', got: 'yves kerlann' },
    ],
    [
      'to: yves@kerlann.example, ',
      '',
      { kind: 'missing', path: 'channels[0].to', expected: 'mail', mend: 'yves@kerlann.example' },
    ],
    [
      '  - { collector: discourse',
      '  - { collector: feed, url: https://echo.example/rss.xml, every: 60 }\n  - { collector: discourse',
      { kind: 'twice', line: 27, path: 'sources[6]', expected: '21', got: 'echo.example' },
    ],
  ])('tells what does not fit together: %s → %s', async (right, wrong, expected) => {
    expect(EXAMPLE).toContain(right);
    const problems = await check(EXAMPLE.replace(right, wrong));
    expect(problems).toEqual([expect.objectContaining(expected)]);
    for (const problem of problems) expect(tellProblem(fr, problem).length).toBeLessThanOrEqual(200);
  });

  it('has nothing against postgres, IPv6 or a house of a competitor', async () => {
    const text = `${FIRM}competitors:
  - { name: Golfe, town: Auray }
sources:
  - { collector: feed, url: https://a.example/rss, about: Golfe, establishment: auray }
network: { allowPrivate: ["[::1]:8080"], connectTo: { a.example: "localhost:1" } }
store: postgresql://vigie@host/db
`;
    expect(await check(text)).toEqual([]);
  });

  it('has nothing against the file that the guide shows', async () => {
    expect(await check(EXAMPLE)).toEqual([]);
  });
});
