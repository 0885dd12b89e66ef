import { createHash } from 'node:crypto';
import type { Subject } from '../brand.ts';
import { subjectOf } from '../brand.ts';
import type { SourceSettings } from './settings.ts';

/** A source as the app runs it: its identity, what is common to all, and the collector's own options, unchecked. */
export type ConfiguredSource = {
  /** Stable across runs: 16 hex digits over collector, options and subject; renaming a source keeps it. */
  readonly id: string;
  readonly collector: string;
  readonly name: string;
  readonly subject: Subject;
  /** True when the settings said whom it is about (`about:`). */
  readonly aboutGiven: boolean;
  readonly establishment: string | null;
  /** Minutes; null: adaptive. */
  readonly every: number | null;
  readonly paused: boolean;
  readonly options: Readonly<Record<string, unknown>>;
};

/** Splits what the app reads from what the collector reads. */
export function configuredSource(settings: SourceSettings): ConfiguredSource {
  const { collector, name, about, establishment, every, paused, ...options } = settings;
  const subject = subjectOf(about);
  const identity = JSON.stringify([collector, Object.entries(options).sort(), subject]);
  return {
    id: createHash('sha256').update(identity).digest('hex').slice(0, 16),
    collector,
    name: name ?? defaultName(collector, options),
    subject,
    aboutGiven: about !== undefined,
    establishment: establishment ?? null,
    every: every ?? null,
    paused,
    options,
  };
}

/** The host of the URL-like option, else its query, else the collector's id. */
function defaultName(collector: string, options: Readonly<Record<string, unknown>>): string {
  for (const key of ['url', 'site', 'instance']) {
    const value = options[key];
    if (typeof value === 'string' && URL.canParse(value))
      return new URL(value).hostname.replace(/^www\./, '');
  }
  for (const key of ['query', 'channel', 'tag', 'path']) {
    const value = options[key];
    if (typeof value === 'string') return `${collector} ${value}`;
  }
  return collector;
}
