import type { Logger } from '../pipeline/logger.ts';
import type { TemplateTable } from '../pipeline/spans/TemplateTable.ts';
import { createPool } from './createPool.ts';
import { Dictionary } from './dictionary/Dictionary.ts';
import { inTransaction } from './inTransaction.ts';
import { migrate } from './migrate.ts';
import { Names } from './names/Names.ts';
import { BlockCache } from './read/BlockCache.ts';
import type { Analyser, Store } from './Store.ts';
import { readPosition } from './tables/spools.ts';
import { Noted } from './write/Noted.ts';
import { prepareBatch } from './write/prepareBatch.ts';
import { writeBatch } from './write/writeBatch.ts';

export interface StoreOptions {
  /** `mysql://user:password@host:port/schema` */
  url: string;
  /** Those that the batches' spans refer to. */
  templates: TemplateTable;
  analyser: Analyser;
  /** Series of each kind of roll-up, in a minute; what goes beyond is counted together. */
  maxSeries: number;
  /** Rows of a problem's occurrences within an hour, besides the first and the last; counts know of all. */
  maxOccurrences: number;
  /** How long traces are kept, ms. */
  retentionMs: number;
  logger: Logger;
}

/** The store of records and what is derived from them, in a MySQL-compatible database. */
export function createStore({ url, templates, analyser, logger, ...limits }: StoreOptions): Store {
  const pool = createPool(url);
  const writing = {
    pool,
    templates,
    dictionary: new Dictionary(),
    names: new Names(pool),
    cache: new BlockCache(),
    noted: new Noted(),
    analyser,
    logger,
    ...limits,
  };
  return {
    pool,
    migrate: () => migrate(pool, logger),
    write: async (batch) => {
      const prepared = prepareBatch(batch, limits, analyser);
      const afterwards = await inTransaction(pool, (connection) => writeBatch(connection, prepared, writing));
      afterwards();
    },
    position: (spoolId) => readPosition(pool, spoolId),
    ping: async () => {
      await pool.query('SELECT 1');
    },
    close: () => pool.end(),
  };
}
