import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ComplaintFact } from '../../pipelines/intent/complaint.ts';
import { complaintFacts } from '../../pipelines/intent/complaint.ts';
import { signIndex, signsOf } from '../../pipelines/intent/signs.ts';
import { makeStages } from '../../pipelines/main.ts';
import type { Annotation } from '../../src/domain/annotation.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import type { Item } from '../../src/domain/stage.ts';
import { loadData } from '../../src/platform/data-files.ts';
import { mulberry } from './linear.ts';
import { FILES, itemOf, readCorpus } from './train-cues.ts';

/**
 * `node data/model/fit-complaints.ts`: prints the log-odds of pipelines/intent/complaint.ts, and how well they do on
 * a trade, or a fifth of the open posts, that they were not fitted on. Reads the training files of the cues and
 * our own short posts to accounts (data/corpus/open), nothing else.
 */

const FACTS: readonly ComplaintFact[] = [
  'waiting',
  'noAnswer',
  'notWorking',
  'fault',
  'secondFault',
  'badTone',
  'goodTone',
  'question',
  'addressed',
  'denial',
  'service',
  'deniedService',
  'askedService',
  'span',
  'hashtag',
  'exclaimed',
];
/** What praises or asks may speak against a complaint; a sign of one never does. */
const MAY_SPEAK_AGAINST: ReadonlySet<ComplaintFact> = new Set([
  'goodTone',
  'question',
  'addressed',
  'deniedService',
  'askedService',
  'exclaimed',
]);
/** Tones of texts that the model has learnt are right; in life a third is not, so that many are exchanged. */
const WRONG_TONES = 1 / 3;
const RIDGES = [3, 10, 30, 100] as const;
const PASSES = 25;
const POST_FOLDS = 5;
const SEED = 20_26;

type Text = {
  readonly item: Item;
  readonly isComplaint: boolean;
  /** Texts that are left out together. */
  readonly group: string;
  /** Texts that count as much as each other kind's, all together. */
  readonly kind: string;
};
type Example = Text & { readonly facts: ReadonlyMap<ComplaintFact, number>; readonly weight: number };
type Weights = { readonly base: number; readonly of: ReadonlyMap<ComplaintFact, number> };

function texts(): Text[] {
  // Press is told by its form.
  const ours = FILES.flatMap(file => readCorpus(file).rows)
    .filter(row => row.intent !== 'press')
    .map(row => ({
      item: itemOf(row),
      isComplaint: row.intent === 'complaint',
      group: row.trade,
      kind: row.intent,
    }));
  const source = readFileSync(path.join(import.meta.dirname, '../corpus/open/posts.jsonl'), 'utf8');
  const posts = source
    .split('\n')
    .filter(line => line !== '')
    .map((line, at) => {
      const { text, lang, complaint } = JSON.parse(line) as {
        text: string;
        lang: 'fr' | 'en';
        complaint: boolean;
      };
      return {
        item: itemOf({ text, lang }),
        isComplaint: complaint,
        group: `post ${at % POST_FOLDS}`,
        kind: `post ${complaint}`,
      };
    });
  return [...ours, ...posts].map((one, at) => ({ ...one, item: { ...one.item, id: String(at) } }));
}

/**
 * Posts count as much as all texts of firms' pages, complaints as much as all else: one that is missed costs more
 * than one that is read in vain. What is no complaint is any of the rest, each intent alike.
 */
function weighted(all: readonly (Text & { facts: Example['facts'] })[]): Example[] {
  const counts = new Map<string, number>();
  for (const { kind } of all) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const others = [...counts.keys()].filter(kind => !kind.startsWith('post') && kind !== 'complaint').length;
  return all.map(one => {
    const isOther = !one.isComplaint && !one.kind.startsWith('post');
    return { ...one, weight: (all.length / 4 / counts.get(one.kind)!) * (isOther ? 1 / others : 1) };
  });
}

async function examples(): Promise<Example[]> {
  const all = texts();
  const data = loadData('general');
  const settings = settingsSchema.parse({
    firm: { name: 'x', trade: 'general', establishments: [{ town: '—' }] },
  });
  const found = new Map<string, Annotation[]>(all.map(({ item }) => [item.id, []]));
  for (const stage of makeStages(settings, data, {})) {
    if (stage.name !== 'language' && stage.name !== 'sentiment') continue;
    const { annotations } = await stage.run({ items: all.map(({ item }) => item), annotations: found });
    for (const one of annotations) found.get(one.mentionId)?.push(one);
  }
  const tones = all.map(({ item }) => found.get(item.id)?.find(one => one.stage === 'sentiment'));
  const index = signIndex(data, []);
  const random = mulberry(SEED);
  return weighted(
    all.map((one, at) => {
      const isExchanged = !one.kind.startsWith('post') && random() < WRONG_TONES;
      const tone = isExchanged ? tones[Math.floor(random() * tones.length)] : tones[at];
      const seen = complaintFacts(one.item, signsOf(one.item, index), tone);
      return { ...one, facts: new Map(seen.map(({ fact, amount }) => [fact, amount])) };
    }),
  );
}

/** Ridge logistic regression by Newton steps on one weight at a time; signs of a complaint stay at nothing or above. */
function fitted(rows: readonly Example[], ridge: number): Weights {
  const margins = new Float64Array(rows.length);
  const columns = FACTS.map(fact =>
    rows.flatMap(({ facts }, at) => (facts.has(fact) ? [[at, facts.get(fact)!] as const] : [])),
  );
  const all = rows.map((_, at) => [at, 1] as const);
  const weights = new Float64Array(FACTS.length + 1);
  for (let pass = 0; pass < PASSES; pass += 1)
    [...columns, all].forEach((column, place) => {
      const isBase = place === FACTS.length;
      let slope = isBase ? 0 : ridge * weights[place]!;
      let bend = isBase ? 1e-9 : ridge;
      for (const [at, amount] of column) {
        const { weight, isComplaint } = rows[at]!;
        const odds = 1 / (1 + Math.exp(-margins[at]!));
        slope += weight * amount * (odds - (isComplaint ? 1 : 0));
        bend += weight * amount * amount * odds * (1 - odds);
      }
      const free = weights[place]! - slope / bend;
      const next = isBase || MAY_SPEAK_AGAINST.has(FACTS[place]!) ? free : Math.max(0, free);
      const change = next - weights[place]!;
      weights[place] = next;
      for (const [at, amount] of column) margins[at]! += change * amount;
    });
  const rounded = (at: number): number => Math.round(weights[at]! * 10) / 10;
  return { base: rounded(FACTS.length), of: new Map(FACTS.map((fact, at) => [fact, rounded(at)])) };
}

/** F1 of complaints, of pages of firms and of posts, each group read by weights fitted on the others. */
function leftOut(rows: readonly Example[], ridge: number): readonly [pages: number, posts: number] {
  const counts = [
    { hit: 0, said: 0, is: 0 },
    { hit: 0, said: 0, is: 0 },
  ];
  for (const group of new Set(rows.map(row => row.group))) {
    const { base, of } = fitted(
      rows.filter(row => row.group !== group),
      ridge,
    );
    for (const row of rows.filter(one => one.group === group)) {
      const score = [...row.facts].reduce((sum, [fact, amount]) => sum + of.get(fact)! * amount, base);
      const count = counts[group.startsWith('post') ? 1 : 0]!;
      if (score > 0) count.said += 1;
      if (row.isComplaint) count.is += 1;
      if (score > 0 && row.isComplaint) count.hit += 1;
    }
  }
  const [pages = 0, posts = 0] = counts.map(({ hit, said, is }) => (2 * hit) / Math.max(1, said + is));
  return [pages, posts];
}

const rows = await examples();
const tried = RIDGES.map(ridge => ({ ridge, left: leftOut(rows, ridge) }));
for (const { ridge, left } of tried)
  process.stderr.write(`ridge ${ridge}: F1 of pages ${left[0].toFixed(3)}, of posts ${left[1].toFixed(3)}\n`);
const best = tried.reduce((a, b) => (b.left[0] + b.left[1] > a.left[0] + a.left[1] ? b : a));
const { base, of } = fitted(rows, best.ridge);
process.stdout.write(`${JSON.stringify({ base, ...Object.fromEntries(of) }, null, 2)}\n`);
