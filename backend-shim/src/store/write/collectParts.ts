import { hashId } from '../hashId.ts';
import { treeOf } from '../../pipeline/spans/treeOf.ts';
import type { LogRecord } from '../../pipeline/records.ts';
import type { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import type { Batch } from '../Batch.ts';
import { believableMs, type Filing } from './believable.ts';
import type { TracePart } from './TracePart.ts';

/** Sorts a batch's records by trace. */
export function collectParts(batch: Batch, filing: Filing, tells: (log: LogRecord) => boolean): TracePart[] {
  const parts = new Map<string, TracePart>();
  for (const [traceId, runs] of batch.traces) {
    const spans = treeOf(traceId, batch.spans, runs);
    parts.set(traceId, { ...newPart(traceId, traceId), runs, spans });
  }
  const seen = new Set<string>();
  for (const log of batch.logs) {
    if (!seen.has(log.identity)) {
      seen.add(log.identity);
      addLog(parts, log, tells);
    }
  }
  for (const part of parts.values()) {
    part.start = startOf(part, batch.spans);
    part.filedAt = believableMs(part.start, batch.receivedAt, filing);
  }
  return [...parts.values()];
}

function addLog(parts: Map<string, TracePart>, log: LogRecord, tells: (log: LogRecord) => boolean): void {
  const hasTrace = /^[0-9a-f]{32}$/.test(log.traceId);
  const groupId = hasTrace ? log.traceId : hashId(log.identity);
  const part = parts.get(groupId) ?? newPart(groupId, hasTrace ? groupId : '');
  part.logs.push(log);
  part.isTelling ||= tells(log);
  parts.set(groupId, part);
}

function newPart(groupId: string, traceId: string): TracePart {
  return { groupId, traceId, runs: [], spans: null, logs: [], isTelling: false, start: 0, filedAt: 0 };
}

function startOf({ spans, logs }: TracePart, table: SpanTable): number {
  return spans && spans.rows.length > 0 ? table.start[spans.rows[0]] : Math.min(...logs.map((log) => log.time));
}
