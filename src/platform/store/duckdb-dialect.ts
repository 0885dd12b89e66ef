import type { DuckDBInstance } from '@duckdb/node-api';
import type { DatabaseConnection, Dialect, Driver } from 'kysely';
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { duckdbConnection, type PooledConnection } from './duckdb-connection.ts';

/** Connections of one process on one file: a writer, and readers for the panels of one frame. */
const CONNECTIONS_MAX = 4;

/**
 * Kysely on DuckDB, speaking PostgreSQL's SQL. Connections are made on demand and kept; callers queue when
 * all are busy. The instance belongs to the caller and outlives the driver.
 */
export function duckdbDialect(instance: DuckDBInstance): Dialect {
  return {
    createDriver: () => duckdbDriver(instance),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: db => new PostgresIntrospector(db),
  };
}

function duckdbDriver(instance: DuckDBInstance): Driver {
  const opened: PooledConnection[] = [];
  const idle: PooledConnection[] = [];
  const waiting: ((connection: PooledConnection) => void)[] = [];
  let count = 0;

  const acquireConnection = async (): Promise<DatabaseConnection> => {
    const free = idle.pop();
    if (free) return free;
    if (count >= CONNECTIONS_MAX) return new Promise(resolve => waiting.push(resolve));
    count += 1;
    const connection = duckdbConnection(await instance.connect());
    opened.push(connection);
    return connection;
  };

  const own = (connection: DatabaseConnection): PooledConnection => {
    const found = opened.find(candidate => candidate === connection);
    if (!found) throw new Error('a connection of another driver');
    return found;
  };

  return {
    init: async () => {},
    acquireConnection,
    beginTransaction: connection => own(connection).run('BEGIN TRANSACTION'),
    commitTransaction: connection => own(connection).run('COMMIT'),
    rollbackTransaction: connection => own(connection).run('ROLLBACK'),
    releaseConnection: async connection => {
      const released = own(connection);
      const next = waiting.shift();
      if (next) next(released);
      else idle.push(released);
    },
    destroy: async () => {
      for (const connection of opened.splice(0)) connection.close();
      idle.length = 0;
    },
  };
}
