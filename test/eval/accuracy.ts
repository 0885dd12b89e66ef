import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  adaptationTable,
  explanationsTable,
  figuresTable,
  floorTable,
  ownGap,
  ownSplitTable,
  toneTable,
} from './accuracy-tables.ts';
import { agreement, CORPUS, SPLIT_NAMES } from './corpus.ts';
import { judgedExplanations } from './explanations.ts';
import { CORPORA, type EvalOptions } from './labelled.ts';
import { ownSplit, toneReport } from './sentiment.ts';

const ROOT = join(import.meta.dirname, '../..');
const TEMPLATE = join(import.meta.dirname, 'accuracy-template.md');
const PAGE = join(ROOT, 'docs/accuracy.md');
const WEIGHTS = join(ROOT, 'data/model/tone.bin');

/** Every task but tone, which has tables of its own. */
const TASKS = [
  'topics',
  'relevance',
  'stories',
  'language',
  'intent',
  'adaptation',
  'curve',
  'alerts',
  'feeds',
  'pages',
] as const;

/** What each task says with --json: name of a figure → its values. */
export type Figures = Readonly<Record<string, unknown>>;
type Task = { run(options: EvalOptions): Promise<number> };

/** `npm run eval -- all` (or `accuracy`): runs every task and writes docs/accuracy.md; the same inputs, the same page. */
export async function run(options: EvalOptions): Promise<number> {
  if (!existsSync(CORPORA)) {
    options.out(`skipped: corpora not found (${CORPORA})\n`);
    return 0;
  }
  const template = readFileSync(TEMPLATE, 'utf8');
  const silent: EvalOptions = { json: true, out: () => {} };
  const tone = toneReport(silent);
  const tasks: Record<string, Figures> = {};
  for (const task of TASKS) {
    tasks[task] = await figuresOf(task);
    options.out(`${task}\n`);
  }
  const judged = judgedExplanations();
  const parts: Readonly<Record<string, string>> = {
    floors: floorTable(tone, tasks, judged),
    'tone-fr': toneTable(tone['eval_fr']?.['fr'] ?? {}),
    'tone-en': toneTable(tone['eval_en']?.['en'] ?? {}),
    'own-gap': ownGap(tone),
    ...Object.fromEntries(
      SPLIT_NAMES.flatMap(name =>
        ['fr', 'en'].map(lang => [`own-${name}-${lang}`, ownSplitTable(tone[ownSplit(name)]?.[lang] ?? {})]),
      ),
    ),
    explanations: explanationsTable(judged, sha256(readFileSync(WEIGHTS))),
    agreement: agreementLines(),
    model: modelLines(),
    corpora: corporaTable(),
    ...Object.fromEntries(TASKS.map(task => [task, figuresTable(tasks[task] ?? {})])),
    adaptation: adaptationTable(tasks['adaptation'] ?? {}),
  };
  const page = template.replaceAll(/\{\{([a-z-]+)\}\}/gu, (_, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`the template names an unknown part: ${name}`);
    return part;
  });
  writeFileSync(PAGE, page);
  options.out(`${relative(ROOT, PAGE)}\n`);
  return 0;
}

async function figuresOf(task: (typeof TASKS)[number]): Promise<Figures> {
  let said = '';
  const { run: runTask } = (await import(join(import.meta.dirname, `${task}.ts`))) as Task;
  await runTask({
    json: true,
    out: text => {
      said += text;
    },
  });
  const documents = said.split('\n').filter(line => line.startsWith('{'));
  return Object.assign({}, ...documents.map(line => JSON.parse(line) as Figures));
}

function agreementLines(): string {
  return (['tone', 'intent'] as const)
    .map(what => {
      const { n, alike, kappa } = agreement(what);
      return `  - ${what}: ${alike.toFixed(1)} % alike, Cohen's κ ${kappa.toFixed(3)}, ${n} rows`;
    })
    .join('\n');
}

function modelLines(): string {
  const bytes = readFileSync(WEIGHTS);
  return `\`data/model/tone.bin\`: ${bytes.length} bytes, ${gzipSync(bytes).length} gzipped, SHA-256 \`${sha256(bytes)}\`.`;
}

function corporaTable(): string {
  const rows = [join(CORPORA, 'sentiment'), join(CORPORA, 'text'), CORPUS, join(CORPUS, 'voices')].flatMap(
    files,
  );
  const lines = rows.map(file => {
    const bytes = readFileSync(file);
    const name = relative(file.startsWith(CORPUS) ? ROOT : CORPORA, file).replaceAll(sep, '/');
    const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
    const count = text.split('\n').filter(line => line.trim() !== '').length;
    return `| \`${name}\` | ${count} | \`${sha256(bytes)}\` |`;
  });
  return ['| file | rows | SHA-256 |', '|---|---|---|', ...lines].join('\n');
}

function files(folder: string): string[] {
  return readdirSync(folder)
    .filter(name => /\.jsonl(\.gz)?$/u.test(name))
    .toSorted()
    .map(name => join(folder, name));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
