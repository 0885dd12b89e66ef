import { createHash } from 'node:crypto';
import type { Subject } from '../brand.ts';
import { subjectOf } from '../brand.ts';
import { mailSender } from '../mail-senders.ts';
import { capital } from '../words.ts';
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

/** Collectors that read one place, by the name that everybody gives it. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ['hacker-news', 'Hacker News'],
  ['youtube-channel', 'YouTube'],
  ['gdelt', 'GDELT'],
]);

/** What she would call it, never an id or a path: the place, the file's own name, the hashtag, else the host. */
function defaultName(collector: string, options: Readonly<Record<string, unknown>>): string {
  const place = PLACES.get(collector);
  if (place !== undefined) return place;
  const { path, tag, from } = options;
  // One source a platform: its notices stand under the platform's own name.
  if (collector === 'mailbox' && typeof from === 'string')
    return mailSender(from)?.site ?? from.replace(/^.*@/, '');
  if (typeof path === 'string') return fileWords(path) || collector;
  const host = hostOf(options);
  if (typeof tag === 'string' && host !== null) return `#${tag.trim().replace(/^#/, '')} (${host})`;
  return host ?? collector;
}

function hostOf(options: Readonly<Record<string, unknown>>): string | null {
  for (const key of ['url', 'site', 'instance']) {
    const value = options[key];
    if (typeof value === 'string' && URL.canParse(value))
      return new URL(value).hostname.replace(/^www\./, '') || null;
  }
  return null;
}

/** `./avis_google.html` → `Avis google`; both kinds of slash, as the settings may come from Windows. */
function fileWords(path: string): string {
  const base = path.split(/[\\/]/).findLast(part => part.trim() !== '') ?? '';
  const words = base
    .replace(/(?<=.)\.\w{1,6}$/u, '')
    .replace(/[-_\s]+/g, ' ')
    .trim();
  return capital('fr', words || base);
}
