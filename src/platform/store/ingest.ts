import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { stableId } from '../../domain/identity.ts';
import type { Observation, ObservationKind } from '../../domain/observation.ts';
import type { Tables } from '../../domain/tables.ts';
import type { Committed, SourceBatch } from './batch.ts';
import type { Said } from './identity.ts';
import { ingestJobs } from './ingest-jobs.ts';
import { ingestSaid } from './ingest-said.ts';
import { ingestPages, ingestPrices, ingestRatings, plainSignature, type SignatureOf } from './ingest-seen.ts';
import { noteBatch } from './ledger.ts';
import type { Store } from './open.ts';
import { succeedSource } from './source-state.ts';

/** Mentions promised to the tagger by one outbox row: what is done again at most when tagging is cut short. */
const TAGS_PER_PROMISE = 1000;

/**
 * Stores what one read brought: the things, the cursor, the ledger and the promise to tag (outbox), all or
 * nothing. The same batch twice adds nothing but its line in the ledger.
 *
 * @param signatureOf What of a watched page counts as a change; default: every line.
 */
export async function commitBatch(
  store: Store,
  batch: SourceBatch,
  signatureOf: SignatureOf = plainSignature,
): Promise<Committed> {
  const { observations, source } = batch;
  const said = observations.filter(isSaid);
  const saidHash = hashOf(said);
  const { id, committed } = await store.write(async trx => {
    const isKnown = said.length === 0 || store.lastSaid.get(source.id) === saidHash;
    const { fresh, reworded } = isKnown ? NOTHING_SAID : await ingestSaid(trx, store, batch, said);
    const others =
      (await ingestRatings(trx, store, batch, ofKind(observations, 'rating'))) +
      (await ingestPages(trx, store, batch, ofKind(observations, 'page'), signatureOf)) +
      (await ingestPrices(trx, store, batch, ofKind(observations, 'price'))) +
      (await ingestJobs(trx, store, batch, ofKind(observations, 'job')));
    const toTag = [...fresh, ...reworded];
    const batchId = stableId('batch', source.id, batch.observedAt, saidHash);
    const total = fresh.length + others;
    await promiseTags(trx, store, batch, batchId, toTag);
    await succeedSource(trx, store, batch, total);
    await noteBatch(trx, store, batch, batchId);
    return { id: batchId, committed: { items: observations.length, fresh: total, toTag } };
  });
  // Only now: a transaction that failed has said nothing.
  if (said.length > 0) store.lastSaid.set(source.id, saidHash);
  await store.acknowledge(id);
  return committed;
}

const NOTHING_SAID = { fresh: [], reworded: [] };

function hashOf(said: readonly Said[]): string {
  const hash = createHash('sha256');
  for (const one of said) hash.update(JSON.stringify(one));
  return hash.digest('base64');
}

function isSaid(observation: Observation): observation is Said {
  return observation.kind === 'mention' || observation.kind === 'review';
}

function ofKind<K extends ObservationKind>(
  observations: readonly Observation[],
  kind: K,
): Extract<Observation, { kind: K }>[] {
  return observations.filter(
    (observation): observation is Extract<Observation, { kind: K }> => observation.kind === kind,
  );
}

async function promiseTags(
  trx: Transaction<Tables>,
  store: Store,
  batch: SourceBatch,
  batchId: string,
  toTag: readonly string[],
): Promise<void> {
  for (let start = 0; start < toTag.length; start += TAGS_PER_PROMISE) {
    const key = start === 0 ? batchId : `${batchId}-${start}`;
    await trx
      .insertInto('outbox')
      .values({
        tenant_id: store.tenantId,
        brand_id: store.brandId,
        id: `tag:${key}`,
        kind: 'tag',
        key,
        payload: JSON.stringify(toTag.slice(start, start + TAGS_PER_PROMISE)),
        created_at: new Date(batch.observedAt),
        done_at: null,
      })
      .execute();
  }
}
