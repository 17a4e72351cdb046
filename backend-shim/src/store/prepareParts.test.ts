import { randomBytes } from 'node:crypto';
import type { Export } from '../pipeline/records.ts';
import { decodeRecords } from './partCodec.ts';
import { prepareParts } from './prepareParts.ts';
import { sampleLog, sampleSpan } from './testing/sampleRecords.ts';

const receive = (records: Partial<Export>) => ({
  export: { spans: [], logs: [], points: [], rejected: [], ...records },
  receivedAt: 5,
});
const other = '0b'.repeat(16);

it('makes one part for each export, trace and kind', () => {
  const parts = prepareParts([
    receive({
      spans: [sampleSpan(), sampleSpan({ spanId: '2' }), sampleSpan({ traceId: other })],
      logs: [sampleLog()],
    }),
    receive({ spans: [sampleSpan({ spanId: '3' })] }),
  ]);
  expect(parts.map(({ row, records }) => [row.trace_id, row.kind, records.spans.length, records.logs.length])).toEqual([
    ['0a'.repeat(16), 'spans', 2, 0],
    [other, 'spans', 1, 0],
    ['0a'.repeat(16), 'logs', 0, 1],
    ['0a'.repeat(16), 'spans', 1, 0],
  ]);
  expect(parts[0].row.received_at).toBe(5_000);
});

it('knows an export that came twice, in any order of its records', () => {
  const spans = [sampleSpan(), sampleSpan({ spanId: '2' })];
  expect(prepareParts([receive({ spans }), receive({ spans: spans.toReversed() })])).toHaveLength(1);
});

it('takes a span with another duration for another part', () => {
  expect(
    prepareParts([receive({ spans: [sampleSpan()] }), receive({ spans: [sampleSpan({ duration: 7 })] })])
  ).toHaveLength(2);
});

it('keeps log records without a usable trace apart from each other', () => {
  const logs = [sampleLog({ traceId: '', identity: '1' }), sampleLog({ traceId: 'bad', identity: '2' })];
  const [one, two] = prepareParts([receive({ logs })]);
  expect(one.row.trace_id).not.toBe(two.row.trace_id);
  expect(one.row.trace_id).toMatch(/^[0-9a-f]{32}$/);
  expect(decodeRecords(1, two.row.body, two.row.trace_id)).toEqual([logs[1]]);
});

it('cuts a part that is too large, the same way each time', () => {
  const spans = Array.from({ length: 10 }, (_, n) =>
    sampleSpan({ spanId: String(n), name: randomBytes(500).toString('hex') })
  );
  const parts = prepareParts([receive({ spans })], 2_000);
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.every(({ row }) => row.body.length <= 2_000)).toBe(true);
  expect(parts.flatMap(({ records }) => records.spans)).toEqual(spans);
  expect(prepareParts([receive({ spans })], 2_000)).toEqual(parts);
});

it('does not cut a single record', () => {
  expect(
    prepareParts([receive({ spans: [sampleSpan({ name: randomBytes(5_000).toString('hex') })] })], 100)
  ).toHaveLength(1);
});
