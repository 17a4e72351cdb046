import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { prepare } from '../../analyse/prepare.ts';
import { createPrepareSpan } from '../../analyse/prepareSpan.ts';
import { createSpanReader } from '../../decode/createSpanReader.ts';
import { decode } from '../../decode/decode.ts';
import type { Body, LogRecord } from '../../pipeline/records.ts';
import { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import type { RowRuns } from '../../pipeline/spans/TraceSpans.ts';
import { treeOf } from '../../pipeline/spans/treeOf.ts';
import type { BlockTrace } from './BlockTrace.ts';
import { encodeBlock } from './encodeBlock.ts';
import { openBlock } from './openBlock.ts';
import { entriesAtHand } from './testing/entriesAtHand.ts';
import { plainTrace } from './testing/plainTrace.ts';

const captures = process.env.INSIGHTS_CAPTURES || join(__dirname, '../../../../../shared/captures');
const fixtures = join(__dirname, '../../../../tests/fixtures');
const recorded = [join(captures, 'shop-protobuf.jsonl.gz')];
const committed = ['protobuf', 'json', 'sampled'].map((name) => join(fixtures, `excerpt-${name}.jsonl.gz`));

function readTraces(file: string, templates: TemplateTable): BlockTrace[] {
  const reader = createSpanReader({ templates, prepareSpan: createPrepareSpan() });
  const table = new SpanTable();
  const runs = new Map<string, RowRuns>();
  const logs = new Map<string, LogRecord[]>();
  for (const line of gunzipSync(readFileSync(file)).toString().trim().split('\n')) {
    const { at, path, contentType, body } = JSON.parse(line) as Record<string, string>;
    const signal = path.slice('/v1/'.length) as Body['signal'];
    const encoding = contentType === 'application/json' ? 'json' : 'protobuf';
    const bytes: Body = { signal, encoding, receivedAt: Number(at), bytes: Buffer.from(body, 'base64') };
    if (signal === 'traces') {
      reader.read(bytes, table, runs);
    } else if (signal === 'logs') {
      for (const log of prepare(decode(bytes)).logs) {
        logs.set(log.traceId, [...(logs.get(log.traceId) ?? []), log]);
      }
    }
  }
  const traces = Array.from(runs, ([traceId, rows]): BlockTrace => {
    const spans = treeOf(traceId, table, rows);
    return { traceId, filedAt: Math.floor(table.start[spans.rows[0]] / 1000), spans, logs: logs.get(traceId) ?? [] };
  });
  return traces.sort((a, b) => a.filedAt - b.filedAt);
}

/** Text, since comparing a hundred thousand objects would take a minute. */
function linesOf(
  { traceId, filedAt, parents, spans, logs }: ReturnType<typeof plainTrace>,
  withIds: boolean
): string[] {
  const ids = new Map(spans?.map(({ id }, row) => [id, withIds ? id : row]));
  return [
    `${traceId} ${filedAt} ${parents?.join()}`,
    ...(spans ?? []).map((span) => JSON.stringify({ ...span, id: ids.get(span.id), parentId: ids.get(span.parentId) })),
    ...logs.map(({ time, severity, body, resource, spanId, attributes, identity }) =>
      JSON.stringify([
        [time, severity, body, resource, ids.get(spanId)],
        withIds ? [attributes, identity.slice(0, 16)] : Object.keys(attributes),
      ])
    ),
  ];
}

describe.each([...committed, ...recorded.filter((file) => existsSync(file))])('%s', (file) => {
  const templates = new TemplateTable();
  const traces = readTraces(file, templates);
  const bytes = { hot: 0, compacted: 0 };

  it.each([
    ['hot', true],
    ['compacted', false],
  ] as const)('comes back from a %s block as it came, every span and log record', (kind, keepIds) => {
    const { body, version, entries } = encodeBlock(traces, templates, { keepIds, known: () => false });
    bytes[kind] = body.length;
    const block = openBlock(body, version);
    const [fresh, dictionary, table] = [new TemplateTable(), entriesAtHand(entries), new SpanTable()];
    expect(traces.length).toBeGreaterThan(2);
    // Of many, some: it is the text that takes the time.
    const step = Math.ceil(traces.length / 150);
    traces.forEach((trace, at) => {
      const read = block.read(at, table, fresh, dictionary);
      expect(read.spans?.parents).toEqual(trace.spans?.parents);
      if (at % step === 0) {
        const lines = linesOf(plainTrace(read, fresh), keepIds);
        expect(lines.join('\n')).toBe(linesOf(plainTrace(trace, templates), keepIds).join('\n'));
      }
    });
  });

  it('is much smaller compacted: a third of a kilobyte a trace, where there are many', () => {
    expect(bytes.compacted).toBeLessThan(bytes.hot / 2);
    if (traces.length > 500) {
      expect(bytes.compacted / traces.length).toBeLessThan(330);
    }
  });
});
