import { readFileSync } from 'node:fs';
import { deliverDue } from '../../src/app/delivering/deliver.ts';
import { HOME_TENANT, slug } from '../../src/domain/brand.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { settableClock } from '../../src/platform/clock.ts';
import { noLog } from '../../src/platform/log.ts';
import { changeIncidents } from '../../src/platform/store/incidents.ts';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { openStore } from '../../src/platform/store/open.ts';
import { batchOf, review, source } from '../store/world.ts';

/**
 * One program: a bad review number `n` is stored with its matter and its promised message (once, however often
 * this runs), a quarter of an hour passes, and what is due is handed over through the channels of the settings.
 */
const [dataDir = '', settingsFile = '', n = '0'] = process.argv.slice(2);
const settings = settingsSchema.parse(JSON.parse(readFileSync(settingsFile, 'utf8')));
const store = await openStore({ dataDir, tenantId: HOME_TENANT, brandId: slug(settings.firm.name) });
// A day each: three messages a day are the owner's budget.
const clock = settableClock(new Date(Date.UTC(2026, 2, 2, 9) + Number(n) * 86_400_000).toISOString());
const at = clock.now();
const site = source('Google');
const { toTag } = await commitBatch(
  store,
  batchOf(site, at, [review(`avis-${n}`, 1, `Jamais rappelé, chantier ${n} abandonné.`, at)]),
  () => '',
);
const id = `incident-${n}`;
await changeIncidents(store, { at, since: '2026-01-01T00:00:00.000Z' }, known => {
  if (known.some(incident => incident.id === id)) return { opened: [], grown: [], closed: [], promised: [] };
  const facts = {
    rule: 'bad-review',
    level: 'now',
    subject: 'firm',
    matter: id,
    sureness: 'sure',
    since: at,
    mentionIds: toTag,
    count: 1,
    usual: null,
    details: { site: 'Google', rating: 1, best: 5 },
  } as const;
  return {
    opened: [{ id, facts }],
    grown: [],
    closed: [],
    promised: [{ incidentId: id, key: `alert:${id}`, dueAt: at }],
  };
});
clock.set(new Date(Date.parse(at) + 15 * 60_000).toISOString());
const signal = new AbortController().signal;
const handed = await deliverDue({ store, settings, settingsDir: dataDir, clock, signal, log: noLog });
process.stdout.write(`${JSON.stringify(handed)}\n`);
await store.close();
