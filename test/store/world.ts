import type { Annotation, Because, StageName } from '../../src/domain/annotation.ts';
import { STAGE_NAMES } from '../../src/domain/annotation.ts';
import type { Mention, Observation, Review } from '../../src/domain/observation.ts';
import type { Asker } from '../../src/domain/question.ts';
import { type ConfiguredSource, configuredSource } from '../../src/domain/settings/source.ts';
import type { SourceBatch } from '../../src/platform/store/batch.ts';
import type { Store } from '../../src/platform/store/open.ts';

export const ZONE = 'Europe/Paris';

export function source(
  name: string,
  about?: string,
  url = `https://${encodeURIComponent(name)}.example/`,
): ConfiguredSource {
  return configuredSource({
    collector: 'review-page',
    url,
    name,
    paused: false,
    ...(about ? { about } : {}),
  });
}

export function batchOf(
  from: ConfiguredSource,
  observedAt: string,
  observations: readonly Observation[],
  change: Partial<SourceBatch> = {},
): SourceBatch {
  return {
    source: from,
    observedAt,
    timezone: ZONE,
    observations,
    cursor: { at: observedAt },
    etag: null,
    lastModified: null,
    movedTo: null,
    nextDueAt: new Date(Date.parse(observedAt) + 3_600_000).toISOString(),
    bytes: 1000,
    hosts: ['site.example'],
    partial: false,
    ...change,
  };
}

export function article(url: string, title: string, text: string, publishedAt: string | null): Mention {
  return { kind: 'mention', form: 'article', url, title, text, publishedAt };
}

export function review(
  id: string,
  stars: number,
  text: string,
  publishedAt: string | null,
  reply?: Review['reply'],
): Review {
  return {
    kind: 'review',
    sourceItemId: id,
    url: 'https://avis.example/kerlann',
    text,
    rating: { value: stars, best: 5, worst: 1 },
    author: { name: `Client ${id}` },
    publishedAt,
    ...(reply ? { reply } : {}),
  };
}

export function askerOf(store: Store, now: string): Asker {
  return { db: store.db, tenantId: store.tenantId, brandId: store.brandId, timezone: ZONE, now };
}

/** What a test says that a stage said. */
export function tag(
  mentionId: string,
  stage: StageName,
  label: string,
  more: { item?: string; score?: number; abstain?: boolean; because?: Because } = {},
): Annotation {
  const { item = '', score = 0, abstain = false, because = [] } = more;
  return { mentionId, stage, item, label, score, confidence: 1, abstain, because };
}

/** Every stage at version 1, as a whole run of the pipeline. */
export const VERSIONS = Object.fromEntries(STAGE_NAMES.map(name => [name, 1]));
