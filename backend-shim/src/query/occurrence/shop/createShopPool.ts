import { createPool, type RowDataPacket } from 'mysql2/promise';
import type { ShopDatabase } from './createShopLookups.ts';

export interface ShopPool extends Pick<ShopDatabase, 'ask'> {
  close(): Promise<void>;
}

const longestMs = 1_000;

/**
 * A connection or two to the shop's own database, which can only read, and never make a page wait for longer than a
 * second.
 */
export function createShopPool(url: string): ShopPool {
  const pool = createPool({
    uri: url,
    charset: 'utf8mb4',
    connectionLimit: 2,
    connectTimeout: longestMs,
    queueLimit: 50,
    idleTimeout: 60_000,
    enableKeepAlive: true,
  });
  pool.pool.on('connection', (connection) => {
    // Sent before whatever the borrower sends.
    connection.query('SET SESSION TRANSACTION READ ONLY', () => undefined);
  });
  return {
    ask: (sql: string, values: unknown[]) => withinTime(read(sql, values)),
    close: () => pool.end(),
  };

  async function read(sql: string, values: unknown[]): Promise<RowDataPacket[]> {
    const connection = await pool.getConnection();
    // A connection that waits for an answer is of no use to others.
    const late = setTimeout(() => connection.destroy(), longestMs);
    try {
      const [rows] = await connection.query<RowDataPacket[]>(sql, values);
      return rows;
    } finally {
      clearTimeout(late);
      connection.release();
    }
  }
}

function withinTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${longestMs} ms`)), longestMs);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
