import { sampleSpan } from '../../store/testing/sampleRecords.ts';
import { noteOf } from './noteOf.ts';
import { readSpansOf } from './testing/readSpansOf.ts';

const day = 86_400_000;
const noon = Date.UTC(2026, 10, 23, 12);
const kept = { now: noon + day, retentionMs: 30 * day };
const root = sampleSpan({ spanId: '00000000000000aa', parentSpanId: '' });
const child = sampleSpan({ spanId: '00000000000000bb', parentSpanId: root.spanId });
const stray = sampleSpan({ spanId: '00000000000000cc', parentSpanId: '00000000000000dd' });
const trace = { hasTrace: true, time: noon, spans: readSpansOf([root, child]).spans, dropped: false, damaged: false };

it.each([
  ['all is there', trace, ''],
  ['the store did not sample it', { ...trace, hasTrace: false, spans: null }, /did not sample/],
  ['the policy dropped its spans', { ...trace, spans: null, dropped: true }, /storage policy/],
  ['its trace has not come', { ...trace, spans: null }, /not there \(yet\)/],
  ['it is damaged', { ...trace, spans: null, damaged: true }, /damaged in the database/],
  ['its root has not come', { ...trace, spans: readSpansOf([child]).spans }, /first span of this request/],
  ['some spans never came', { ...trace, spans: readSpansOf([root, stray]).spans }, /OTEL_BSP_MAX_QUEUE_SIZE/],
])('says why there is no more: %s', (_, known, note) => {
  if (note === '') {
    expect(noteOf(known, kept)).toBe('');
  } else {
    expect(noteOf(known, kept)).toMatch(note);
  }
});

it('says that a trace is older than what is kept', () => {
  const gone = { ...trace, spans: null };
  expect(noteOf(gone, { now: noon + 31 * day, retentionMs: 30 * day })).toMatch(/keeps traces for 30 days/);
  expect(noteOf(gone, { now: noon + day, retentionMs: day / 2 })).toMatch(/keeps traces for 12 hours/);
});
