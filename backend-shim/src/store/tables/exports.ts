import type { PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { generationOf } from '../generation.ts';
import { inChunks } from './inChunks.ts';

const mostRows = 64;
const duplicateKey = 1062;
const lockDeadlock = 1213;

/**
 * Remembers exports by their identity, and tells which of them had not been counted before.
 *
 * @throws an error that {@link isLockConflict} knows when another writer has just counted one of them
 */
export async function countOnce(connection: PoolConnection, exportIds: string[], now: number): Promise<Set<string>> {
  const known = new Set(
    await inChunks(exportIds, async (ids) => {
      const [rows] = await connection.query<Array<RowDataPacket & { exportId: Buffer }>>(
        'SELECT export_id AS exportId FROM maho_insights_exports WHERE export_id IN (?)',
        [ids]
      );
      return rows.map((row) => row.exportId.toString('hex'));
    })
  );
  const fresh = [...new Set(exportIds)].filter((id) => !known.has(id)).sort();
  const generation = generationOf(now);
  try {
    for (let at = 0; at < fresh.length; at += mostRows) {
      const rows = fresh.slice(at, at + mostRows).map((id) => [Buffer.from(id, 'hex'), generation]);
      await connection.query<ResultSetHeader>('INSERT INTO maho_insights_exports (export_id, generation) VALUES ?', [
        rows,
      ]);
    }
  } catch (error) {
    throw (error as { errno?: number }).errno === duplicateKey
      ? Object.assign(new Error('Another writer counts the same export.', { cause: error }), { errno: lockDeadlock })
      : error;
  }
  return new Set(fresh);
}
