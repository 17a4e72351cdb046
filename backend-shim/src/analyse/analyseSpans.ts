import type { Analysis } from '../pipeline/analysis.ts';
import type { LogRecord } from '../pipeline/records.ts';
import type { TemplateTable } from '../pipeline/spans/TemplateTable.ts';
import type { TraceSpans } from '../pipeline/spans/TraceSpans.ts';
import { analyseSplit } from './analyseSplit.ts';
import { analyseTrace } from './analyseTrace.ts';
import { chooseSpans } from './chooseSpans.ts';
import { byTime } from './join/splitTrace.ts';
import { spanOf } from '../pipeline/spans/spanOf.ts';
import { traitsOf } from './templates/traitsOf.ts';

/**
 * What {@link analyseTrace} says of the spans as objects, without making objects of those that tell nothing: they are
 * only counted, in columns.
 *
 * @param traceId - empty for log records without a trace
 */
export function analyseSpans(
  spans: TraceSpans | null,
  logs: LogRecord[],
  traceId: string,
  templates: TemplateTable
): Analysis {
  if (!spans || spans.rows.length === 0) {
    return analyseTrace({ traceId, spans: [], logs });
  }
  const { table, rows } = spans;
  const chosen = chooseSpans(spans, traitsOf(templates), (at, key) => {
    const own = table.extra[rows[at]]?.attributes;
    return own && key in own ? own[key] : templates.at(table.template[rows[at]]).attributes[key];
  });
  if (chosen.hasMessages) {
    return analyseTrace({ traceId, spans: Array.from(rows, (_row, at) => spanOf(spans, at, templates)), logs });
  }
  const byPlace = new Map(chosen.telling.map((at) => [at, spanOf(spans, at, templates)]));
  const telling = [...byPlace.values()].sort(byTime);
  const root = byPlace.get(chosen.root) ?? null;
  return analyseSplit(traceId, { spans: telling, root, request: telling, messages: [] }, chosen.counts, logs);
}
