import type { Answers } from '../../dashboards/view-models/answers.ts';
import type { Context } from '../../dashboards/view-models/context.ts';
import type { SiteRating } from '../../queries/ratings.ts';
import type { SourceHealth } from '../../queries/sources.ts';
import type { Volume } from '../../queries/volume.ts';
import { FIRM } from '../../src/domain/brand.ts';
import type { Language } from '../../src/domain/words.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';
import { ASIDE, CAN_WAIT, COMPLAINT, DONE, ENQUIRY } from './scenario-remarks.ts';

/** Menuiserie Kerlann, Vannes, opened on Monday 13 July 2026 at 7:02: one week with a figure for every line. */
export const NOW = '2026-07-13T05:02:00.000Z';

const RIVALS = [
  { subject: 'ouvertures-du-golfe', name: 'Ouvertures du Golfe' },
  { subject: 'fenetres-morbraz', name: 'Fenêtres Morbraz' },
  { subject: 'menuiserie-kervanoc', name: 'Menuiserie Kervanoc' },
  { subject: 'atelier-guenroc', name: 'Atelier Guenroc' },
];

const TOPICS: Readonly<Record<Language, readonly (readonly [string, string])[]>> = {
  fr: [
    ['phone', 'Rappel'],
    ['quality', 'Pose soignée'],
    ['deadline', 'Délai de pose'],
    ['advice', 'Conseil'],
  ],
  en: [
    ['phone', 'Calling back'],
    ['quality', 'Careful fitting'],
    ['deadline', 'Fitting time'],
    ['advice', 'Advice'],
  ],
};

export async function scenarioContext(language: Language): Promise<Context> {
  return {
    catalogue: loadCatalogue(language),
    timezone: 'Europe/Paris',
    now: NOW,
    today: '2026-07-13',
    firm: 'Menuiserie Kerlann',
    town: 'Vannes',
    rivals: RIVALS,
    topics: new Map(TOPICS[language]),
    letter: { day: 'monday', at: '07:00' },
  };
}

function volume(mentions: number, reviews: number, tones: Volume['tones'], before: Volume['before']): Volume {
  return { days: [], mentions, reviews, tones, before };
}

const NO_TONES = { positive: 0, neutral: 0, negative: 0, mixed: 0, unclear: 0 };
const NOTHING = { mentions: 0, reviews: 0, tones: NO_TONES };

function rating(
  site: string,
  count: number,
  average: number,
  before: [number, number],
  recent: number,
): SiteRating {
  return {
    site,
    sourceId: site,
    best: 5,
    average,
    count,
    distribution: null,
    seenAt: NOW,
    averageBefore: before[1],
    countBefore: before[0],
    received: 0,
    receivedBefore: 0,
    recent,
    replied: 0,
  };
}

export function health(name: string, state: string, given: Partial<SourceHealth> = {}): SourceHealth {
  return {
    sourceId: name,
    name,
    collector: 'review-page',
    subject: FIRM,
    health: state,
    lastReadAt: NOW,
    lastOkAt: NOW,
    failingSince: null,
    error: null,
    nextDueAt: null,
    brought: [],
    usualPerMonth: 1,
    ...given,
  };
}

const WEEKS = [1, 2, 1, 2, 0, 2, 1, 2, 5, 2, 2, 2, 4];

export const SCENARIO: Answers = {
  period: { from: '2026-07-06', to: '2026-07-12' },
  todo: {
    now: [COMPLAINT, ENQUIRY],
    canWait: CAN_WAIT,
    done: DONE,
    aside: ASIDE,
    confirm: [],
    todoBefore: 3,
  },
  volume: volume(
    7,
    4,
    { positive: 3, mixed: 1, negative: 1, neutral: 2, unclear: 0 },
    { mentions: 5, reviews: 2, tones: NO_TONES },
  ),
  since: volume(0, 0, NO_TONES, NOTHING),
  usual: volume(55, 26, NO_TONES, NOTHING),
  ratings: {
    sites: [
      rating('Google', 118, 498 / 118, [115, 489 / 115], 20),
      rating('Avis d’Armor', 17, 4.29, [16, 4.25], 3),
      rating('PagesJaunes', 14, 4.57, [14, 4.57], 3),
    ],
    weeks: WEEKS.map((received, index) => ({ monday: `week-${index}`, received, bySource: {} })),
  },
  changes: {
    changes: [
      {
        id: 'c1',
        subject: 'ouvertures-du-golfe',
        site: 'Promotions',
        url: 'https://golfe.example/promotions',
        kind: 'promotion',
        before: 'Volets roulants : −10 %',
        after: 'Volets roulants : −15 % jusqu’au 31 juillet',
        beforeSince: '2026-05-18T06:00:00.000Z',
        seenAt: '2026-07-08T06:00:00.000Z',
        previousAt: null,
      },
      {
        id: 'c2',
        subject: 'fenetres-morbraz',
        site: 'France Travail',
        url: null,
        kind: 'job',
        before: '',
        after: 'Poseur de menuiseries, CDI, Vannes',
        beforeSince: null,
        seenAt: '2026-07-07T06:00:00.000Z',
        previousAt: '2026-04-13T06:00:00.000Z',
      },
    ],
    watched: RIVALS.map(rival => rival.subject),
    unread: [],
  },
  sources: {
    sources: [
      health('Google', 'ok'),
      health('Avis d’Armor', 'failing', {
        failingSince: '2026-07-10T05:02:00.000Z',
        error: { code: 'SourceUnreachable', params: {} },
      }),
      health('PagesJaunes', 'refused', { error: { code: 'SourceBlocked', params: {} } }),
    ],
  },
  coverage: {
    texts: 10,
    remarks: 7,
    copies: 2,
    aside: 1,
    confirm: 0,
    sitesRead: 12,
    sitesTotal: 14,
    lastReadAt: NOW,
  },
  topics: {
    topics: [
      {
        topic: 'quality',
        mentions: 3,
        positive: 3,
        negative: 0,
        mixed: 0,
        neutral: 0,
        before: 2,
        examples: [],
      },
    ],
  },
  share: { subjects: [] },
  incidents: { incidents: [] },
};

/** The scenario with its list grown to `count` remarks that can wait. */
export function crowded(count: number): Answers {
  const canWait = Array.from({ length: count }, (_, index) => {
    const like = CAN_WAIT[index % CAN_WAIT.length]!;
    return { ...like, id: `many-${index}`, text: `${like.text} N° ${index}` };
  });
  return { ...SCENARIO, todo: { ...SCENARIO.todo, canWait } };
}
