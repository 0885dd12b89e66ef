import { learnRelevance, makeStage } from '../../pipelines/relevance/stage.ts';
import type { Annotation } from '../../src/domain/annotation.ts';
import { FIRM } from '../../src/domain/brand.ts';
import type { Settings } from '../../src/domain/settings/settings.ts';
import type { Item } from '../../src/domain/stage.ts';
import { loadData } from '../../src/platform/data-files.ts';
import { type EvalOptions, firm, item, labelled, percent, report, scored } from './labelled.ts';

type Case = {
  brand: string;
  relevant: boolean;
  title?: string;
  summary?: string;
  text?: string;
  url?: string;
};

/** What the owner of such a firm would write in her settings: a few words of her trade. Other brands: none. */
const WORDS: Readonly<Record<string, { context: string[]; exclude?: string[] }>> = {
  Orange: {
    context: ['opérateur', 'télécoms', 'fibre', 'mobile', 'forfait', 'réseau', '5G', 'Livebox', 'Sosh'],
  },
  Free: {
    context: ['opérateur', 'télécoms', 'forfait', 'mobile', 'Freebox', 'Iliad', 'fibre', 'abonnés', 'Niel'],
  },
  Boulanger: { context: ['électroménager', 'high-tech', 'enseigne', 'magasin', 'ordinateur', 'téléviseur'] },
  Picard: { context: ['surgelés', 'congelés', 'magasin', 'produits', 'glaces'] },
  Apple: {
    context: ['iPhone', 'iPad', 'Mac', 'iOS', 'iTunes', 'App Store', 'Steve Jobs', 'laptop', 'phone'],
  },
};
/** Half-way through the band "to check": where a forced answer falls. */
const FORCED = -0.4;
const CLICKS = 20;
const ROUNDS = 10;

/** `npm run eval -- relevance`: is it about the brand, with and without the owner's words, and after her answers. */
export async function run(options: EvalOptions): Promise<number> {
  const cases = labelled<Case>(options, 'text/relevance_fr.jsonl');
  if (!cases) return 0;
  const rows = cases.map((one, index) => ({ ...one, item: itemOf(one, index) }));
  const bare = await scores(rows, brand => firm(brand));
  const told = await scores(rows, brand => firm(brand, WORDS[brand] ?? {}));
  report(options, {
    'name alone is always us': scored(rows.map(row => [true, row.relevant])),
    'settings: the name only': figures(rows, bare),
    'settings: name and trade words': figures(rows, told),
    [`after ${CLICKS} answers (words)`]: await afterAnswers(rows),
    perBrand: perBrand(rows, told),
  });
  return 0;
}

type Row = Case & { item: Item };

function itemOf(one: Case, index: number): Item {
  return item(String(index), one.summary ?? one.text ?? '', {
    title: one.title ?? '',
    url: one.url ?? null,
    form: one.title ? 'article' : 'post',
  });
}

async function scores(
  rows: readonly Row[],
  settingsOf: (brand: string) => Settings,
): Promise<Map<string, Annotation>> {
  const found = new Map<string, Annotation>();
  for (const brand of new Set(rows.map(row => row.brand))) {
    const settings = settingsOf(brand);
    const stage = makeStage(settings, loadData('general'), null);
    const items = rows.filter(row => row.brand === brand).map(row => row.item);
    const { annotations } = await stage.run({ items, annotations: new Map() });
    for (const one of annotations) if (one.item === FIRM) found.set(one.mentionId, one);
  }
  return found;
}

function figures(rows: readonly Row[], found: ReadonlyMap<string, Annotation>): object {
  const label = (row: Row): string => found.get(row.item.id)?.label ?? 'none';
  return {
    ...scored(rows.map(row => [(found.get(row.item.id)?.score ?? -9) > FORCED, row.relevant])),
    keptOnlyF1: scored(rows.map(row => [label(row) === 'kept', row.relevant])).f1,
    toCheck: percent(rows.filter(row => label(row) === 'to-check').length / rows.length),
    droppedWrongly: rows.filter(row => row.relevant && (label(row) === 'dropped' || label(row) === 'none'))
      .length,
  };
}

function perBrand(rows: readonly Row[], found: ReadonlyMap<string, Annotation>): object {
  const brands = [...new Set(rows.map(row => row.brand))];
  return Object.fromEntries(
    brands.map(brand => {
      const some = rows.filter(row => row.brand === brand);
      return [
        brand,
        scored(some.map(row => [(found.get(row.item.id)?.score ?? -9) > FORCED, row.relevant])).f1,
      ];
    }),
  );
}

/** Learns from 20 labelled remarks per brand, judges the others; mean over rounds with other draws. */
async function afterAnswers(rows: readonly Row[]): Promise<object> {
  const before: [boolean, boolean][] = [];
  const after: [boolean, boolean][] = [];
  for (const brand of new Set(rows.map(row => row.brand))) {
    const some = rows.filter(row => row.brand === brand);
    const settings = firm(brand, WORDS[brand] ?? {});
    const data = loadData('general');
    for (let round = 0; round < ROUNDS && some.length > CLICKS * 1.5; round += 1) {
      const drawn = [...some].sort((a, b) => mixed(a.item.id, round) - mixed(b.item.id, round));
      const asked = drawn.slice(0, CLICKS);
      const state = learnRelevance(
        settings,
        data,
        asked.map(row => ({ item: row.item, subject: FIRM, isUs: row.relevant })),
      );
      for (const [given, into] of [
        [null, before],
        [state, after],
      ] as const) {
        const result = await makeStage(settings, data, given).run({
          items: drawn.slice(CLICKS).map(row => row.item),
          annotations: new Map(),
        });
        const found = new Map(result.annotations.map(one => [one.mentionId, one.score]));
        for (const row of drawn.slice(CLICKS))
          into.push([(found.get(row.item.id) ?? -9) > FORCED, row.relevant]);
      }
    }
  }
  return { before: scored(before).f1, after: scored(after).f1, judged: after.length };
}

/** A fixed shuffle per round. */
function mixed(id: string, round: number): number {
  let hash = round * 2654435761 + 1;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 16777619);
  hash ^= hash >>> 13;
  return Math.imul(hash, 0x5bd1e995) >>> 0;
}
