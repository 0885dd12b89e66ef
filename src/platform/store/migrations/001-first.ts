import type { ColumnDefinitionBuilder, Kysely } from 'kysely';

type Type = 'text' | 'bigint' | 'timestamp' | 'date' | 'double precision' | 'integer' | 'boolean';
/** A type alone is NOT NULL; `| null` is written `?`. */
type Columns = Readonly<Record<string, Type | `${Type}?`>>;

/**
 * Every table of domain/tables.ts. No primary keys: uniqueness is the one writer's, and a key would double the
 * file (docs/decisions). `tenant_id` and `brand_id` come first in each.
 */
const TABLES: Readonly<Record<string, Columns>> = {
  mention: {
    id: 'bigint',
    kind: 'text',
    form: 'text',
    site: 'text',
    source_id: 'text',
    about: 'text?',
    establishment: 'text?',
    url: 'text?',
    title: 'text',
    text: 'text',
    folded: 'text',
    language: 'text?',
    author_key: 'text?',
    rating_value: 'double precision?',
    rating_best: 'double precision?',
    rating_worst: 'double precision?',
    reply_text: 'text?',
    reply_at: 'timestamp?',
    reply_seen_at: 'timestamp?',
    engagement: 'integer?',
    published_at: 'timestamp',
    dated: 'boolean',
    local_day: 'date',
    first_seen_at: 'timestamp',
    updated_at: 'timestamp',
  },
  mention_edit: {
    mention_id: 'bigint',
    replaced_at: 'timestamp',
    title: 'text',
    text: 'text',
    rating_value: 'double precision?',
  },
  sighting: { mention_id: 'bigint', source_id: 'text', seen_at: 'timestamp' },
  annotation: {
    mention_id: 'bigint',
    local_day: 'date',
    stage: 'text',
    item: 'text',
    version: 'integer',
    label: 'text',
    score: 'double precision',
    confidence: 'double precision',
    abstain: 'boolean',
    because: 'text',
  },
  story: { id: 'text', title: 'text', first_at: 'timestamp', last_at: 'timestamp' },
  author: { key: 'text', name: 'text?', handle: 'text?', url: 'text?', erased_at: 'timestamp?' },
  rating_seen: {
    source_id: 'text',
    site: 'text',
    subject: 'text',
    average: 'double precision',
    best: 'double precision',
    worst: 'double precision',
    count: 'integer',
    distribution: 'text?',
    seen_at: 'timestamp',
    local_day: 'date',
  },
  page_seen: {
    source_id: 'text',
    subject: 'text',
    url: 'text',
    title: 'text',
    signature: 'text',
    lines: 'text',
    seen_at: 'timestamp',
    last_seen_at: 'timestamp',
    local_day: 'date',
  },
  page_change: {
    id: 'text',
    source_id: 'text',
    site: 'text',
    subject: 'text',
    url: 'text',
    kind: 'text',
    before: 'text',
    after: 'text',
    before_since: 'timestamp?',
    seen_at: 'timestamp',
    local_day: 'date',
  },
  price_seen: {
    source_id: 'text',
    subject: 'text',
    url: 'text?',
    product: 'text',
    price: 'double precision',
    currency: 'text',
    available: 'boolean?',
    seen_at: 'timestamp',
    local_day: 'date',
  },
  job_seen: {
    id: 'bigint',
    source_id: 'text',
    site: 'text',
    subject: 'text',
    url: 'text?',
    title: 'text',
    place: 'text?',
    contract: 'text?',
    published_at: 'timestamp?',
    seen_at: 'timestamp',
    last_seen_at: 'timestamp',
    local_day: 'date',
  },
  legal_event: {
    id: 'bigint',
    subject: 'text',
    kind: 'text',
    title: 'text',
    url: 'text?',
    published_at: 'timestamp',
    seen_at: 'timestamp',
  },
  own_post_metric: { mention_id: 'bigint', metric: 'text', value: 'double precision', seen_at: 'timestamp' },
  action: {
    id: 'text',
    mention_id: 'bigint',
    verb: 'text',
    subject: 'text',
    at: 'timestamp',
    until: 'timestamp?',
    undone_at: 'timestamp?',
  },
  incident: {
    id: 'text',
    rule: 'text',
    subject: 'text',
    opened_at: 'timestamp',
    closed_at: 'timestamp?',
    because: 'text',
  },
  outbox: {
    id: 'text',
    kind: 'text',
    key: 'text',
    payload: 'text',
    created_at: 'timestamp',
    done_at: 'timestamp?',
  },
  delivery: {
    id: 'text',
    outbox_id: 'text',
    channel: 'text',
    status: 'text',
    at: 'timestamp',
    receipt: 'text?',
  },
  source_state: {
    source_id: 'text',
    collector: 'text',
    name: 'text',
    subject: 'text',
    moved_to: 'text?',
    cursor: 'text',
    etag: 'text?',
    last_modified: 'text?',
    last_read_at: 'timestamp?',
    last_ok_at: 'timestamp?',
    last_new_at: 'timestamp?',
    next_due_at: 'timestamp?',
    failing_since: 'timestamp?',
    failures: 'integer',
    error_code: 'text?',
    error_params: 'text?',
    health: 'text',
  },
  ledger: {
    kind: 'text',
    at: 'timestamp',
    source_id: 'text',
    name: 'text',
    items: 'integer',
    bytes: 'double precision',
  },
  stage_state: { stage: 'text', version: 'integer', state: 'text', updated_at: 'timestamp' },
};

const nullable = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column;
const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

export const first = {
  version: 1,
  name: '001-first',
  async up(db: Kysely<unknown>): Promise<void> {
    for (const [table, columns] of Object.entries(TABLES)) {
      let builder = db.schema
        .createTable(table)
        .addColumn('tenant_id', 'text', required)
        .addColumn('brand_id', 'text', required);
      for (const [name, type] of Object.entries(columns)) {
        const optional = type.endsWith('?');
        // The `?` is this file's own mark; what is left is the SQL type.
        const bare = type.replace('?', '') as Type;
        builder = builder.addColumn(name, bare, optional ? nullable : required);
      }
      await builder.execute();
    }
  },
};
