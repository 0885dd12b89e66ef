import type { Annotation, StageName } from '../../src/domain/annotation.ts';
import { loadPack } from '../../src/platform/data-files.ts';
import type { CorpusRow } from './corpus.ts';
import { corpusRows, TEST_FILES } from './corpus.ts';
import { annotate, firm, item, percent, stagesUpTo } from './labelled.ts';

export type Read = { readonly row: CorpusRow; readonly said: readonly Annotation[] };

/**
 * Our own test split as the chain reads it: each text stands on its firm's own page, with its trade's pack where
 * there is one (the test's trades have none: the general pack), and press in the form of an article.
 */
export async function readOwnSplit(last: StageName): Promise<Read[]> {
  const rows = TEST_FILES.flatMap(file => corpusRows(file));
  const read: Read[] = [];
  for (const [trade, ours] of Map.groupBy(rows, row => loadPack(row.trade).id)) {
    const items = ours.map((row, index) =>
      item(String(index), row.text, { about: 'firm', form: row.intent === 'press' ? 'article' : 'post' }),
    );
    const found = await annotate(stagesUpTo(firm('x', {}, trade), last), items);
    for (const [index, row] of ours.entries()) read.push({ row, said: found.get(String(index)) ?? [] });
  }
  return read;
}

type Counts = { hit: number; false: number; missed: number };

/** Topics present (micro and each), and their polarity where both speak of one. */
export function topicFigures(read: readonly Read[]): Record<string, unknown> {
  const each = new Map<string, Counts>();
  const count = (topic: string, what: keyof Counts): void => {
    const counts = each.get(topic) ?? { hit: 0, false: 0, missed: 0 };
    counts[what] += 1;
    each.set(topic, counts);
  };
  const tones: (readonly [said: string, is: string])[] = [];
  for (const { row, said } of read) {
    const found = new Map(
      said.filter(one => one.stage === 'topics').map(one => [one.item.replace(/\..*/, ''), one.label]),
    );
    for (const topic of new Set([...found.keys(), ...Object.keys(row.topics)])) {
      const is = row.topics[topic as keyof typeof row.topics];
      const label = found.get(topic);
      count(topic, is === undefined ? 'false' : label === undefined ? 'missed' : 'hit');
      if (is !== undefined && label !== undefined) tones.push([label, is]);
    }
  }
  const sums = [...each.values()].reduce((a, b) => ({
    hit: a.hit + b.hit,
    false: a.false + b.false,
    missed: a.missed + b.missed,
  }));
  const clear = tones.filter(([, is]) => is === 'positive' || is === 'negative');
  return {
    'own texts: topics present': {
      ...shares(sums),
      n: read.length,
    },
    'own texts: each topic, F1': Object.fromEntries(
      [...each]
        .sort((a, b) => b[1].hit + b[1].missed - a[1].hit - a[1].missed)
        .map(([topic, counts]) => [topic, shares(counts).f1]),
    ),
    'own texts: polarity where both speak': {
      'four ways': percent(alike(tones)),
      'good or bad': percent(alike(clear)),
      opposite: percent(
        clear.filter(([said, is]) => isOpposite(said, is)).length / Math.max(1, clear.length),
      ),
      n: tones.length,
    },
  };
}

/** Each intent's F1 and their mean. */
export function intentFigures(read: readonly Read[]): Record<string, unknown> {
  const each = new Map<string, Counts>();
  const of = (intent: string): Counts => {
    const counts = each.get(intent) ?? { hit: 0, false: 0, missed: 0 };
    each.set(intent, counts);
    return counts;
  };
  let right = 0;
  for (const { row, said } of read) {
    const label = said.find(one => one.stage === 'intent')?.label ?? 'none';
    if (label === row.intent) {
      of(label).hit += 1;
      right += 1;
    } else {
      of(label).false += 1;
      of(row.intent).missed += 1;
    }
  }
  const f1s = [...each].map(([intent, counts]) => [intent, shares(counts).f1] as const);
  const mean = f1s.reduce((sum, [, f1]) => sum + f1, 0) / Math.max(1, f1s.length);
  return {
    'own texts: intent, F1': {
      macro: Math.round(mean * 10) / 10,
      accuracy: percent(right / Math.max(1, read.length)),
      ...Object.fromEntries(f1s),
      n: read.length,
    },
  };
}

function shares(counts: Counts): { precision: number; recall: number; f1: number } {
  const precision = counts.hit / Math.max(1, counts.hit + counts.false);
  const recall = counts.hit / Math.max(1, counts.hit + counts.missed);
  const f1 = percent((2 * counts.hit) / Math.max(1, 2 * counts.hit + counts.false + counts.missed));
  return { precision: percent(precision), recall: percent(recall), f1 };
}

function alike(pairs: readonly (readonly [string, string])[]): number {
  return pairs.filter(([said, is]) => said === is).length / Math.max(1, pairs.length);
}

function isOpposite(said: string, is: string): boolean {
  return (said === 'positive' && is === 'negative') || (said === 'negative' && is === 'positive');
}
