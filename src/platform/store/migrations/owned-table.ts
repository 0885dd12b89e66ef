import type { ColumnDefinitionBuilder, Kysely } from 'kysely';

type Type = 'text' | 'bigint' | 'timestamp' | 'date' | 'double precision' | 'integer' | 'boolean';
/** A type alone is NOT NULL; `| null` is written `?`. */
export type Columns = Readonly<Record<string, Type | `${Type}?`>>;

const nullable = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column;
const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();

/** A table that starts with its tenant and brand, as every one does. */
export async function createOwned(db: Kysely<unknown>, table: string, columns: Columns): Promise<void> {
  let builder = db.schema
    .createTable(table)
    .addColumn('tenant_id', 'text', required)
    .addColumn('brand_id', 'text', required);
  for (const [name, type] of Object.entries(columns)) {
    // The `?` is our own mark; what is left is the SQL type.
    const bare = type.replace('?', '') as Type;
    builder = builder.addColumn(name, bare, type.endsWith('?') ? nullable : required);
  }
  await builder.execute();
}
