import { expect, test } from 'vitest';
import { alertLine } from '../../dashboards/view-models/alert-line.ts';
import { contextOf } from '../../dashboards/view-models/context.ts';
import type { AlertFacts, IncidentView } from '../../src/domain/alert.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';
import { loadPack } from '../../src/platform/data-files.ts';
import { BAKERY } from './world.ts';

const NOW = '2026-07-14T12:20:00.000Z';
const catalogues = { fr: loadCatalogue('fr'), en: loadCatalogue('en') };

function incident(facts: Pick<AlertFacts, 'rule' | 'details'> & Partial<AlertFacts>): IncidentView {
  const plain = {
    level: 'now',
    subject: 'firm',
    matter: 'm',
    sureness: 'sure',
    count: 1,
    usual: null,
  } as const;
  return {
    id: 'a',
    facts: { ...plain, since: '2026-07-10T16:20:00.000Z', mentionIds: ['1'], ...facts },
    openedAt: NOW,
    updatedAt: NOW,
    alertedAt: null,
    acknowledgedAt: null,
    snoozedUntil: null,
    closedAt: null,
  };
}

function line(language: 'fr' | 'en', one: IncidentView): string {
  const context = contextOf(settingsSchema.parse(BAKERY), loadPack('bakery'), catalogues[language], NOW);
  return alertLine(context, { incident: one, mentions: [] }, { trade: 'bakery' }).replaceAll('\u00a0', ' ');
}

const urgent = (site: string) =>
  incident({ rule: 'urgent-word', details: { site, word: 'intoxication alimentaire', kind: 'review' } });

test('two matters of one word are told apart, and nothing of them is cut', () => {
  expect(line('fr', urgent('Google'))).toBe(
    '10/07  Un avis parle de « intoxication alimentaire » : à vérifier d’abord (Google, message à venir)',
  );
  expect(line('en', urgent('TripAdvisor'))).toBe(
    '10 Jul  A review mentions “intoxication alimentaire”: check the facts first (TripAdvisor, message to come)',
  );
});

test('a site that the subject names stands there once', () => {
  const low = incident({ rule: 'bad-review', details: { site: 'Google', value: 1, best: 5 } });
  expect(line('fr', low)).toBe('10/07  Avis de 1 étoile sur Google (message à venir)');
  const paper = incident({ rule: 'press', details: { paper: 'La Gazette d’Albi', bad: 0 } });
  expect(line('fr', paper)).toBe('10/07  La Gazette d’Albi parle de vous (message à venir)');
});
