import { encodeRecords } from '../../store/partCodec.ts';
import { sampleLog, sampleSpan } from '../../store/testing/sampleRecords.ts';
import { contextOf, fakePool } from '../testing/fakePool.ts';
import { trace } from './trace.ts';

const traceId = '0a'.repeat(16);
const query = { queryType: 'trace' as const, traceId };
const part = (kind: 'spans' | 'logs', records: Parameters<typeof encodeRecords>[0]) => ({
  kind,
  version: 1,
  body: encodeRecords(records, traceId),
});

it('joins the stored parts', async () => {
  const root = sampleSpan({
    status: 'error',
    statusMessage: 'TypeError',
    events: [{ name: 'exception', time: 1_050, attributes: { 'exception.type': 'TypeError' } }],
  });
  const child = sampleSpan({
    spanId: '2',
    parentSpanId: '1',
    kind: 'client',
    name: 'SELECT',
    start: 1_020,
    duration: 30,
  });
  const { pool } = fakePool({
    trace_parts: [[part('spans', [child]), part('logs', [sampleLog({ spanId: '2' })]), part('spans', [root, child])]],
  });
  expect(await trace(query, contextOf(pool))).toMatchSnapshot();
});

it.each([
  ['nothing', [], /not stored: the store did not sample it/],
  ['log records alone', [part('logs', [sampleLog()])], /^Only log records of this trace/],
])('has an empty frame that says why for %s', async (_, parts, text) => {
  const [frame] = await trace(query, contextOf(fakePool({ trace_parts: [parts] }).pool));
  expect(frame.data.values.every((column) => column.length === 0)).toBe(true);
  expect(frame.schema.meta?.notices?.[0].text).toMatch(text);
});
