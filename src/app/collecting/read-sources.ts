import { dirname, join } from 'node:path';
import type { ReadingReport } from '../../domain/house.ts';
import { openLog } from '../../platform/log.ts';
import { openSecrets } from '../../platform/secrets.ts';
import { tagPending } from '../processing/tag-pending.ts';
import { browserRender } from './browser-render.ts';
import { type Collecting, collect } from './collect.ts';

/**
 * What `House.read` does: reads the named sources (all that are not paused when none is named), then tags what
 * came, whatever brought it. Interrupted, it leaves the tagging to the next time.
 */
export async function readSources(
  opened: Pick<
    Collecting,
    'store' | 'settings' | 'settingsDir' | 'clock' | 'onProgress' | 'signal' | 'dueOnly' | 'secret'
  >,
  only: readonly string[],
): Promise<ReadingReport> {
  const { store, settings, clock, signal } = opened;
  const log = openLog(join(dirname(store.spoolDir), 'vigie.log'), clock);
  try {
    const { batchesLost } = store;
    if (batchesLost > 0) log.write({ event: 'batches-lost', items: batchesLost });
    const { sources } = await collect({
      ...opened,
      random: Math.random,
      render: browserRender(settings, clock),
      secret: opened.secret ?? openSecrets({ dataDir: dirname(store.spoolDir), env: process.env }).get,
      log,
      only,
    });
    const started = performance.now();
    const { items, failed } = await tagPending(store, settings, { clock, signal });
    log.write({ event: 'tag', items, durationMs: Math.round(performance.now() - started) });
    if (failed.length > 0) log.write({ event: 'tag-failed', items: failed.length });
    await store.checkpoint();
    return batchesLost > 0 ? { sources, batchesLost } : { sources };
  } finally {
    await log.close();
  }
}
