import type { LogRecord, Span } from '../pipeline/records.ts';
import { hashId } from './hashId.ts';
import { encodeRecords, partVersion } from './partCodec.ts';
import type { ReceivedExport } from './Store.ts';
import type { TracePart } from './tables/traceParts.ts';

/** A part of a trace, ready to be stored, with the records that it was made from. */
export interface PreparedPart {
  row: TracePart;
  records: { spans: Span[]; logs: LogRecord[] };
}

/** MEDIUMBLOB holds 16 MiB; a statement has to fit into max_allowed_packet (16 MiB by default) with its other values. */
const largestBody = 12 << 20;

/**
 * Cuts exports into parts: one for each export, trace and kind. The hash is of what the part holds, so the same
 * export makes the same parts in any batch; each part is told once.
 */
export function prepareParts(exports: ReceivedExport[], limit = largestBody): PreparedPart[] {
  const parts = new Map<string, PreparedPart>();
  for (const { export: records, receivedAt } of exports) {
    for (const [groupId, spans] of Map.groupBy(records.spans, (span) => span.traceId)) {
      add(parts, { groupId, kind: 'spans', receivedAt, limit }, spans);
    }
    for (const [groupId, logs] of Map.groupBy(records.logs, groupIdOf)) {
      add(parts, { groupId, kind: 'logs', receivedAt, limit }, logs);
    }
  }
  return [...parts.values()];
}

/** What stands in `trace_id` everywhere: the trace, or for a record without one, a hash of the record's identity. */
function groupIdOf(log: LogRecord): string {
  return /^[0-9a-f]{32}$/.test(log.traceId) ? log.traceId : hashId(log.identity);
}

interface Destination {
  groupId: string;
  kind: TracePart['kind'];
  receivedAt: number;
  limit: number;
}

function add(parts: Map<string, PreparedPart>, to: Destination, records: Span[] | LogRecord[]): void {
  const body = encodeRecords(records, to.groupId);
  if (body.length > to.limit && records.length > 1) {
    const middle = records.length >> 1;
    add(parts, to, records.slice(0, middle) as typeof records);
    add(parts, to, records.slice(middle) as typeof records);
    return;
  }
  const part_hash = hashId(records.map(identityOf).sort().join('\n'));
  parts.set(`${to.groupId}${part_hash}`, {
    row: {
      trace_id: to.groupId,
      part_hash,
      kind: to.kind,
      version: partVersion,
      received_at: to.receivedAt * 1000,
      body,
    },
    records: to.kind === 'spans' ? { spans: records as Span[], logs: [] } : { spans: [], logs: records as LogRecord[] },
  });
}

function identityOf(record: Span | LogRecord): string {
  return 'identity' in record ? record.identity : `${record.spanId} ${record.start} ${record.duration}`;
}
