import { describe, expect, test } from 'vitest';
import { readingOf } from '../../dashboards/view-models/reading.ts';
import { siteGroups } from '../../dashboards/view-models/site-rows.ts';
import { troublesOf } from '../../dashboards/view-models/site-troubles.ts';
import type { SitesAnswers } from '../../dashboards/view-models/sites.ts';
import type { SourceHealth } from '../../queries/sources.ts';
import type { Language } from '../../src/domain/words.ts';
import { kerlann } from './pages-house.ts';
import { health, NOW, SCENARIO } from './scenario.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');

const failing = (code: string, given: Partial<SourceHealth>): SourceHealth =>
  health('Essai', 'failing', { failingSince: NOW, error: { code, params: {} }, usualPerMonth: 0, ...given });

/** What the first screen and the letter say, and what the page of the sites says. */
function told(source: SourceHealth, language: Language): string {
  const context = kerlann(language);
  const answers = { ...SCENARIO, sources: { sources: [source] } };
  const groups = siteGroups(context, { ...answers, brought: { sources: [] } } as unknown as SitesAnswers);
  const [trouble] = troublesOf(context, { ratings: { weeks: [] } } as unknown as SitesAnswers, groups);
  return plain(
    [...readingOf(context, answers).lines, trouble?.words ?? '', trouble?.more ?? ''].join(' ').trim(),
  );
}

describe.each([
  ['a competitor’s page', { subject: 'golfe', collector: 'watched-page' }],
  ['a competitor’s reviews', { subject: 'golfe' }],
  ['a paper', { collector: 'feed' }],
  ['a page of the register', { collector: 'watched-page' }],
])('%s that fails', (_, kind) => {
  test.each(['SourceUnreachable', 'SourceChanged', 'SourceTooLarge', 'SourceBlocked'])(
    'by %s speaks of no review that is missing, kept or to paste',
    code => {
      const source = failing(code, kind);
      expect(told(source, 'fr')).toMatch(/gardé/);
      expect(told(source, 'fr')).not.toMatch(/avis|coll/i);
      expect(told(source, 'en')).toMatch(/kept/);
      expect(told(source, 'en')).not.toMatch(/review|paste/i);
    },
  );
});

test('the words are those of what is watched there', () => {
  expect(told(failing('SourceChanged', { subject: 'golfe' }), 'fr')).toBe(
    'Essai a changé sa page : du nouveau peut manquer. Essai a changé sa page et Vigie ne la comprend plus. ' +
      'Ce qui a été lu est gardé. En attendant, allez y voir vous-même. Du nouveau peut manquer.',
  );
  const own = told(failing('SourceChanged', {}), 'fr');
  expect(own).toContain('Essai a changé sa page : des avis peuvent manquer.');
  expect(own).toContain('Vos anciens avis sont gardés. En attendant, collez les nouveaux ici.');
  expect(told(failing('SourceUnreachable', {}), 'en')).toContain('Your earlier reviews are kept');
});
