import { createPool } from './createPool.ts';
import { inTransaction } from './inTransaction.ts';
import { migrate } from './migrate.ts';
import { prepareParts } from './prepareParts.ts';
import type { Store } from './Store.ts';
import { writeBatch, type Analyse } from './writeBatch.ts';
import type { Logger } from '../pipeline/logger.ts';

export interface StoreOptions {
  /** `mysql://user:password@host:port/schema` */
  url: string;
  /** What is derived from a trace; has to be a pure function of its records. */
  analyse: Analyse;
  logger: Logger;
}

/** The store of records and what is derived from them, in a MySQL-compatible database. */
export function createStore({ url, analyse, logger }: StoreOptions): Store {
  const pool = createPool(url);
  return {
    pool,
    migrate: () => migrate(pool, logger),
    write: async (exports) => {
      const parts = prepareParts(exports);
      await inTransaction(pool, (connection) => writeBatch(connection, exports, parts, analyse));
    },
    ping: async () => {
      await pool.query('SELECT 1');
    },
    close: () => pool.end(),
  };
}
