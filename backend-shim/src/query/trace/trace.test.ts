import type { Attributes, LogRecord, Span } from '../../pipeline/records.ts';
import { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import { treeOf } from '../../pipeline/spans/treeOf.ts';
import { sampleLog, sampleSpan } from '../../store/testing/sampleRecords.ts';
import { fakeContext } from '../testing/fakeContext.ts';
import { trace } from './trace.ts';

const traceId = '0a'.repeat(16);
const query = { queryType: 'trace' as const, traceId };

const halves = (id: string) => [Number.parseInt(id.slice(0, 8), 16), Number.parseInt(id.slice(8), 16)];

/** As the store reads it. */
function stored(spans: Span[], logs: LogRecord[], dropped = false) {
  const table = new SpanTable();
  const templates = new TemplateTable();
  for (const {
    spanId,
    parentSpanId,
    start,
    duration,
    resource,
    statusMessage,
    events,
    attributes,
    ...content
  } of spans) {
    const { 'url.path': path, ...common } = attributes;
    const own: Attributes = path === undefined ? {} : { 'url.path': path };
    const row = table.addRow(resource, { attributes: own, statusMessage, events });
    table.template[row] = templates.intern({ ...content, attributes: common }).index;
    [table.idHigh[row], table.idLow[row]] = halves(spanId);
    [table.parentHigh[row], table.parentLow[row]] = halves(parentSpanId || '0'.repeat(16));
    [table.start[row], table.duration[row]] = [start, duration];
  }
  const tree = spans.length === 0 ? null : treeOf(traceId, table, [0, spans.length]);
  return { readTrace: async () => ({ spans: tree, logs, dropped, templates }) };
}

const root = sampleSpan({
  spanId: '00000000000000ff',
  status: 'error',
  statusMessage: 'TypeError',
  attributes: { 'http.route': 'cms/index/index', 'url.path': '/' },
  events: [{ name: 'exception', time: 1_050, attributes: { 'exception.type': 'TypeError' } }],
});
const child = sampleSpan({
  spanId: 'abcdef0123456789',
  parentSpanId: root.spanId,
  kind: 'client',
  name: 'SELECT',
  start: 1_020,
  duration: 30,
});

it('is a row a span, with events and log records at their spans', async () => {
  const logs = [sampleLog({ spanId: child.spanId }), sampleLog({ spanId: 'feedfeedfeedfeed', time: 1_060 })];
  expect(await trace(query, fakeContext(stored([child, root], logs)))).toMatchSnapshot();
});

it('names the parent that has not come, and says so', async () => {
  const [frame] = await trace(query, fakeContext(stored([child], [])));
  expect(frame.data.values[2]).toEqual([root.spanId]);
  expect(frame.schema.meta?.notices?.[0].text).toMatch(/^The first span of this trace has not arrived/);
});

it.each([
  ['nothing', { readTrace: async () => null }, /may not have sampled the request/],
  ['log records alone', stored([], [sampleLog()]), /^Only log records of this trace/],
  ['spans that the storage policy dropped', stored([], [sampleLog()], true), /storage policy keeps all failed, slow/],
])('has an empty frame that says why for %s', async (_, sources, text) => {
  const [frame] = await trace(query, fakeContext(sources));
  expect(frame.data.values.every((column) => column.length === 0)).toBe(true);
  expect(frame.schema.meta?.notices?.[0].text).toMatch(text);
});
