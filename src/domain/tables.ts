import type { Generated } from 'kysely';
import type { LetterTables } from './letter-tables.ts';

/**
 * Row types that queries and the store share: one shape on DuckDB and PostgreSQL.
 * TIMESTAMP columns are UTC and arrive as `Date`; BIGINT arrives as decimal text; DATE as `YYYY-MM-DD` text;
 * counts are cast to integer in SQL. JSON is stored as text. Every table starts with its tenant and brand.
 */
export type Owned = { tenant_id: string; brand_id: string };

/** The thing said. `id` = first 64 bits of SHA-256 over canonical URL or source id, signed, decimal text. */
export type MentionRow = Owned & {
  id: string;
  kind: 'mention' | 'review';
  form: string;
  /** Display name of the site that first brought it. */
  site: string;
  source_id: string;
  /** Subject when the source is about one, otherwise null. */
  about: string | null;
  establishment: string | null;
  url: string | null;
  title: string;
  text: string;
  /** Folded title and text, for search. */
  folded: string;
  language: string | null;
  author_key: string | null;
  rating_value: number | null;
  rating_best: number | null;
  rating_worst: number | null;
  reply_text: string | null;
  reply_at: Date | null;
  /** When the source first showed a reply to us; a lower bound of nothing, an upper bound of reply_at. */
  reply_seen_at: Date | null;
  engagement: number | null;
  published_at: Date;
  /** False when the source gave no date and the time of reading stands in. */
  dated: boolean;
  /** Day of published_at in the owner's zone, fixed at write. */
  local_day: string;
  first_seen_at: Date;
  updated_at: Date;
};

/** Earlier wordings of an edited mention. */
export type MentionEditRow = Owned & {
  mention_id: string;
  replaced_at: Date;
  title: string;
  text: string;
  rating_value: number | null;
};

/** Where and when a mention was seen: same URL by two sources = one mention, two sightings. */
export type SightingRow = Owned & { mention_id: string; source_id: string; seen_at: Date };

/**
 * See domain/annotation.ts for what label and score mean by stage. `because` is JSON. `local_day` is the
 * mention's, repeated so that a question about a week reads that week's rows only.
 */
export type AnnotationRow = Owned & {
  mention_id: string;
  local_day: string;
  stage: string;
  item: string;
  version: number;
  label: string;
  score: number;
  confidence: number;
  abstain: boolean;
  because: string;
};

export type StoryRow = Owned & { id: string; title: string; first_at: Date; last_at: Date };

/** `key` is the keyed hash that mentions refer to. `erased_at` keeps a forgotten author forgotten. */
export type AuthorRow = Owned & {
  key: string;
  name: string | null;
  handle: string | null;
  url: string | null;
  erased_at: Date | null;
};

export type RatingSeenRow = Owned & {
  source_id: string;
  site: string;
  subject: string;
  average: number;
  best: number;
  worst: number;
  count: number;
  /** JSON array, worst to best, or null. */
  distribution: string | null;
  seen_at: Date;
  local_day: string;
};

/** A watched page each time its signature changed (and once at first). `lines` is a JSON array. */
export type PageSeenRow = Owned & {
  source_id: string;
  subject: string;
  url: string;
  title: string;
  signature: string;
  lines: string;
  seen_at: Date;
  last_seen_at: Date;
  local_day: string;
};

/** What changed between two states of a watched page, in words. */
export type PageChangeRow = Owned & {
  id: string;
  source_id: string;
  site: string;
  subject: string;
  url: string;
  /** promotion, price, job, news, legal, other. */
  kind: string;
  before: string;
  after: string;
  /** When the replaced wording was first seen; null when something was added. */
  before_since: Date | null;
  seen_at: Date;
  local_day: string;
};

export type PriceSeenRow = Owned & {
  source_id: string;
  subject: string;
  url: string | null;
  product: string;
  price: number;
  currency: string;
  available: boolean | null;
  seen_at: Date;
  local_day: string;
};

export type JobSeenRow = Owned & {
  id: string;
  source_id: string;
  site: string;
  subject: string;
  url: string | null;
  title: string;
  place: string | null;
  contract: string | null;
  published_at: Date | null;
  seen_at: Date;
  last_seen_at: Date;
  local_day: string;
};

export type LegalEventRow = Owned & {
  id: string;
  subject: string;
  kind: string;
  title: string;
  url: string | null;
  published_at: Date;
  seen_at: Date;
};

export type OwnPostMetricRow = Owned & {
  mention_id: string;
  metric: string;
  value: number;
  seen_at: Date;
};

/** What the owner said: see VERBS for verb and subject. Undo fills undone_at, never deletes. */
export type ActionRow = Owned & {
  id: string;
  mention_id: string;
  verb: string;
  subject: string;
  at: Date;
  until: Date | null;
  undone_at: Date | null;
};

/**
 * One matter, from its opening until it fades. `because` is the JSON of AlertFacts (domain/alert.ts); `id` is its
 * idempotency key. `alerted_count` is what `count` was when a message last went out: doubling sends another.
 */
export type IncidentRow = Owned & {
  id: string;
  rule: string;
  subject: string;
  opened_at: Date;
  closed_at: Date | null;
  because: string;
  level: string;
  matter: string;
  count: number;
  updated_at: Date;
  alerted_at: Date | null;
  alerted_count: number;
  acknowledged_at: Date | null;
  snoozed_until: Date | null;
};

/**
 * Work promised in the same transaction as the data it is about. kind: tag, page (see the store), alert, letter.
 * `due_at` null: at once. An alert's payload names its incident, a letter's its week; words are made when sent.
 */
export type OutboxRow = Owned & {
  id: string;
  kind: string;
  /** Idempotency key. */
  key: string;
  payload: string;
  created_at: Date;
  done_at: Date | null;
  due_at: Date | null;
};

/**
 * One message on one channel: its last try. status: sent, failed (tried again at `next_at`), refused (the owner
 * must mend something), unknown (the program was cut between sending and noting: tried again with the same key).
 * `tries`: in a row that ended this way.
 */
export type DeliveryRow = Owned & {
  id: string;
  outbox_id: string;
  channel: string;
  status: string;
  at: Date;
  receipt: string | null;
  tries: number;
  next_at: Date | null;
  error_code: string | null;
  error_params: string | null;
};

/** health: ok, failing, refused, paused, new. */
export type SourceStateRow = Owned & {
  source_id: string;
  collector: string;
  name: string;
  subject: string;
  /** Where a 301 said that the source now lives; null: as configured. */
  moved_to: string | null;
  /** JSON. */
  cursor: string;
  etag: string | null;
  last_modified: string | null;
  last_read_at: Date | null;
  last_ok_at: Date | null;
  last_new_at: Date | null;
  next_due_at: Date | null;
  failing_since: Date | null;
  failures: number;
  error_code: string | null;
  error_params: string | null;
  health: string;
};

/** Hosts contacted (`host`, bytes) and batches committed (`batch`, items). */
export type LedgerRow = Owned & {
  kind: 'host' | 'batch';
  at: Date;
  source_id: string;
  name: string;
  items: number;
  bytes: number;
};

/** A stage's own memory, JSON. */
export type StageStateRow = Owned & { stage: string; version: number; state: string; updated_at: Date };

export type SchemaVersionRow = { version: number; name: string; applied_at: Generated<Date> };

export type Tables = LetterTables & {
  mention: MentionRow;
  mention_edit: MentionEditRow;
  sighting: SightingRow;
  annotation: AnnotationRow;
  story: StoryRow;
  author: AuthorRow;
  rating_seen: RatingSeenRow;
  page_seen: PageSeenRow;
  page_change: PageChangeRow;
  price_seen: PriceSeenRow;
  job_seen: JobSeenRow;
  legal_event: LegalEventRow;
  own_post_metric: OwnPostMetricRow;
  action: ActionRow;
  incident: IncidentRow;
  outbox: OutboxRow;
  delivery: DeliveryRow;
  source_state: SourceStateRow;
  ledger: LedgerRow;
  stage_state: StageStateRow;
  schema_version: SchemaVersionRow;
};
