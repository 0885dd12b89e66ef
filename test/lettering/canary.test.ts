import { afterEach, beforeEach, expect, test } from 'vitest';
import { tryCanary } from '../../src/app/lettering/canary.ts';
import { slug } from '../../src/domain/brand.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import type { Tables } from '../../src/domain/tables.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';

const NOW = '2026-06-30T08:00:00.000Z';
const FIRMS = ['Tôlerie & Fils <Paris>'];

let store: Store;
beforeEach(async () => {
  store = await openStore({ dataDir: ':memory:', brandId: slug('Menuiserie Kerlann') });
});
afterEach(() => store.close());

function settingsOf(name: string) {
  return settingsSchema.parse({ firm: { name, trade: 'joinery', establishments: [{ town: 'Vannes' }] } });
}

async function count(table: keyof Tables): Promise<number> {
  const rows = await store.db.selectFrom(table).select('tenant_id').execute();
  return rows.length;
}

test('a witness message goes through the whole chain, is found, and leaves nothing behind but its note', async () => {
  const clock = { now: () => NOW };
  for (const name of FIRMS) expect(await tryCanary({ store, settings: settingsOf(name), clock })).toBe(true);
  const trials = await store.db.selectFrom('witness_trial').selectAll().execute();
  expect(trials).toHaveLength(FIRMS.length);
  expect(trials.every(trial => trial.found_at !== null && /^t[0-9a-f]{12}$/.test(trial.code))).toBe(true);
  for (const table of ['mention', 'annotation', 'source_state', 'ledger', 'outbox', 'sighting'] as const)
    expect(await count(table)).toBe(0);
});

test('a chain that sets the witness aside has not found it, and that is noted', async () => {
  const settings = settingsOf('Menuiserie Kerlann');
  const deaf = { ...settings, firm: { ...settings.firm, name: 'Autre', exclude: [] } };
  const broken: Store = { ...store, tagging: async () => Promise.reject(new Error('no worker')) };
  await expect(tryCanary({ store: broken, settings: deaf, clock: { now: () => NOW } })).rejects.toThrow();
  const [trial] = await store.db.selectFrom('witness_trial').selectAll().execute();
  expect(trial?.found_at).toBeNull();
  expect(await count('mention')).toBe(0);
});
