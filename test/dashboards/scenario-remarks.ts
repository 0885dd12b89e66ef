import type { MentionView } from '../../queries/mentions.ts';
import type { Because } from '../../src/domain/annotation.ts';
import type { ReplyProposal } from '../../src/domain/reply.ts';

/** The remarks of the scenario's week. */

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

export const CAN_WAIT = [
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

export const DONE = [
  remark({
    id: '107',
    day: '2026-07-07',
    text: 'Belle pose, chantier propre.',
    rating: stars(5),
    reply: { text: 'Merci.', at: '2026-07-08T08:00:00.000Z', seenAt: '2026-07-08T17:00:00.000Z' },
    priority: { label: 'none', because: rules('reply-seen') },
  }),
];

export const ASIDE = [
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
