import { randomBytes } from 'node:crypto';
import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import type { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import type { BlockTrace } from '../blocks/BlockTrace.ts';
import { encodeBlock } from '../blocks/encodeBlock.ts';
import type { DictionaryEntry } from '../dictionary/DictionaryEntry.ts';
import type { DictionaryReader } from '../dictionary/DictionaryReader.ts';
import type { TraceBlockRow } from '../tables/traceBlocks.ts';
import type { PartGroup } from './groupParts.ts';
import { joinGroup } from './joinGroup.ts';

const tracesPerBlock = 512;
/** A block of very long traces ends before its time: its columns are in memory all at once. */
const mostSpans = 150_000;
/** Read without giving others a turn. */
const groupsAtOnce = 64;

export interface EncodedGroups {
  rows: TraceBlockRow[];
  /** That the dictionary does not have, or of which it does not know that they are used today. */
  entries: DictionaryEntry[];
}

export interface EncodeContext {
  /** For the spans of one block at a time: emptied again and again, as a new one for each would cost. */
  table: SpanTable;
  templates: TemplateTable;
  /** Has all that the groups' blocks use. */
  dictionary: DictionaryReader;
  known: (id: string) => boolean;
  /** Whether to rest after each block for as long as it took: who shares the thread has at least half of it then. */
  rests: boolean;
}

/** Makes compacted blocks of about 512 traces each, one after the other. */
export async function encodeGroups(groups: PartGroup[], context: EncodeContext): Promise<EncodedGroups> {
  const rows: TraceBlockRow[] = [];
  const entries = new Map<string, DictionaryEntry>();
  const perBlock = Math.ceil(groups.length / Math.max(1, Math.round(groups.length / tracesPerBlock)));
  const { table } = context;
  table.truncate(0);
  let traces: BlockTrace[] = [];
  let startedAt = performance.now();
  for (const [at, group] of groups.entries()) {
    traces.push(joinGroup(group, table, context.templates, context.dictionary));
    if (traces.length === perBlock || table.length >= mostSpans || at === groups.length - 1) {
      const { row, fresh } = encode(traces, context);
      rows.push(row);
      fresh.forEach((entry) => entries.set(entry.id, entry));
      table.truncate(0);
      traces = [];
      await (context.rests ? sleep(performance.now() - startedAt) : breathe());
      startedAt = performance.now();
    } else if (at % groupsAtOnce === 0) {
      await breathe();
    }
  }
  return { rows, entries: [...entries.values()] };
}

function encode(
  traces: BlockTrace[],
  { templates, known }: EncodeContext
): { row: TraceBlockRow; fresh: DictionaryEntry[] } {
  const { body, version, entries } = encodeBlock(traces, templates, { keepIds: false, known });
  const row: TraceBlockRow = {
    block_id: randomBytes(8).toString('hex'),
    first_time: traces[0].filedAt * 1000,
    last_time: traces[traces.length - 1].filedAt * 1000,
    level: 1,
    version,
    trace_count: traces.length,
    span_count: traces.reduce((sum, { spans }) => sum + (spans?.rows.length ?? 0), 0),
    written_at: Date.now() * 1000,
    body,
  };
  return { row, fresh: entries };
}
