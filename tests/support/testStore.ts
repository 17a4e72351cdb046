import { contributionsOf } from '../../backend-shim/src/analyse/rollup/contributionsOf.ts';
import { counterContributions } from '../../backend-shim/src/analyse/rollup/counterContributions.ts';
import { logContributions } from '../../backend-shim/src/analyse/rollup/logContributions.ts';
import { queryTextOf } from '../../backend-shim/src/analyse/templates/queryTextOf.ts';
import { spanOf } from '../../backend-shim/src/pipeline/spans/spanOf.ts';
import type { Analysis, TraceRecords } from '../../backend-shim/src/pipeline/analysis.ts';
import { createLogger } from '../../backend-shim/src/pipeline/logger.ts';
import type { Export, Span } from '../../backend-shim/src/pipeline/records.ts';
import { SpanTable } from '../../backend-shim/src/pipeline/spans/SpanTable.ts';
import { TemplateTable } from '../../backend-shim/src/pipeline/spans/TemplateTable.ts';
import type { RowRuns } from '../../backend-shim/src/pipeline/spans/TraceSpans.ts';
import type { Batch, SpoolPosition } from '../../backend-shim/src/store/Batch.ts';
import { createStore } from '../../backend-shim/src/store/createStore.ts';
import type { Store } from '../../backend-shim/src/store/Store.ts';
import { analyseSimply, hexId } from './shopRecords.ts';

export interface TestStore {
  store: Store;
  templates: TemplateTable;
  /** Writes exports as one batch. */
  write(exports: Array<Partial<Export>>, options?: { receivedAt?: number; position?: SpoolPosition }): Promise<void>;
}

const logger = createLogger('silent');
const year = 366 * 86_400_000;

/** The real store with an analysis that a test can read, fed with records instead of bodies. */
export function openTestStore(
  url: string,
  analyse: (records: TraceRecords) => Analysis = analyseSimply,
  receivedAt = Date.now(),
  maxOccurrences = 100
): TestStore {
  const templates = new TemplateTable();
  const store = createStore({
    url,
    templates,
    analyser: {
      analyse: (spans, logs, traceId) =>
        analyse({ traceId, spans: [...(spans?.rows ?? [])].map((_, at) => spanOf(spans!, at, templates)), logs }),
      contributions: (spans, analysis) => contributionsOf(spans, analysis, templates),
      counters: counterContributions,
      patterns: logContributions,
      queryText: (query) => queryTextOf(templates, query),
      tells: (log) => log.severity === 0 || log.severity >= 17,
    },
    maxSeries: 1_000,
    maxOccurrences,
    retentionMs: year,
    logger,
  });
  return {
    store,
    templates,
    write: (exports, options = {}) => store.write(batchOf(exports, templates, { receivedAt, ...options })),
  };
}

export function batchOf(
  exports: Array<Partial<Export>>,
  templates: TemplateTable,
  { receivedAt, position = null }: { receivedAt: number; position?: SpoolPosition | null }
): Batch {
  const table = new SpanTable();
  const traces = new Map<string, RowRuns>();
  for (const span of exports.flatMap(({ spans = [] }) => spans)) {
    const row = addSpan(table, span, templates);
    traces.set(span.traceId, [...(traces.get(span.traceId) ?? []), row, row + 1]);
  }
  const metrics = exports.flatMap(({ points = [] }) =>
    points.length === 0 ? [] : [{ id: hexId(points.map((point) => point.identity).join()), points }]
  );
  return { spans: table, traces, logs: exports.flatMap(({ logs = [] }) => logs), metrics, receivedAt, position };
}

function addSpan(table: SpanTable, span: Span, templates: TemplateTable): number {
  const { name, kind, status, attributes, statusMessage, events } = span;
  const extra = statusMessage !== '' || events.length > 0 ? { attributes: {}, statusMessage, events } : null;
  const row = table.addRow(span.resource, extra);
  table.template[row] = templates.intern({ name, kind, status, attributes }).index;
  [table.idHigh[row], table.idLow[row]] = halves(span.spanId);
  [table.parentHigh[row], table.parentLow[row]] = halves(span.parentSpanId);
  table.start[row] = span.start;
  table.duration[row] = span.duration;
  return row;
}

function halves(id: string): [number, number] {
  return id === '' ? [0, 0] : [Number.parseInt(id.slice(0, 8), 16), Number.parseInt(id.slice(8), 16)];
}
