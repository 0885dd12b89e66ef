import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { EvalOptions } from './labelled.ts';

/** `npm run eval -- <task> [--cases FILE] [--json]`: one file a task beside this one, with `run`; `all` is accuracy. */
const TASKS = [
  'sentiment',
  'topics',
  'relevance',
  'stories',
  'language',
  'intent',
  'alerts',
  'feeds',
  'pages',
  'explanations',
  'adaptation',
  'curve',
  'tone-curve',
  'accuracy',
] as const;

type Task = { run(options: EvalOptions): Promise<number> };

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { cases: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const asked = positionals[0] === 'all' ? 'accuracy' : positionals[0];
  const task = TASKS.find(name => name === asked);
  const file = join(import.meta.dirname, `${task ?? ''}.ts`);
  if (task === undefined || !existsSync(file)) {
    const known = TASKS.filter(name => existsSync(join(import.meta.dirname, `${name}.ts`)));
    process.stderr.write(`Expected one of ${known.join(', ')}; got ${positionals[0] ?? 'nothing'}.\n`);
    return 2;
  }
  const { run } = (await import(file)) as Task;
  const out = (text: string): void => {
    process.stdout.write(text);
  };
  const { cases, json } = values;
  return run(cases === undefined ? { json, out } : { json, out, cases });
}

process.exitCode = await main();
