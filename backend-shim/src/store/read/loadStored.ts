import type { PoolConnection } from 'mysql2/promise';
import type { LogRecord } from '../../pipeline/records.ts';
import type { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import type { RowRuns } from '../../pipeline/spans/TraceSpans.ts';
import { DamagedBlockError } from '../blocks/DamagedBlockError.ts';
import type { Dictionary } from '../dictionary/Dictionary.ts';
import { listBlocks, type BlockKey } from '../tables/traceBlocks.ts';
import type { BlockCache } from './BlockCache.ts';

/** All parts of a trace that blocks hold. */
export interface StoredTrace {
  runs: RowRuns;
  logs: LogRecord[];
  /** The earliest time under which a part is filed, ms since 1970. */
  filedAt: number;
}

/** Where parts of a trace may be filed, ms since 1970, both included. */
export interface WantedTrace {
  traceId: string;
  from: number;
  to: number;
}

export interface Reading {
  connection: Pick<PoolConnection, 'query'>;
  cache: BlockCache;
  dictionary: Dictionary;
  templates: TemplateTable;
  /** Given, what is damaged is told and left out, else it ends the reading. */
  onDamage?: (error: DamagedBlockError) => void;
}

/** Compaction put a block's traces into another one while it was being read. */
export class MovedBlockError extends Error {
  override name = 'MovedBlockError';
}

/**
 * Reads parts of traces into a table, from the blocks of the times under which each is filed.
 *
 * @throws MovedBlockError when the same call may succeed, DamagedBlockError
 */
export async function loadStored(
  wanted: WantedTrace[],
  table: SpanTable,
  reading: Reading
): Promise<Map<string, StoredTrace>> {
  const found = new Map<string, StoredTrace>();
  const read = new Set<string>();
  for (const { traceIds, ...range } of joinRanges(wanted)) {
    for (const key of await listBlocks(reading.connection, range.from, range.to)) {
      await readParts(key, traceIds, { found, read, table }, reading).catch((error: Error) => {
        if (!(error instanceof DamagedBlockError) || !reading.onDamage) {
          throw error;
        }
        reading.onDamage(error);
      });
    }
  }
  return found;
}

interface Progress {
  found: Map<string, StoredTrace>;
  /** Places in blocks: two ranges may lead to one. */
  read: Set<string>;
  table: SpanTable;
}

async function readParts(
  key: BlockKey,
  traceIds: Set<string>,
  { found, read, table }: Progress,
  { connection, cache, dictionary, templates }: Reading
): Promise<void> {
  const block = await cache.get(connection, key);
  if (!block) {
    throw new MovedBlockError('A block of traces was compacted meanwhile.');
  }
  for (let at = 0; at < block.traces.length; at++) {
    const { traceId } = block.traces[at];
    const place = `${key.blockId} ${at}`;
    if (traceIds.has(traceId) && !read.has(place)) {
      read.add(place);
      const entries = await dictionary.load(connection, block.usesOf(at));
      const part = (found.get(traceId)?.runs.length ?? 0) / 2 + 1;
      addPart(found, block.read(at, table, templates, entries, part));
    }
  }
}

type BlockPart = { traceId: string; filedAt: number; spans: { rows: Int32Array } | null; logs: LogRecord[] };

function addPart(found: Map<string, StoredTrace>, part: BlockPart): void {
  const stored = found.get(part.traceId) ?? { runs: [], logs: [], filedAt: Infinity };
  found.set(part.traceId, stored);
  stored.logs.push(...part.logs);
  stored.filedAt = Math.min(stored.filedAt, part.filedAt);
  if (part.spans) {
    const rows = [...part.spans.rows];
    const from = rows.reduce((a, b) => Math.min(a, b));
    const to = rows.reduce((a, b) => Math.max(a, b)) + 1;
    stored.runs.push(from, to);
  }
}

/** Traces whose ranges are close to each other are looked for together. */
function joinRanges(wanted: WantedTrace[]): Array<{ from: number; to: number; traceIds: Set<string> }> {
  const joined: Array<{ from: number; to: number; traceIds: Set<string> }> = [];
  for (const { traceId, from, to } of wanted.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to + 1_000) {
      last.to = Math.max(last.to, to);
      last.traceIds.add(traceId);
    } else {
      joined.push({ from, to, traceIds: new Set([traceId]) });
    }
  }
  return joined;
}
