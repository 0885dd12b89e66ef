import { randomBytes } from 'node:crypto';
import type { Volume } from '../../../queries/volume.ts';
import { FIRM } from '../../domain/brand.ts';
import type { House } from '../../domain/house.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { configuredSource } from '../../domain/settings/source.ts';
import { addDays, type Instant, localDay, type Period } from '../../domain/time.ts';
import { commitBatch } from '../../platform/store/ingest.ts';
import type { Store } from '../../platform/store/open.ts';
import { eraseTrial, lastFound, noteTrial } from '../../platform/store/witness.ts';
import { createReader } from '../../platform/worker/reader.ts';
import { answerOf } from '../host/answer-of.ts';
import type { LocalHouse } from '../host/local-house.ts';
import { tagPending } from '../processing/tag-pending.ts';

/** A reserved name (RFC 6761): nothing can ever be asked of it. */
const PLACE = 'https://temoin.invalid';
/** The witness stands under a firm of its own, so that no question and no figure of the owner's ever meets it. */
const WITNESS_BRAND = '~witness';
const CODE_BYTES = 6;
/** One trial serves the letters of a week. */
const TRIAL_DAYS = 7;

type Trying = Pick<LocalHouse, 'store' | 'settings' | 'clock'>;

/**
 * Slips a witness message into the reading and looks for it at the end: its bytes through the reading worker, the
 * store, every stage, the question that screens ask. True: it came out, and speaks of the firm. The outcome is noted,
 * whatever it is; the message itself is gone again.
 */
export async function tryCanary({ store, settings, clock }: Trying): Promise<boolean> {
  const code = `t${randomBytes(CODE_BYTES).toString('hex')}`;
  const at = clock.now();
  const apart: Store = {
    ...store,
    brandId: `${store.brandId}${WITNESS_BRAND}`,
    lastSaid: new Map(),
    // What is erased again must not look lost at the next opening.
    acknowledge: async () => undefined,
  };
  let isFound = false;
  try {
    isFound = await wentThrough(apart, settings, code, at);
  } finally {
    await eraseTrial(store, apart.brandId);
    await noteTrial(store, { code, plantedAt: at, foundAt: isFound ? clock.now() : null });
  }
  return isFound;
}

/**
 * Before a letter that will say that nobody spoke of her: a trial, unless one of this week succeeded. One that fails
 * keeps no letter back; the letter then says nothing of it.
 */
export async function canaryBefore(local: Trying, house: Pick<House, 'ask'>, period: Period): Promise<void> {
  const { mentions } = await house.ask<Volume>('volume', { ...period, subject: FIRM });
  if (mentions > 0) return;
  const { timezone } = local.settings;
  const found = await lastFound(local.store);
  const today = localDay(local.clock.now(), timezone);
  if (found !== null && localDay(found, timezone) > addDays(today, -TRIAL_DAYS)) return;
  await tryCanary(local);
}

async function wentThrough(store: Store, settings: Settings, code: string, at: Instant): Promise<boolean> {
  const url = `${PLACE}/${code}`;
  // Told whom it is about: whether an everyday word is the firm's name is not what is tried here.
  const about = settings.firm.name;
  const source = configuredSource({ collector: 'feed', url, name: 'Message témoin', about, paused: false });
  const reader = createReader();
  try {
    const answer = {
      fetch: { via: 'http' as const, url },
      url,
      status: 200,
      contentType: 'application/rss+xml; charset=utf-8',
      bytes: new TextEncoder().encode(witnessFeed(settings, code, at)),
      observedAt: at,
    };
    const task = { collector: 'feed', answer, options: { url, form: 'post' }, cursor: {}, maxItems: 1 };
    const { observations } = await reader.read(task);
    await commitBatch(store, {
      source,
      observedAt: at,
      timezone: settings.timezone,
      observations,
      cursor: {},
      etag: null,
      lastModified: null,
      movedTo: null,
      nextDueAt: at,
      bytes: 0,
      hosts: [],
      partial: false,
    });
  } finally {
    await reader.close();
  }
  const clock = { now: () => at };
  await tagPending(store, settings, { clock });
  const asked = { subject: FIRM, search: code, limit: 1, offset: 0 };
  const found = (await answerOf({ store, settings, clock }, 'mentions', asked)) as Found;
  return found.mentions.some(one => one.text.includes(code) && one.verdict !== 'dropped');
}

type Found = { readonly mentions: readonly { readonly text: string; readonly verdict: string }[] };

function witnessFeed({ firm }: Settings, code: string, at: Instant): string {
  const town = firm.establishments[0]?.town ?? '';
  const words = escaped(`${firm.name}, ${town}. Message témoin ${code} de ${firm.name}.`);
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Message témoin</title><link>${PLACE}/</link><item><title>${words}</title><link>${PLACE}/${code}</link><description>${words}</description><pubDate>${new Date(at).toUTCString()}</pubDate></item></channel></rss>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
