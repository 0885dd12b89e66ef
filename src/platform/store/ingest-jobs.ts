import type { Transaction } from 'kysely';
import { stableId } from '../../domain/identity.ts';
import type { JobAd } from '../../domain/observation.ts';
import type { JobSeenRow, Tables } from '../../domain/tables.ts';
import { cleanLine } from '../../domain/text/clean.ts';
import { fold } from '../../domain/text/fold.ts';
import { localDay } from '../../domain/time.ts';
import type { SourceBatch } from './batch.ts';
import { shownUrl } from './identity.ts';
import type { Store } from './open.ts';
import { plausible } from './said-row.ts';

const LABEL_LENGTH_MAX = 300;

/** Adds the offers not seen before and moves `last_seen_at` of the others. Returns how many are new. */
export async function ingestJobs(
  trx: Transaction<Tables>,
  store: Store,
  batch: SourceBatch,
  jobs: readonly JobAd[],
): Promise<number> {
  if (jobs.length === 0) return 0;
  const owned = { tenant_id: store.tenantId, brand_id: store.brandId, source_id: batch.source.id };
  const known = await trx
    .selectFrom('job_seen')
    .select('id')
    .where(({ and }) => and(owned))
    .execute();
  const ids = new Set(known.map(row => row.id));
  const fresh: JobSeenRow[] = [];
  const again: string[] = [];
  for (const job of jobs) {
    const row = jobRow(store, batch, job);
    if (!ids.has(row.id)) fresh.push(row);
    else again.push(row.id);
    ids.add(row.id);
  }
  if (fresh.length > 0) await trx.insertInto('job_seen').values(fresh).execute();
  if (again.length > 0)
    await trx
      .updateTable('job_seen')
      .set({ last_seen_at: new Date(batch.observedAt) })
      .where(({ and }) => and(owned))
      .where('id', 'in', again)
      .where('last_seen_at', '<', new Date(batch.observedAt))
      .execute();
  return fresh.length;
}

function jobRow(store: Store, batch: SourceBatch, job: JobAd): JobSeenRow {
  const { source, observedAt, timezone } = batch;
  const url = shownUrl(job.url);
  const published = plausible(job.publishedAt, observedAt);
  const title = cleanLine(job.title, LABEL_LENGTH_MAX);
  const place = job.place ? cleanLine(job.place, LABEL_LENGTH_MAX) : null;
  const own = job.sourceItemId ?? `${fold(title)} ${fold(place ?? '')}`;
  return {
    tenant_id: store.tenantId,
    brand_id: store.brandId,
    id: stableId('job', source.id, own),
    source_id: source.id,
    site: source.name,
    subject: source.subject,
    url,
    title,
    place,
    contract: job.contract ? cleanLine(job.contract, LABEL_LENGTH_MAX) : null,
    published_at: published === null ? null : new Date(published),
    seen_at: new Date(observedAt),
    last_seen_at: new Date(observedAt),
    local_day: localDay(published ?? observedAt, timezone),
  };
}
