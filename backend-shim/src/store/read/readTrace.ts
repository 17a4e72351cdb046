import type { Pool } from 'mysql2/promise';
import type { LogRecord } from '../../pipeline/records.ts';
import { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import { treeOf } from '../../pipeline/spans/treeOf.ts';
import type { TraceSpans } from '../../pipeline/spans/TraceSpans.ts';
import type { Dictionary } from '../dictionary/Dictionary.ts';
import { occurrenceTimes } from '../tables/occurrences.ts';
import { filedRange } from '../tables/traceHeads.ts';
import { findTraces, traceFlags, type FiledTrace } from '../tables/traces.ts';
import { BlockCache } from './BlockCache.ts';
import { loadStored, MovedBlockError, type WantedTrace } from './loadStored.ts';

export interface ReadTrace {
  spans: TraceSpans | null;
  logs: LogRecord[];
  /** Its spans were dropped by the storage policy. */
  dropped: boolean;
}

export interface TraceReaderOptions {
  pool: Pool;
  dictionary: Dictionary;
  templates: TemplateTable;
  cache?: BlockCache;
}

/** Log records are told a little before or after the request's spans. */
const marginMs = 60_000;
const tries = 3;

/**
 * Reads a trace, or the log records that stand under this id; null when nothing is known of it.
 *
 * @param traceId 32 hexadecimal digits
 * @param at ms since 1970: when a failure of it occurred, where that is known
 * @throws DamagedBlockError
 */
export function createTraceReader({ pool, dictionary, templates, cache = new BlockCache() }: TraceReaderOptions) {
  return async function readTrace(traceId: string, at: number | null = null): Promise<ReadTrace | null> {
    const rows = await findTraces(pool, [traceId]);
    const wanted = await whereFiled(pool, traceId, rows, at);
    const found = await insist(async () => {
      const table = new SpanTable(256);
      const reading = { connection: pool, cache, dictionary, templates };
      return { table, stored: (await loadStored(wanted, table, reading)).get(traceId) };
    });
    const dropped = rows.some((row) => (row.flags & traceFlags.dropped) !== 0);
    if (!found.stored) {
      return dropped ? { spans: null, logs: [], dropped } : null;
    }
    const { runs, logs } = found.stored;
    const spans = runs.length > 0 ? treeOf(traceId, found.table, runs) : null;
    return { spans, logs: logs.sort(byTime), dropped };
  };
}

/** A log record without spans is found by the failure that it tells of. */
async function whereFiled(pool: Pool, traceId: string, rows: FiledTrace[], at: number | null): Promise<WantedTrace[]> {
  const recent = await filedRange(pool, traceId);
  const wanted = rows.map((row) => ({ traceId, from: row.filedAt, to: row.filedAt + row.durationMs + marginMs }));
  if (recent) {
    wanted.push({ traceId, ...recent });
  }
  if (wanted.length > 0) {
    return wanted;
  }
  const times = at === null ? await occurrenceTimes(pool, traceId) : [at];
  return times.map((time) => ({ traceId, from: time - marginMs, to: time + marginMs }));
}

async function insist<T>(read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof MovedBlockError) || attempt >= tries) {
        throw error;
      }
    }
  }
}

function byTime(a: LogRecord, b: LogRecord): number {
  return a.time - b.time || (a.identity < b.identity ? -1 : 1);
}
