import type { Pool } from 'mysql2/promise';
import type { Export } from '../pipeline/records.ts';

/** An export as it leaves decoding and preparing (SQL literals and secrets already gone). */
export interface ReceivedExport {
  export: Export;
  /** ms since 1970. */
  receivedAt: number;
}

export interface Store {
  /**
   * Brings the database's tables to this version; does nothing where they are. Safe when several shims start at once.
   * @throws Error that says what is wrong and what to do, {@link RetryableError} while the database is away.
   */
  migrate(): Promise<void>;
  /**
   * Stores a batch in one transaction. Writing the same records again, alone or in another batch, changes nothing.
   * @throws RetryableError when the database is away or overloaded (nothing is stored, the same call may succeed
   * later); any other error means that this batch can never be stored as it is.
   */
  write(exports: ReceivedExport[]): Promise<void>;
  /** @throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
  pool: Pool;
}
