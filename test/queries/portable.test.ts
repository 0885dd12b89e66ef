import { DuckDBInstance } from '@duckdb/node-api';
import { Kysely, type LogEvent } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tables } from '../../src/domain/tables.ts';
import { questions } from '../../src/generated/questions.ts';
import { duckdbDialect } from '../../src/platform/store/duckdb-dialect.ts';
import { migrate } from '../../src/platform/store/migrate.ts';
import { ZONE } from '../store/world.ts';

const WEEK = { from: '2026-07-06', to: '2026-07-12' };
/** Parameters that make a question write every part of its SQL. */
const FULL: Readonly<Record<string, object>> = {
  channels: {},
  uncertain: {},
  accuracy: {},
  search: { search: 'belle pose' },
  mentions: {
    tone: 'negative',
    topic: 'pose',
    site: 'Google',
    kind: 'review',
    search: 'belle pose',
    ...WEEK,
  },
};

/** What one of DuckDB and PostgreSQL does not know, or reads otherwise. */
const FORBIDDEN: readonly [name: string, pattern: RegExp][] = [
  ['quantile_cont', /quantile/i],
  ['strip_accents', /strip_accents/i],
  ['GROUP BY ALL', /group by all/i],
  ['integer division', /\/\//],
  ['numeric without precision', /::numeric|as numeric\)/i],
  ['interval arithmetic', /interval/i],
  ['DuckDB-only', /\b(qualify|exclude|arg_min|arg_max|list_agg|read_json|ilike any)\b/i],
];

const seen: string[] = [];
let instance: DuckDBInstance;
let db: Kysely<Tables>;

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  const log = (event: LogEvent) => {
    seen.push(event.query.sql);
  };
  db = new Kysely<Tables>({ dialect: duckdbDialect(instance), log });
  await migrate(db, 0);
});
afterAll(async () => {
  await db.destroy();
  instance.closeSync();
});

test.each(Object.keys(questions))('%s asks in SQL that PostgreSQL reads alike', async id => {
  const question = await questions[id]?.();
  if (!question) throw new Error(`no question ${id}`);
  const asker = { db, tenantId: 'home', brandId: 'home', timezone: ZONE, now: '2026-07-13T05:00:00.000Z' };
  seen.length = 0;
  await question.answer(asker, question.params.parse(FULL[id] ?? WEEK));
  expect(seen.length).toBeGreaterThan(0);
  for (const text of seen) {
    for (const [name, pattern] of FORBIDDEN) expect(pattern.test(text) ? name : '').toBe('');
    // NULL order differs: every column of every ORDER BY spells it.
    for (const [, columns = ''] of text.matchAll(/order by (.+?)(?= limit | offset |\)|$)/gis))
      for (const column of columns.split(',')) expect(column).toMatch(/nulls (first|last)/i);
    expect(text).not.toMatch(/(?<!cast\()count\(/i);
  }
});

test.each(Object.keys(questions))('%s refuses what it does not know', async id => {
  const question = await questions[id]?.();
  expect(question?.params.safeParse({ ...WEEK, unknown: 1 }).success).toBe(false);
  expect(question?.params.safeParse({ from: '2026-02-30', to: '2026-07-12' }).success).toBe(false);
  expect(question?.ask.fr).not.toBe(question?.ask.en);
});
