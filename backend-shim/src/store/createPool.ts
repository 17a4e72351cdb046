import { createPool as createMysqlPool, type Pool } from 'mysql2/promise';

/**
 * A pool whose sessions behave alike on every server: UTC, strict (bad data is an error, never cut in silence),
 * JSON columns as text (MariaDB has no JSON type of its own).
 */
export function createPool(url: string): Pool {
  const pool = createMysqlPool({
    uri: url,
    timezone: 'Z',
    charset: 'utf8mb4',
    jsonStrings: true,
    connectionLimit: 10,
    connectTimeout: 10_000,
    enableKeepAlive: true,
    // A pool of prepared statements per connection; ours are a few dozen, see writeRows.
    maxPreparedStatements: 500,
  });
  pool.pool.on('connection', (connection) => {
    // Sent before whatever the borrower sends; if it fails, so does that.
    connection.query(
      "SET SESSION time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
      () => undefined
    );
  });
  return pool;
}
