import {
  type DuckDBConnection,
  type DuckDBMaterializedResult,
  type DuckDBPreparedStatement,
  DuckDBTimestampValue,
  DuckDBTypeId,
  type DuckDBValue,
  ResultReturnType,
} from '@duckdb/node-api';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';

/** Prepared statements kept per connection: the questions of every screen, with room for their filters. */
const PREPARED_MAX = 128;

const INTEGER_MAX = 2_147_483_647;
const MICROS_PER_MS = 1000n;
const DAY_MS = 86_400_000;

export type PooledConnection = DatabaseConnection & {
  run(sql: string): Promise<void>;
  close(): void;
};

/** One DuckDB connection as Kysely sees it, with its prepared statements, least recently used first out. */
export function duckdbConnection(connection: DuckDBConnection): PooledConnection {
  const prepared = new Map<string, DuckDBPreparedStatement>();

  const prepare = async (sql: string): Promise<DuckDBPreparedStatement> => {
    const known = prepared.get(sql);
    if (known) {
      prepared.delete(sql);
      prepared.set(sql, known);
      return known;
    }
    const statement = await connection.prepare(sql);
    prepared.set(sql, statement);
    if (prepared.size > PREPARED_MAX) {
      const [oldest] = prepared;
      if (oldest) {
        prepared.delete(oldest[0]);
        oldest[1].destroySync();
      }
    }
    return statement;
  };

  return {
    executeQuery: async <R>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<R>> => {
      // Statements without parameters are mostly DDL and staging loads, which are never asked twice.
      if (parameters.length === 0 && query.kind !== 'SelectQueryNode')
        return answerOf<R>(await connection.run(sql));
      const statement = await prepare(sql);
      parameters.forEach((value, index) => {
        bind(statement, index + 1, value);
      });
      return answerOf<R>(await statement.run());
    },
    streamQuery: () => {
      throw new Error('streaming is not needed: every question bounds its rows');
    },
    run: async sql => {
      await connection.run(sql);
    },
    close: () => {
      for (const statement of prepared.values()) statement.destroySync();
      prepared.clear();
      connection.closeSync();
    },
  };
}

/** Text binds to any column type: DuckDB casts it to the type of the place where it stands. */
function bind(statement: DuckDBPreparedStatement, index: number, value: unknown): void {
  if (value === null || value === undefined) statement.bindNull(index);
  else if (typeof value === 'string') statement.bindVarchar(index, value);
  else if (typeof value === 'boolean') statement.bindBoolean(index, value);
  else if (typeof value === 'bigint') statement.bindBigInt(index, value);
  else if (value instanceof Date)
    statement.bindTimestamp(index, new DuckDBTimestampValue(BigInt(value.getTime()) * MICROS_PER_MS));
  else if (typeof value !== 'number') throw new Error(`cannot bind a ${typeof value}`);
  else if (Number.isInteger(value) && Math.abs(value) <= INTEGER_MAX) statement.bindInteger(index, value);
  else if (Number.isSafeInteger(value)) statement.bindBigInt(index, BigInt(value));
  else statement.bindDouble(index, value);
}

function answerOf<R>(result: DuckDBMaterializedResult): QueryResult<R> {
  const numAffectedRows = BigInt(result.rowsChanged);
  if (result.returnType !== ResultReturnType.QUERY_RESULT) return { numAffectedRows, rows: [] };
  const names = result.deduplicatedColumnNames();
  const converters = names.map((_, column) => converterOf(result.columnTypeId(column)));
  const rows: Record<string, unknown>[] = [];
  // The result is whole already: fetching its chunks asynchronously would only change threads once for each.
  for (let index = 0; index < result.chunkCount; index += 1) {
    const chunk = result.getChunk(index);
    const columns = converters.map((convert, column) => {
      const values = chunk.getColumnValues(column);
      return convert ? values.map(value => (value === null ? null : convert(value))) : values;
    });
    for (let row = 0; row < chunk.rowCount; row += 1) {
      const object: Record<string, unknown> = {};
      names.forEach((name, column) => {
        object[name] = columns[column]?.[row];
      });
      rows.push(object);
    }
  }
  // Kysely gives rows the type that the query builder derived; the converters above are what makes it true.
  return { numAffectedRows, rows: rows as R[] };
}

type Convert = (value: DuckDBValue) => unknown;

/** As tables.ts promises: BIGINT as decimal text, TIMESTAMP as a UTC Date, DATE as text, sums as numbers. */
function converterOf(type: DuckDBTypeId): Convert | null {
  switch (type) {
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.UBIGINT:
      return String;
    case DuckDBTypeId.HUGEINT:
      return Number;
    case DuckDBTypeId.DECIMAL:
      return value => Number(String(value));
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_TZ:
      return value => new Date(Number(microsOf(value) / MICROS_PER_MS));
    case DuckDBTypeId.DATE:
      return value => new Date(daysOf(value) * DAY_MS).toISOString().slice(0, 10);
    default:
      return null;
  }
}

function microsOf(value: DuckDBValue): bigint {
  if (typeof value === 'object' && value !== null && 'micros' in value && typeof value.micros === 'bigint')
    return value.micros;
  throw new Error('not a timestamp');
}

function daysOf(value: DuckDBValue): number {
  if (typeof value === 'object' && value !== null && 'days' in value && typeof value.days === 'number')
    return value.days;
  throw new Error('not a date');
}
