import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { judged } from '../../../pipelines/alerts/lifecycle.ts';
import { WAIT_MINUTES } from '../../../pipelines/alerts/policy.ts';
import { watchfulFacts } from '../../../pipelines/alerts/rules.ts';
import type { Asker } from '../../domain/question.ts';
import { localDay } from '../../domain/time.ts';
import { changeIncidents, knownIncidents } from '../../platform/store/incidents.ts';
import type { Store } from '../../platform/store/open.ts';
import type { LocalHouse } from '../host/local-house.ts';
import { settledMembers } from './settled-members.ts';
import { askerOf, watchOf } from './watch.ts';

/** Closed ones are remembered so long: a matter that was told does not open again as news. */
const REMEMBERED_DAYS = 60;
const MINUTE_MS = 60_000;

/** What the last judging of a store looked at. Lost with the process: the next one looks once for nothing. */
const seen = new WeakMap<Store, string>();

/**
 * Looks at what is stored, opens, grows and closes incidents, and promises their messages in the outbox (kind `alert`,
 * due after 10 minutes) in one transaction. Judging twice changes nothing; when nothing came since the last time it
 * asks one small question and is done. To be called when what was read is tagged.
 */
export async function judgeAlerts(local: LocalHouse): Promise<{ opened: number; grown: number }> {
  const { store } = local;
  const asker = askerOf(local);
  const mark = await markOf(local, asker);
  if (seen.get(store) === mark) return { opened: 0, grown: 0 };
  const since = new Date(Date.parse(asker.now) - REMEMBERED_DAYS * 24 * 60 * MINUTE_MS).toISOString();
  const facts = watchfulFacts(await watchOf(local, asker));
  const settled = await settledMembers(asker, await knownIncidents(store.db, store, since));
  const dueAt = new Date(Date.parse(asker.now) + WAIT_MINUTES * MINUTE_MS).toISOString();
  const changes = await changeIncidents(store, { at: asker.now, since }, known => {
    const { promised, ...rest } = judged({ facts, known, settled, now: asker.now });
    return { ...rest, promised: promised.map(one => ({ ...one, dueAt })) };
  });
  seen.set(store, mark);
  return { opened: changes.opened.length, grown: changes.grown.length };
}

/**
 * Changes whenever a judging could see something else: texts were tagged, the owner said something, a source fell or
 * rose, the settings or the hour changed (matters fade, and speak again after a day).
 */
async function markOf({ settings }: LocalHouse, { db, tenantId, brandId, now }: Asker): Promise<string> {
  const { rows } = await sql<Record<string, unknown>>`
    select
      (select max(done_at) from outbox where tenant_id = ${tenantId} and brand_id = ${brandId} and kind = 'tag') as tagged,
      (select max("at") from action where tenant_id = ${tenantId} and brand_id = ${brandId}) as said,
      (select max(undone_at) from action where tenant_id = ${tenantId} and brand_id = ${brandId}) as undone,
      (select max(updated_at) from stage_state where tenant_id = ${tenantId} and brand_id = ${brandId}) as learnt,
      (select cast(count(*) as integer) from source_state where tenant_id = ${tenantId} and brand_id = ${brandId}
        and health in ('failing', 'refused')) as failing`.execute(db);
  const digest = createHash('sha256').update(JSON.stringify([settings.alerts.words, settings.firm.trade]));
  const hour = localDay(now, settings.timezone) + now.slice(10, 13);
  return JSON.stringify([rows[0], hour, digest.digest('hex')]);
}
