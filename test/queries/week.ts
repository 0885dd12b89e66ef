import type { Annotation, Because } from '../../src/domain/annotation.ts';
import { FOLLOWS } from '../../src/domain/annotation.ts';
import type { Observation } from '../../src/domain/observation.ts';
import type { ConfiguredSource } from '../../src/domain/settings/source.ts';
import { saveAction } from '../../src/platform/store/actions.ts';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { savePageChanges } from '../../src/platform/store/pages.ts';
import { saveTagged } from '../../src/platform/store/save-tagged.ts';
import { failSource } from '../../src/platform/store/source-state.ts';
import { pendingTags } from '../../src/platform/store/tagging.ts';
import { article, batchOf, review, source, tag, VERSIONS } from '../store/world.ts';

/** Monday 13 July 2026, 7 h 02 in Vannes; the week told about is 6–12 July. */
export const NOW = '2026-07-13T05:02:00.000Z';
export const WEEK = { from: '2026-07-06', to: '2026-07-12' };

export const google = source('Google');
export const armor = source('Avis d’Armor');
export const armorRival = source('Avis d’Armor', 'Ouvertures du Golfe', 'https://armor.example/golfe');
export const forum = source('Forum Chantiers d’Arvor');
export const courrier = source('Le Courrier d’Arzhuel');
export const gazette = source('La Gazette');
export const echo = source('L’Écho de Kermoalec');
export const yellow = source('PagesJaunes');
export const golfe = source('Ouvertures du Golfe', 'Ouvertures du Golfe');

const NAMED: Because = [{ term: 'Kerlann', weight: 1 }];
const at = (day: string, hour = 8) => `2026-${day}T${String(hour).padStart(2, '0')}:00:00.000Z`;

/** What the stages would say of one text. */
type Said = {
  readonly subject?: string;
  readonly verdict?: string;
  readonly because?: Because;
  readonly tone?: string;
  readonly abstain?: boolean;
  readonly topics?: readonly string[];
  readonly intent?: string;
  readonly priority?: readonly [label: string, score: number];
  /** Whose copy it is, by the name given here. */
  readonly story?: readonly [first: string, likeness: number];
  readonly own?: boolean;
};

export type World = { readonly store: Store; readonly ids: ReadonlyMap<string, string> };

/**
 * The scenario of the screens, written by hand: seven remarks on the firm (four reviews), two copies, one
 * namesake; a replied review, an enquiry, a rival's promotion, one site silent and one that refuses.
 */
export async function kerlannWeek(): Promise<World> {
  const store = await openStore({ dataDir: ':memory:', brandId: 'menuiserie-kerlann' });
  const ids = new Map<string, string>();
  const say = (name: string, from: ConfiguredSource, observation: Observation, said: Said) =>
    tell(store, ids, name, from, observation, said);
  await weekBefore(say);
  await reviewsOfTheWeek(say);
  await otherRemarks(say);
  await theSites(store);
  return { store, ids };
}

type Say = (name: string, from: ConfiguredSource, observation: Observation, said: Said) => Promise<void>;

async function weekBefore(say: Say): Promise<void> {
  const merci = { text: 'Merci de votre message', at: at('07-03', 7) };
  await say(
    'rappel-02',
    google,
    review('g02', 2, 'Jamais rappelé malgré deux messages', at('07-02'), merci),
    {
      tone: 'negative',
      topics: ['rappel:negative'],
      priority: ['now', 90],
    },
  );
  await say('avis-30', google, review('g30', 5, 'Pose parfaite', at('06-30')), {
    tone: 'positive',
    topics: ['pose:positive'],
    priority: ['can-wait', 10],
  });
  await say('golfe-01', armorRival, review('a01', 4, 'Bon accueil', at('07-01')), {
    subject: 'ouvertures-du-golfe',
    tone: 'positive',
  });
}

async function reviewsOfTheWeek(say: Say): Promise<void> {
  const merci = { text: 'Merci beaucoup', at: at('07-08', 7) };
  await say('google-07', google, review('g07', 5, 'Belle pose, chantier propre', at('07-07'), merci), {
    tone: 'positive',
    topics: ['pose:positive', 'propre:positive'],
    priority: ['can-wait', 10],
  });
  await say('armor-08', armor, review('a08', 5, 'Très bon conseil, et pose soignée', at('07-08')), {
    tone: 'positive',
    topics: ['conseil:positive', 'pose:positive'],
    priority: ['can-wait', 10],
  });
  await say('google-09', google, review('g09', 1, 'Trois messages, personne ne rappelle', at('07-09')), {
    tone: 'negative',
    topics: ['rappel:negative'],
    intent: 'complaint',
    priority: ['now', 100],
  });
  await say('google-11', google, review('g11', 3, 'Bien posé, mais deux semaines de retard', at('07-11')), {
    tone: 'mixed',
    topics: ['delai:negative', 'pose:positive'],
    priority: ['can-wait', 20],
  });
  await say('golfe-08', armorRival, review('ag8', 2, 'Injoignables depuis la signature', at('07-08')), {
    subject: 'ouvertures-du-golfe',
    tone: 'negative',
    topics: ['rappel:negative'],
  });
}

async function otherRemarks(say: Say): Promise<void> {
  const press = (site: string) =>
    article(
      `https://${site}.example/apprentis`,
      'Deux apprentis chez Kerlann',
      'La menuiserie forme.',
      at('07-08'),
    );
  const told = { tone: 'neutral', intent: 'press', priority: ['can-wait', 5] } as const;
  await say('presse-1', courrier, press('courrier'), told);
  // Word for word, as papers print what an agency sends: the likeness is whole.
  await say('presse-2', gazette, press('gazette'), { ...told, story: ['presse-1', 1] });
  await say('presse-3', echo, press('echo'), { ...told, story: ['presse-1', 0.8] });
  const facebook = article(
    'https://fb.example/1',
    '',
    'La véranda de nos voisins est superbe, merci Kerlann',
    at('07-10'),
  );
  await say('facebook', source('Votre page Facebook'), facebook, {
    tone: 'positive',
    priority: ['can-wait', 10],
  });
  const demande = article(
    'https://forum.example/t/9',
    'Volets',
    'Quelqu’un connaît Kerlann ? 100 % sérieux',
    at('07-11'),
  );
  await say('demande', forum, demande, {
    tone: 'neutral',
    abstain: true,
    intent: 'lead',
    priority: ['today', 80],
  });
  const garage = article(
    'https://echo.example/garage',
    'Garage Kerlann',
    'Le garage Kerlann de Plouarvel',
    at('07-10'),
  );
  await say('garage', echo, garage, { verdict: 'dropped', because: NAMED });
  const other = article(
    'https://echo.example/volets',
    'Volets',
    'Cherche un menuisier à Vannes',
    at('07-10'),
  );
  await say('demande-sans-nom', echo, other, { verdict: 'dropped', because: [], intent: 'lead' });
  const own = article(
    'https://kerlann.example/blog',
    'Nos portes',
    'Kerlann vous présente ses portes',
    at('07-10'),
  );
  await say('propre', echo, own, { own: true, tone: 'positive', priority: ['now', 1] });
}

async function theSites(store: Store): Promise<void> {
  const rating = (average: number, count: number) =>
    ({ kind: 'rating', average, best: 5, worst: 1, count }) as const;
  const job = {
    kind: 'job',
    sourceItemId: 'p1',
    title: 'Poseur de menuiseries',
    contract: 'CDI',
    place: 'Vannes',
    publishedAt: at('07-07'),
  } as const;
  await commitBatch(store, batchOf(google, '2026-07-05T20:00:00.000Z', [rating(4.25, 115)]));
  for (const from of [forum, courrier, gazette, echo]) await commitBatch(store, batchOf(from, NOW, []));
  await commitBatch(store, batchOf(google, NOW, [rating(4.22, 118)]));
  const volet = (price: number) => ({ kind: 'price', product: 'Volet', price, currency: 'EUR' }) as const;
  await commitBatch(store, batchOf(golfe, '2026-05-18T08:00:00.000Z', [rating(4.6, 61), volet(129)]));
  await commitBatch(store, batchOf(golfe, '2026-07-08T08:00:00.000Z', [rating(4.6, 61), volet(119), job]));
  const failed = { params: { host: 'armor.example' }, nextDueAt: '2026-07-13T11:00:00.000Z', hosts: [] };
  await failSource(store, {
    ...failed,
    source: armor,
    at: at('07-10'),
    code: 'SourceUnreachable',
    health: 'failing',
  });
  await failSource(store, { ...failed, source: yellow, at: NOW, code: 'SourceBlocked', health: 'refused' });
  const changes = [
    {
      sourceId: golfe.id,
      site: 'Ouvertures du Golfe',
      subject: 'ouvertures-du-golfe',
      url: 'https://golfe.example/promotions',
      kind: 'promotion',
      before: 'Volets roulants : −10 %',
      after: 'Volets roulants : −15 % jusqu’au 31 juillet',
      beforeSince: '2026-05-18T08:00:00.000Z',
      seenAt: '2026-07-08T09:00:00.000Z',
      localDay: '2026-07-08',
    },
  ];
  await store.write(trx => savePageChanges(trx, store, changes));
}

async function tell(
  store: Store,
  ids: Map<string, string>,
  name: string,
  from: ConfiguredSource,
  observation: Observation,
  said: Said,
): Promise<void> {
  const observedAt = 'publishedAt' in observation && observation.publishedAt ? observation.publishedAt : NOW;
  const { toTag } = await commitBatch(store, batchOf(from, observedAt, [observation]));
  const id = toTag[0] ?? '';
  ids.set(name, id);
  const outboxIds = (await pendingTags(store)).map(promise => promise.outboxId);
  const annotations = annotationsOf(ids, id, said);
  const batch = { mentionIds: toTag, versions: VERSIONS, annotations, stories: [], memories: [], outboxIds };
  await saveTagged(store, batch, observedAt);
}

function annotationsOf(ids: ReadonlyMap<string, string>, id: string, said: Said): Annotation[] {
  const {
    subject = 'firm',
    verdict = 'kept',
    because = NAMED,
    priority = ['none', 0],
    story: [first, likeness] = ['', 1],
  } = said;
  const other = subject === 'firm' ? 'ouvertures-du-golfe' : 'firm';
  // The chain drops own posts at once: no later stage says anything of them.
  if (said.own) return [tag(id, 'own-posts', 'own')];
  return [
    tag(id, 'own-posts', 'other'),
    tag(id, 'language', 'fr', { score: 1 }),
    tag(id, 'relevance', verdict, { item: subject, score: 2, because }),
    tag(id, 'relevance', 'dropped', { item: other, score: -3 }),
    tag(id, 'stories', ids.get(first) ?? id, { score: likeness }),
    // Everything goes on with the first matter: no question may count a remark twice, nor take it for a copy.
    tag(id, 'stories', [...ids.values()][0] ?? id, { item: FOLLOWS, score: likeness }),
    ...(said.tone ? [tag(id, 'sentiment', said.tone, { abstain: said.abstain ?? false })] : []),
    ...(said.topics ?? []).map(topic => {
      const [item = '', label = ''] = topic.split(':');
      return tag(id, 'topics', label, { item });
    }),
    tag(id, 'intent', said.intent ?? 'none'),
    tag(id, 'priority', priority[0], { score: priority[1] }),
  ];
}

export async function act(
  world: World,
  name: string,
  verb: 'done' | 'later' | 'not-us' | 'is-us',
  until?: string,
) {
  const mentionId = world.ids.get(name) ?? '';
  return saveAction(world.store, { mentionId, verb, subject: 'firm', ...(until ? { until } : {}) }, NOW);
}
