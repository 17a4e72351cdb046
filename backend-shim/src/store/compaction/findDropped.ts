import type { Pool, RowDataPacket } from 'mysql2/promise';
import { traceFlags } from '../tables/traces.ts';
import { inChunks } from '../tables/inChunks.ts';
import type { KeepPolicy } from './KeepPolicy.ts';
import { keepsSpans, type TraceVerdict } from './keepsSpans.ts';

/** A trace's row, whose key is both. */
export interface DroppedTrace {
  traceId: string;
  start: Date;
}

/** Occurrences are told at most so long before or after the time under which their trace is filed. */
const aroundMs = 86_400_000;

/**
 * The traces filed from one time to another, both included, that do not keep their spans: whole, and of no interest.
 * Those that tell of any failure, handled ones too, are of interest: their problems' pages lead to them.
 *
 * @param alike how many traces each endpoint has in these ten minutes
 */
export async function findDropped(
  pool: Pool,
  { from, to }: { from: number; to: number },
  alike: Map<number, number>,
  policy: KeepPolicy
): Promise<Map<string, DroppedTrace>> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT t.start_time AS start, t.trace_id AS traceId, t.duration_us AS durationUs, t.flags,
            t.endpoint_id AS endpointId, e.root_kind AS rootKind
     FROM maho_insights_traces t LEFT JOIN maho_insights_endpoints e ON e.endpoint_id = t.endpoint_id
     WHERE t.start_time BETWEEN ? AND ?`,
    [new Date(from), new Date(to)]
  );
  const dropped = new Map<string, DroppedTrace>();
  for (const row of rows) {
    const traceId = row.traceId.toString('hex');
    const verdict: TraceVerdict = {
      traceId,
      durationUs: Number(row.durationUs),
      failed: (row.flags & traceFlags.failed) !== 0,
      // Endpoint 0 stands for more than are told apart.
      whole: row.endpointId === 0 || row.rootKind !== null,
      alike: row.endpointId === 0 ? Infinity : (alike.get(row.endpointId) ?? 0),
    };
    if (!keepsSpans(verdict, policy)) {
      dropped.set(traceId, { traceId, start: row.start });
    }
  }
  for (const traceId of await withOccurrences(pool, [...dropped.keys()], from - aroundMs, to + aroundMs)) {
    dropped.delete(traceId);
  }
  return dropped;
}

/** How many traces each endpoint has from one time until before another. */
export async function countEndpoints(pool: Pool, from: number, to: number): Promise<Map<number, number>> {
  const [rows] = await pool.query<RowDataPacket[]>(
    `SELECT endpoint_id AS id, COUNT(*) AS traces FROM maho_insights_traces
     WHERE start_time >= ? AND start_time < ? GROUP BY endpoint_id`,
    [new Date(from), new Date(to)]
  );
  return new Map(rows.map((row) => [row.id, Number(row.traces)]));
}

async function withOccurrences(pool: Pool, traceIds: string[], from: number, to: number): Promise<string[]> {
  return inChunks(traceIds, async (ids) => {
    const [rows] = await pool.query<RowDataPacket[]>(
      `SELECT DISTINCT trace_id AS traceId FROM maho_insights_error_occurrences
       WHERE trace_id IN (?) AND occurred_at BETWEEN ? AND ?`,
      [ids, new Date(from), new Date(to)]
    );
    return rows.map((row) => row.traceId.toString('hex') as string);
  });
}
