import type { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import { treeOf } from '../../pipeline/spans/treeOf.ts';
import type { RowRuns } from '../../pipeline/spans/TraceSpans.ts';
import type { BlockTrace } from '../blocks/BlockTrace.ts';
import type { DictionaryReader } from '../dictionary/DictionaryReader.ts';
import type { PartGroup } from './groupParts.ts';

/** Reads the parts of a trace into a table, and makes them one: each span once, log records by time. */
export function joinGroup(
  { traceId, filedAt, places }: PartGroup,
  table: SpanTable,
  templates: TemplateTable,
  dictionary: DictionaryReader
): BlockTrace {
  const runs: RowRuns = [];
  const parts = places.map(({ opened, at }) => {
    const from = table.length;
    const part = opened.block.read(at, table, templates, dictionary, runs.length / 2 + 1);
    if (table.length > from) {
      runs.push(from, table.length);
    }
    return part;
  });
  if (parts.length === 1) {
    return { ...parts[0], filedAt };
  }
  return {
    traceId,
    filedAt,
    spans: runs.length > 0 ? treeOf(traceId, table, runs) : null,
    logs: parts.flatMap((part) => part.logs).sort((a, b) => a.time - b.time),
  };
}
