import type { Collector } from '../../domain/collector.ts';
import type { Observation } from '../../domain/observation.ts';
import type { Instant } from '../../domain/time.ts';
import { collectors } from '../../generated/collectors.ts';
import { createReader } from '../../platform/worker/reader.ts';
import { siteName } from './site-name.ts';

/** What an owner's file turned out to be. */
export type Recognised = {
  readonly collector: 'table' | 'saved-page';
  /** As people call it; null when nothing in it tells. */
  readonly site: string | null;
  /** Ratings and remarks, without what else a page shows. */
  readonly said: number;
  readonly hasReviews: boolean;
};

/** A table names its columns, which no copied page does: asked first, it cannot be mistaken. */
const WAYS = ['table', 'saved-page'] as const;

/**
 * Which of the file collectors reads these bytes. They are read where all hostile bytes are: in the worker.
 * @returns null when none finds a review or a remark in them
 */
export async function recognise(
  bytes: Uint8Array,
  { timezone, observedAt }: { readonly timezone: string; readonly observedAt: Instant },
): Promise<Recognised | null> {
  const reader = createReader();
  try {
    for (const id of WAYS) {
      const collector = (await collectors[id]!()) as Collector;
      const path = 'import';
      const fetch = { via: 'file', path } as const;
      const answer = { fetch, url: 'file:///import', status: 200, contentType: '', observedAt };
      // The worker takes the bytes with it: each way has a copy of its own.
      const task = { collector: id, answer: { ...answer, bytes: Uint8Array.from(bytes) }, cursor: {} };
      const { maxItems } = collector.limits;
      const read = await reader.read({ ...task, options: { path, timezone }, maxItems }).catch(() => null);
      const said = read?.observations.filter(isSaid) ?? [];
      if (!read?.recognised || said.length === 0) continue;
      return {
        collector: id,
        site: siteOf(said),
        said: said.length,
        hasReviews: said.some(seen => seen.kind === 'review'),
      };
    }
    return null;
  } finally {
    await reader.close();
  }
}

function isSaid(seen: Observation): seen is Extract<Observation, { kind: 'mention' | 'review' }> {
  return seen.kind === 'mention' || seen.kind === 'review';
}

/** The one site of a page; a list of links to several sites has none. */
function siteOf(said: readonly Extract<Observation, { kind: 'mention' | 'review' }>[]): string | null {
  const names = new Set(said.map(seen => siteName(seen.url)));
  const [name] = names;
  return names.size === 1 && name !== undefined ? name : null;
}
