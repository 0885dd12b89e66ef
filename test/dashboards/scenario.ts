import type { Answers } from '../../dashboards/view-models/answers.ts';
import type { Context } from '../../dashboards/view-models/context.ts';
import type { MentionView } from '../../queries/mentions.ts';
import type { SiteRating } from '../../queries/ratings.ts';
import type { SourceHealth } from '../../queries/sources.ts';
import type { Volume } from '../../queries/volume.ts';
import type { Because } from '../../src/domain/annotation.ts';
import { FIRM } from '../../src/domain/brand.ts';
import type { ReplyProposal } from '../../src/domain/reply.ts';
import type { Language } from '../../src/domain/words.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';

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

type Given = Partial<MentionView> & { readonly id: string; readonly day: string; readonly text: string };

/** A kept remark on the firm; what is not said is plain. */
export function remark(given: Given): MentionView {
  return {
    kind: 'review',
    form: 'review',
    site: 'Google',
    sourceId: 'google',
    url: `https://avis.example/${given.id}`,
    title: '',
    author: null,
    publishedAt: `${given.day}T09:00:00.000Z`,
    rating: null,
    reply: null,
    language: 'fr',
    verdict: 'kept',
    relevance: { score: 6, because: [{ term: `rule:own-page:${given.site ?? 'Google'}`, weight: 6 }] },
    tone: null,
    topics: [],
    intent: null,
    priority: { label: 'can-wait', because: [] },
    story: null,
    action: null,
    ...given,
  };
}

const stars = (value: number) => ({ value, best: 5, worst: 1 });
const rules = (...keys: string[]): Because => keys.map(key => ({ term: `rule:${key}`, weight: 1 }));

export const COMPLAINT = remark({
  id: '101',
  day: '2026-07-09',
  text: 'Trois messages, personne ne rappelle. Le bureau ne répond pas, et une fenêtre ferme mal depuis la pose. Dommage, elles sont belles.',
  rating: stars(1),
  topics: [{ topic: 'phone', label: 'negative', because: [] }],
  tone: { label: 'negative', score: -0.9, abstain: false, because: [] },
  intent: { label: 'complaint', because: [] },
  priority: { label: 'now', because: rules('low-rating', 'repeat:phone:2026-07-02:2') },
});

export const ENQUIRY = remark({
  id: '102',
  day: '2026-07-11',
  kind: 'mention',
  form: 'post',
  site: 'Forum Chantiers d’Arvor',
  sourceId: 'forum',
  text: 'Un menuisier près de Vannes pour six volets roulants ? Quelqu’un connaît Kerlann ?',
  relevance: { score: 2.2, because: [{ term: 'rule:capital:Kerlann', weight: 0.5 }] },
  tone: { label: 'neutral', score: 0, abstain: false, because: [] },
  intent: { label: 'lead', because: rules('person') },
  priority: { label: 'today', because: rules('lead') },
});

/** What is proposed to answer under the complaint. */
export const DRAFT: Extract<ReplyProposal, { kind: 'draft' }> = {
  kind: 'draft',
  text: 'Bonjour, vous dites avoir laissé des messages au bureau et attendre encore un appel : je comprends votre agacement, et merci pour le mot sur les fenêtres. Je ne parle pas d’un chantier en public. Pour en discuter de vive voix, demandez-moi à l’atelier ; l’adresse est sur notre site. [Si c’est vrai : ce qui a changé pour les appels.] Yves, gérant',
  language: 'fr',
  beside: null,
  unfinished: true,
  own: false,
};

const CAN_WAIT = [
  remark({
    id: '103',
    day: '2026-07-11',
    text: 'Bien posé, mais deux semaines de retard.',
    rating: stars(3),
    priority: { label: 'can-wait', because: rules('middle-rating') },
    tone: { label: 'mixed', score: 0, abstain: false, because: [] },
  }),
  remark({
    id: '104',
    day: '2026-07-10',
    kind: 'mention',
    form: 'message',
    site: 'Votre page Facebook',
    text: 'La véranda de nos voisins est superbe.',
    tone: { label: 'positive', score: 0.8, abstain: false, because: [] },
    priority: { label: 'can-wait', because: rules('praise') },
  }),
  remark({
    id: '105',
    day: '2026-07-08',
    site: 'Avis d’Armor',
    text: 'Très bon conseil, et pose soignée.',
    rating: stars(5),
    priority: { label: 'can-wait', because: rules('praise') },
  }),
  remark({
    id: '106',
    day: '2026-07-08',
    kind: 'mention',
    form: 'article',
    site: 'Le Courrier d’Arzhuel',
    title: 'Deux apprentis chez Kerlann',
    text: 'La menuiserie vannetaise accueille deux apprentis à la rentrée.',
    story: {
      id: 's1',
      copies: 2,
      sites: ['Le Courrier d’Arzhuel', 'La Gazette des Deux-Rias', 'L’Écho de Kermoalec'],
    },
    intent: { label: 'press', because: [] },
    priority: { label: 'can-wait', because: rules('press') },
  }),
];

const DONE = [
  remark({
    id: '107',
    day: '2026-07-07',
    text: 'Belle pose, chantier propre.',
    rating: stars(5),
    reply: { text: 'Merci.', at: '2026-07-08T08:00:00.000Z', seenAt: '2026-07-08T17:00:00.000Z' },
    priority: { label: 'none', because: rules('reply-seen') },
  }),
];

const ASIDE = [
  remark({
    id: '108',
    day: '2026-07-10',
    kind: 'mention',
    form: 'article',
    site: 'L’Écho de Kermoalec',
    title: 'Le garage Kerlann fête ses vingt ans à Plouarvel',
    text: 'Le garage Kerlann fête ses vingt ans à Plouarvel.',
    verdict: 'dropped',
    relevance: {
      score: -4.3,
      because: [
        { term: 'rule:excluded:garage', weight: -2.2 },
        { term: 'rule:excluded:Plouarvel', weight: -2.2 },
      ],
    },
    priority: { label: 'none', because: rules('not-you') },
  }),
];

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
