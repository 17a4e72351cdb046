import { randomBytes } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import type { BlockTrace } from '../blocks/BlockTrace.ts';
import { encodeBlock } from '../blocks/encodeBlock.ts';
import type { Dictionary } from '../dictionary/Dictionary.ts';
import type { DictionaryEntry } from '../dictionary/DictionaryEntry.ts';
import type { TraceBlockRow } from '../tables/traceBlocks.ts';
import type { PartGroup } from './groupParts.ts';
import { joinGroup } from './joinGroup.ts';

const tracesPerBlock = 512;
/** A block of very long traces ends before its time: its columns are in memory all at once. */
const mostSpans = 150_000;

export interface EncodedGroups {
  rows: TraceBlockRow[];
  /** That the dictionary does not have yet. */
  entries: DictionaryEntry[];
  /** All ids in the dictionary that the blocks refer to. */
  uses: Set<string>;
}

/** Makes compacted blocks of about 512 traces each, one after the other, with room for other work in between. */
export async function encodeGroups(
  groups: PartGroup[],
  templates: TemplateTable,
  dictionary: Dictionary
): Promise<EncodedGroups> {
  const encoded: EncodedGroups = { rows: [], entries: [], uses: new Set() };
  const perBlock = Math.ceil(groups.length / Math.max(1, Math.round(groups.length / tracesPerBlock)));
  let table = new SpanTable();
  let traces: BlockTrace[] = [];
  for (const [at, group] of groups.entries()) {
    traces.push(joinGroup(group, table, templates, dictionary));
    if (traces.length === perBlock || table.length >= mostSpans || at === groups.length - 1) {
      addBlock(encoded, traces, templates, dictionary);
      table = new SpanTable(Math.max(table.length, 1024));
      traces = [];
      await breathe();
    }
  }
  return encoded;
}

function addBlock(
  encoded: EncodedGroups,
  traces: BlockTrace[],
  templates: TemplateTable,
  dictionary: Dictionary
): void {
  const { body, version, entries, uses } = encodeBlock(traces, templates, {
    keepIds: false,
    known: (id) => dictionary.known(id),
  });
  encoded.entries.push(...entries);
  uses.forEach((id) => encoded.uses.add(id));
  encoded.rows.push({
    block_id: randomBytes(8).toString('hex'),
    first_time: traces[0].filedAt * 1000,
    last_time: traces[traces.length - 1].filedAt * 1000,
    level: 1,
    version,
    trace_count: traces.length,
    span_count: traces.reduce((sum, { spans }) => sum + (spans?.rows.length ?? 0), 0),
    written_at: Date.now() * 1000,
    body,
  });
}
