import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/app/run.ts';
import { hasOwnBrowser, newBrowser } from './new-browser.ts';

const HOSTILE = '<img src=x onerror=alert(1)>"\'&lt;\u202e javascript:alert(1)';
const SETTINGS = `language: fr
firm: { name: "Kerlann <b>&amp;", trade: joinery, establishments: [{ town: Vannes }] }
competitors: [{ name: Ouvertures du Golfe, town: Vannes }]
sources:
  - { collector: table, path: ./avis.csv, name: Google }
  - { collector: table, path: ./rival.csv, name: Avis d’Armor, about: Ouvertures du Golfe }
`;
const REVIEWS = Array.from(
  { length: 14 },
  (_, i) => `2026-0${4 + (i % 4)}-0${1 + (i % 9)};${1 + (i % 5)};Belle pose numéro ${i}, chantier propre.`,
);
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-report-'));
  writeFileSync(join(folder, 'vigie.yaml'), SETTINGS);
  const rows = [...REVIEWS, `2026-07-09;1;${HOSTILE.replaceAll(';', ',')} Personne ne rappelle.`];
  writeFileSync(join(folder, 'avis.csv'), `date;note;avis\n${rows.join('\n')}\n`);
  writeFileSync(
    join(folder, 'rival.csv'),
    'date;note;avis\n2026-07-08;2;Injoignables depuis la signature.\n',
  );
  await vigie('collect');
  await vigie('report', '--out', join(folder, 'fr.html'));
  await vigie('report', '--out', join(folder, 'en.html'), '--lang', 'en');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function vigie(...argv: string[]): Promise<string> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const out = text(stdout);
  const places = ['--config', join(folder, 'vigie.yaml'), '--data-dir', join(folder, 'data')];
  await run([...argv, ...places], {
    io: { stdin, stdout, stderr, env: {} },
    clock: { now: () => '2026-07-13T07:02:00.000Z' },
    signal: new AbortController().signal,
  });
  stdout.end();
  return out;
}

const html = (language: string) => readFileSync(join(folder, `${language}.html`), 'utf8');

describe('the saved report', () => {
  test('is one file that may fetch and run nothing, whatever was said', () => {
    const page = html('fr');
    expect(page).toContain(`default-src 'none'`);
    expect(/<script|<img|<link|<iframe|url\(|@import|onerror=alert\(1\)>/i.test(page)).toBe(false);
    expect(page).toContain('Kerlann &lt;b&gt;&amp;amp;');
    expect(page).not.toContain('\u202e');
  });

  test('draws each chart with a table of its figures', () => {
    const page = html('fr');
    const charts = page.match(/<figure>/g)?.length ?? 0;
    expect(charts).toBeGreaterThanOrEqual(2);
    for (const [, title] of page.matchAll(/<figcaption>([^<]+)<\/figcaption>/g))
      expect(page).toContain(`<caption class="same">${title}</caption>`);
    expect(/<rect class="s0"[^>]*><title>Avis, 06\/07 · 2<\/title>/.test(page)).toBe(true);
  });

  test('says the same in English', () => {
    expect(html('en')).toContain('lang="en"');
    expect(html('en')).toContain('Your reviews, site by site');
    expect(html('en')).not.toContain('Concurrents');
  });
});

type Axe = {
  run(
    options: object,
  ): Promise<{ violations: readonly { id: string; nodes: readonly { html: string }[] }[] }>;
};
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!hasOwnBrowser)('the saved report in a browser', () => {
  test.each([
    ['fr', 'light'],
    ['fr', 'dark'],
    ['en', 'light'],
  ] as const)('asks for nothing and keeps to WCAG AA: %s, %s', async (language, colorScheme) => {
    const browser = await chromium.launch(await newBrowser());
    try {
      // axe is the test's own; the page's CSP would rightly refuse it.
      const page = await browser.newPage({
        bypassCSP: true,
        colorScheme,
        viewport: { width: 375, height: 800 },
      });
      const asked = await requestsOf(page, join(folder, `${language}.html`));
      expect(asked).toHaveLength(1);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        (globalThis as unknown as { axe: Axe }).axe.run({
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        }),
      );
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide).toBeLessThanOrEqual(375);
    } finally {
      await browser.close();
    }
  });
});

async function requestsOf(page: Page, path: string): Promise<string[]> {
  const asked: string[] = [];
  page.on('request', request => asked.push(request.url()));
  await page.goto(`file://${path}`, { waitUntil: 'networkidle' });
  return asked;
}
