import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertHtml } from '../../dashboards/letter/alert-html.ts';
import { alertText } from '../../dashboards/letter/alert-text.ts';
import {
  ALERT_WORDS_MAX,
  type Alert,
  alertOf,
  summaryAlert,
  type Told,
  wordsOf,
} from '../../dashboards/view-models/alert.ts';
import { burstDraft } from '../../dashboards/view-models/alert-burst.ts';
import { contextOf } from '../../dashboards/view-models/context.ts';
import type { MentionView } from '../../queries/mentions.ts';
import { ALERT_RULES, type AlertFacts } from '../../src/domain/alert.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';
import { loadPack } from '../../src/platform/data-files.ts';
import { BAKERY } from './world.ts';

const NOW = '2026-07-14T12:20:00.000Z';
const YESTERDAY = '2026-07-13T16:00:00.000Z';
const GOLDENS = join(import.meta.dirname, 'goldens');
const pack = loadPack('bakery');
const catalogues = { fr: loadCatalogue('fr'), en: loadCatalogue('en') };
const context = (language: 'fr' | 'en', name = BAKERY.firm.name) =>
  contextOf(settingsSchema.parse({ firm: { ...BAKERY.firm, name } }), pack, catalogues[language], NOW);

function remark(text: string, change: Partial<MentionView> = {}): MentionView {
  return {
    id: '1',
    kind: 'review',
    form: 'review',
    site: 'Google',
    sourceId: 'g',
    url: 'https://avis.google.example.com/pelissou',
    title: '',
    text,
    author: null,
    publishedAt: YESTERDAY,
    day: '2026-07-13',
    rating: { value: 1, best: 5, worst: 1 },
    reply: null,
    language: 'fr',
    verdict: 'kept',
    relevance: { score: 5, because: [] },
    tone: { label: 'negative', score: -1, abstain: false, because: [] },
    topics: [],
    intent: null,
    priority: { label: 'now', because: [] },
    story: null,
    action: null,
    ...change,
  };
}

function told(facts: Partial<AlertFacts> & Pick<AlertFacts, 'rule'>, mentions: readonly MentionView[]): Told {
  const usual = { count: 1, per: 'month' } as const;
  const plain = { level: 'now', subject: 'firm', matter: 'm', sureness: 'sure', since: YESTERDAY } as const;
  const whole = { ...plain, mentionIds: ['1'], count: 1, usual, details: {}, ...facts };
  const never = { alertedAt: null, acknowledgedAt: null, snoozedUntil: null, closedAt: null };
  return { incident: { id: 'a', facts: whole, openedAt: NOW, updatedAt: NOW, ...never }, mentions };
}

const LONG =
  'Accueil glacial, on nous a servi du pain de la veille sans le dire, et la vendeuse a haussé les épaules quand nous avons demandé une autre baguette : plus jamais nous ne reviendrons dans cette boulangerie.';
const article = (title: string) =>
  remark('', {
    kind: 'mention',
    form: 'article',
    title,
    rating: null,
    site: 'La Gazette d’Albi',
    url: 'https://gazette.example.com/1',
  });
const burst = {
  site: 'Google',
  worst: 1,
  mildest: 2,
  best: 5,
  days: 2,
  p: 1e-9,
  topic: 'product',
  topicCount: 4,
};

const CASES: Readonly<Record<string, Told>> = {
  'bad-review': told({ rule: 'bad-review', details: { site: 'Google', value: 1, best: 5 } }, [remark(LONG)]),
  'bad-review-unsure': told(
    { rule: 'bad-review', sureness: 'unsure', usual: null, details: { site: 'Booking', value: 5, best: 10 } },
    [remark('', { site: 'Booking', rating: { value: 5, best: 10, worst: 1 }, url: null })],
  ),
  'urgent-word': told(
    { rule: 'urgent-word', usual: null, details: { site: 'Google', word: 'plastique', kind: 'review' } },
    [remark('Du plastique dans ma baguette !')],
  ),
  'urgent-word-law': told(
    {
      rule: 'urgent-word',
      usual: null,
      details: { site: 'La Gazette d’Albi', word: 'tribunal', kind: 'mention' },
    },
    [article('La boulangerie Pélissou devant le tribunal')],
  ),
  'negative-burst': told({ rule: 'negative-burst', count: 4, details: { ...burst, word: 'plastique' } }, [
    remark('Du plastique dans ma baguette !'),
    remark('Un bout de plastique dans le pain de mie.'),
  ]),
  'negative-burst-plain': told(
    { rule: 'negative-burst', count: 5, details: { days: 3, p: 1e-4, topic: 'staff', topicCount: 2 } },
    [
      remark('Vendeuse très désagréable'),
      remark('Pas un bonjour', { kind: 'mention', form: 'post', rating: null }),
    ],
  ),
  press: told({ rule: 'press', usual: null, details: { paper: 'La Gazette d’Albi', bad: 0 } }, [
    article('Pélissou, trente ans de pain au levain'),
  ]),
  'rating-slip': told(
    {
      rule: 'rating-slip',
      count: 9,
      usual: null,
      since: '2026-06-20T16:00:00.000Z',
      details: { site: 'Google', before: 4.62, after: 3.9, best: 5, bad: 9, reviews: 24 },
    },
    [],
  ),
  'bad-share': told(
    { rule: 'bad-share', usual: null, count: 6, details: { bad: 6, all: 12, badBefore: 8, allBefore: 90 } },
    [],
  ),
  'topic-shift': told(
    {
      rule: 'topic-shift',
      count: 6,
      usual: { count: 1, per: 'week' },
      details: { topic: 'waiting', p: 0.001 },
    },
    [],
  ),
};

const written = (alert: Alert) => `${alert.subject}\n\n${alertText(alert)}`;

async function golden(name: string, text: string): Promise<string> {
  const path = join(GOLDENS, name);
  if (process.env['UPDATE_GOLDENS'] === '1' || !existsSync(path)) {
    if (process.env['UPDATE_GOLDENS'] !== '1') throw new Error(`no golden ${name}: UPDATE_GOLDENS=1`);
    await mkdir(GOLDENS, { recursive: true });
    await writeFile(path, text);
  }
  return readFile(path, 'utf8');
}

describe.each(['fr', 'en'] as const)('in %s', language => {
  test.each(Object.keys(CASES))('%s reads as it was agreed', async name => {
    const text = written(alertOf(context(language), CASES[name]!, { trade: 'bakery' }));
    expect(text).toBe(await golden(`${name}.${language}.txt`, text));
  });

  test('the summary reads as it was agreed', async () => {
    const text = written(summaryAlert(context(language), Object.values(CASES), { trade: 'bakery' }));
    expect(text).toBe(await golden(`summary.${language}.txt`, text));
  });
});

/** Any code points: controls, directions, halves of letters, joiners. */
const anything = fc.string({ unit: 'binary', maxLength: 300 });

describe('whatever was said', () => {
  const anyTold = fc
    .record({
      rule: fc.constantFrom(...ALERT_RULES),
      sureness: fc.constantFrom('sure' as const, 'unsure' as const),
      text: fc.oneof(anything, fc.string({ maxLength: 900 }), fc.constant(LONG.repeat(6))),
      site: fc.oneof(
        anything,
        fc.constantFrom('Google', 'LE COURRIER INDÉPENDANT DE LA BASSE VALLÉE DU TARN ET DE L’AVEYRON'),
      ),
      count: fc.constantFrom(0, 1, 2, 1000),
      best: fc.constantFrom(5, 10),
      since: fc.constantFrom(NOW, YESTERDAY, '2026-07-09T05:00:00.000Z', '2025-12-31T23:30:00.000Z'),
      form: fc.constantFrom('review', 'article', 'post'),
      word: fc.constantFrom('plastique', 'mise en demeure', 'x'.repeat(200)),
    })
    .map(one => {
      const rating = one.form === 'review' ? { value: 2, best: one.best, worst: 1 } : null;
      const mention = remark(one.text, {
        site: one.site,
        form: one.form,
        kind: rating ? 'review' : 'mention',
        rating,
      });
      const numbers = {
        value: 2,
        best: one.best,
        worst: 1,
        mildest: 2,
        before: 4.6,
        after: 4.1,
        bad: one.count,
      };
      const counts = {
        reviews: one.count,
        all: one.count,
        badBefore: 1,
        allBefore: one.count,
        topicCount: one.count,
      };
      const details = {
        site: one.site,
        paper: one.site,
        word: one.word,
        topic: 'product',
        ...numbers,
        ...counts,
      };
      return told({ ...one, details }, [mention, mention]);
    });
  const languages = fc.constantFrom('fr' as const, 'en' as const);
  const firms = fc.constantFrom(
    'Pélissou',
    'BOULANGERIE PÂTISSERIE TRADITIONNELLE DES TROIS FRÈRES PÉLISSOU',
  );

  test('a subject has at most 60 characters, a body at most 90 words, on one line each', () => {
    fc.assert(
      fc.property(anyTold, languages, firms, (one, language, firm) => {
        const alert = alertOf(context(language, firm), one, { trade: 'bakery' });
        expect(alert.subject.length).toBeLessThanOrEqual(60);
        expect(alert.subject).not.toMatch(/[\n\r]/);
        expect(wordsOf(alert)).toBeLessThanOrEqual(ALERT_WORDS_MAX);
        const html = alertHtml(alert);
        expect(html).not.toMatch(/<(?:script|img|iframe|link|form)\b|javascript:|undefined|\bNaN\b/i);
        expect(html.length).toBeLessThan(102_000);
        const summary = summaryAlert(context(language, firm), [one, one, one, one, one, one, one], {
          trade: 'bakery',
        });
        expect(wordsOf(summary)).toBeLessThanOrEqual(ALERT_WORDS_MAX);
        expect(summary.subject.length).toBeLessThanOrEqual(60);
      }),
      { numRuns: 150 },
    );
  });

  test('a review of which neither stars nor words are known still has a subject', () => {
    const one = told({ rule: 'bad-review', usual: null, details: { site: 'Google' } }, []);
    const alert = alertOf(context('fr'), one, { trade: 'bakery' });
    expect(alert.subject).toContain('Google');
    expect(written(alert)).not.toMatch(/NaN|undefined|null/);
  });

  test('where two quotations would both be cut short, one that holds the word stands whole', () => {
    const said = [
      'Pain du samedi avec du plastique dedans, immangeable. Personne ne prévient les clients.',
      'Pas un mot d’excuse au comptoir.',
      'Du plastique dans le pain de ce matin, c’est dangereux.',
    ].map(words => remark(words));
    const facts = { rule: 'negative-burst', count: 4, details: { ...burst, word: 'plastique' } } as const;
    const { incident, mentions } = told(facts, said);
    const quoted = (quote: number) =>
      burstDraft({ context: context('fr'), facts: incident.facts, mentions, quote, trade: 'bakery' }).lead;
    const short = quoted(60).join(' ').replaceAll('\u00a0', ' ');
    expect(short).toContain('Par exemple : « Du plastique dans le pain de ce matin, c’est dangereux ».');
    // Where none fits whole, one whose beginning shows the word.
    expect(quoted(40).join(' ').replaceAll('\u00a0', ' ')).toContain('« Pain du samedi avec du plastique…');
    expect(quoted(180).join(' ')).toContain('immangeable');
  });

  test('no reply is offered on health, safety or law', () => {
    for (const name of ['urgent-word', 'urgent-word-law', 'negative-burst'])
      for (const language of ['fr', 'en'] as const) {
        const text = written(alertOf(context(language), CASES[name]!, { trade: 'bakery' }));
        expect(text).not.toMatch(/propose une réponse|proposes a reply/);
      }
  });
});
