import type { PoolConnection } from 'mysql2/promise';
import type { Analysis, TraceRecords } from '../pipeline/analysis.ts';
import type { LogRecord, Span } from '../pipeline/records.ts';
import { mergeRecords } from './mergeRecords.ts';
import { decodeRecords } from './partCodec.ts';
import type { PreparedPart } from './prepareParts.ts';
import { replaceDerived } from './replaceDerived.ts';
import type { ReceivedExport } from './Store.ts';
import { insertMetrics } from './tables/metrics.ts';
import { noteSignals } from './tables/signals.ts';
import { lockTraces } from './tables/traceHeads.ts';
import { insertParts, listParts, loadParts } from './tables/traceParts.ts';

export type Analyse = (records: TraceRecords) => Analysis;

/**
 * Writes a batch within a transaction. The order is that in which every writer locks: heads, then what belongs to
 * the traces alone, then problems, and last what all batches share (stores, signals) and would wait for longest.
 */
export async function writeBatch(
  connection: PoolConnection,
  exports: ReceivedExport[],
  parts: PreparedPart[],
  analyse: Analyse
): Promise<void> {
  await lockTraces(connection, [...new Set(parts.map((part) => part.row.trace_id))]);
  await insertMetrics(
    connection,
    exports.flatMap((received) => received.export.points)
  );
  const fresh = await withoutStored(connection, parts);
  await insertParts(
    connection,
    fresh.map((part) => part.row)
  );
  const traces = await completeTraces(connection, fresh);
  const analyses = new Map([...traces].map(([traceId, records]) => [traceId, analyse(records)]));
  await replaceDerived(connection, analyses);
  await noteSignals(connection, exports);
}

async function withoutStored(connection: PoolConnection, parts: PreparedPart[]): Promise<PreparedPart[]> {
  const stored = await listParts(connection, [...new Set(parts.map((part) => part.row.trace_id))]);
  const keys = new Set(stored.map((part) => `${part.trace_id}${part.part_hash}`));
  return parts.filter(({ row }) => !keys.has(`${row.trace_id}${row.part_hash}`));
}

/** All records, new and old, of the traces that have new parts. */
async function completeTraces(connection: PoolConnection, fresh: PreparedPart[]): Promise<Map<string, TraceRecords>> {
  const records = Map.groupBy(
    fresh.map((part) => ({ traceId: part.row.trace_id, ...part.records })),
    (part) => part.traceId
  );
  const known = new Set(fresh.map(({ row }) => `${row.trace_id}${row.part_hash}`));
  for (const part of await loadParts(connection, [...records.keys()])) {
    if (!known.has(`${part.trace_id}${part.part_hash}`)) {
      const spans = part.kind === 'spans' ? decodeRecords<Span>(part.version, part.body, part.trace_id) : [];
      const logs = part.kind === 'logs' ? decodeRecords<LogRecord>(part.version, part.body, part.trace_id) : [];
      records.get(part.trace_id)?.push({ traceId: part.trace_id, spans, logs });
    }
  }
  return new Map([...records].map(([traceId, all]) => [traceId, mergeRecords(all)]));
}
