import type { LogRecord } from '../../pipeline/records.ts';
import type { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import { treeOf } from '../../pipeline/spans/treeOf.ts';
import type { RowRuns, TraceSpans } from '../../pipeline/spans/TraceSpans.ts';
import type { StoredTrace } from '../read/loadStored.ts';
import type { TracePart } from './TracePart.ts';

/** A trace of which a part was stored before, with the part that came now. */
export interface MergedTrace {
  before: { spans: TraceSpans | null; logs: LogRecord[] };
  now: { spans: TraceSpans | null; logs: LogRecord[] };
  /** What of the part was not stored yet; null when all of it was. */
  fresh: TracePart | null;
}

/** Joins a part with what is stored of its trace, each span and log record once. */
export function mergeStored(part: TracePart, stored: StoredTrace, table: SpanTable): MergedTrace {
  const { groupId } = part;
  const freshRuns = freshRows(part.spans, stored.runs, table);
  const knownLogs = new Set(stored.logs.map(logKey));
  const freshLogs = part.logs.filter((log) => !knownLogs.has(logKey(log)));
  const tree = (runs: RowRuns) => (runs.length > 0 ? treeOf(groupId, table, runs) : null);
  const fresh = freshRuns.length > 0 || freshLogs.length > 0;
  return {
    before: { spans: tree(stored.runs), logs: stored.logs },
    now: { spans: tree([...stored.runs, ...freshRuns]), logs: [...stored.logs, ...freshLogs] },
    fresh: fresh ? { ...part, runs: freshRuns, spans: tree(freshRuns), logs: freshLogs } : null,
  };
}

/**
 * Rows that tell something new; of a span told again, only a longer state does. Compacted parts keep neither ids of
 * spans nor the identity of log records: there, what a record says is its identity.
 */
function freshRows(spans: TraceSpans | null, storedRuns: RowRuns, table: SpanTable): RowRuns {
  const byId = new Map<string, number>();
  const contents = new Set<string>();
  for (let at = 0; at < storedRuns.length; at += 2) {
    for (let row = storedRuns[at]; row < storedRuns[at + 1]; row++) {
      if (isNumbered(table, row)) {
        contents.add(contentKey(table, row));
      } else {
        byId.set(idKey(table, row), Math.max(table.duration[row], byId.get(idKey(table, row)) ?? 0));
      }
    }
  }
  const runs: RowRuns = [];
  for (const row of spans?.rows ?? []) {
    const known = byId.get(idKey(table, row)) ?? -1;
    if (known < table.duration[row] && !contents.has(contentKey(table, row))) {
      runs.push(row, row + 1);
    }
  }
  return runs;
}

/** Numbers in place of ids are small: see `loadStored`. */
function isNumbered(table: SpanTable, row: number): boolean {
  return table.idHigh[row] < 65_536;
}

function idKey(table: SpanTable, row: number): string {
  return `${table.idHigh[row]} ${table.idLow[row]}`;
}

function contentKey(table: SpanTable, row: number): string {
  return `${table.template[row]} ${table.start[row]} ${table.duration[row]}`;
}

function logKey(log: LogRecord): string {
  return `${log.time} ${log.severity} ${log.body}`;
}
