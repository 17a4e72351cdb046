import type { Resource, Span } from '../pipeline/records.ts';
import { decodeRecords, encodeRecords } from './partCodec.ts';
import { sampleLog, sampleSpan } from './testing/sampleRecords.ts';

const row = 'ab'.repeat(16);

it('gives back what was put in', () => {
  const other: Resource = { ...sampleSpan().resource, host: 'web-2' };
  const spans = [
    sampleSpan(),
    sampleSpan({ spanId: '2', resource: other }),
    sampleSpan({ spanId: '3', name: 'naïve 😀' }),
  ];
  const stored = spans.map((span) => ({ ...span, traceId: row }));
  expect(decodeRecords(1, encodeRecords(stored, row), row)).toEqual(stored);
});

it('keeps that a log record belongs to no trace', () => {
  const logs = [sampleLog({ traceId: '' })];
  expect(decodeRecords(1, encodeRecords(logs, row), row)).toEqual(logs);
});

it('makes much less of records that repeat', () => {
  const spans = Array.from({ length: 200 }, (_, n) =>
    sampleSpan({ spanId: String(n), name: 'SELECT catalog_product_entity' })
  );
  expect(encodeRecords(spans, row).length).toBeLessThan(JSON.stringify(spans).length / 10);
});

it('refuses a part of a later version, and a damaged one', () => {
  const body = encodeRecords([sampleSpan()], row);
  expect(() => decodeRecords<Span>(2, body, row)).toThrow('encoding 2, which this version cannot read');
  expect(() => decodeRecords<Span>(1, body.subarray(0, 10), row)).toThrow();
});
