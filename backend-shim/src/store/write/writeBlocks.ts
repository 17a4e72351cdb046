import { randomBytes } from 'node:crypto';
import type { Pool, PoolConnection } from 'mysql2/promise';
import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import { encodeBlock } from '../blocks/encodeBlock.ts';
import type { Dictionary } from '../dictionary/Dictionary.ts';
import { blockSpanMs, insertBlocks, type TraceBlockRow } from '../tables/traceBlocks.ts';
import { saveEntries } from './saveEntries.ts';
import type { TracePart } from './TracePart.ts';

export interface BlockWriting {
  pool: Pool;
  dictionary: Dictionary;
  templates: TemplateTable;
}

/** Writes parts as blocks as they came, those that are filed in the same ten minutes together. */
export async function writeBlocks(
  connection: PoolConnection,
  parts: TracePart[],
  writing: BlockWriting
): Promise<void> {
  const { pool, dictionary, templates } = writing;
  const rows: TraceBlockRow[] = [];
  for (const together of Map.groupBy(parts, (part) => Math.floor(part.filedAt / blockSpanMs)).values()) {
    const { body, version, entries } = encodeBlock(
      together.map(({ groupId, filedAt, spans, logs }) => ({ traceId: groupId, filedAt, spans, logs })),
      templates,
      { keepIds: true, known: (id) => dictionary.known(id) }
    );
    await saveEntries(pool, dictionary, entries);
    rows.push(rowOf(together, body, version));
  }
  await insertBlocks(connection, rows);
}

function rowOf(parts: TracePart[], body: Buffer, version: number): TraceBlockRow {
  const times = parts.map((part) => part.filedAt);
  return {
    block_id: randomBytes(8).toString('hex'),
    first_time: 1000 * times.reduce((a, b) => Math.min(a, b)),
    last_time: 1000 * times.reduce((a, b) => Math.max(a, b)),
    level: 0,
    version,
    trace_count: parts.length,
    span_count: parts.reduce((sum, part) => sum + (part.spans?.rows.length ?? 0), 0),
    written_at: Date.now() * 1000,
    body,
  };
}
