import { mergeRecords } from './mergeRecords.ts';
import { sampleLog, sampleSpan } from './testing/sampleRecords.ts';

const part = (spans = [sampleSpan()], logs = [sampleLog()]) => ({ spans, logs });

it('joins parts in any order into the same records, each once and by time', () => {
  const parts = [
    part(
      [sampleSpan({ spanId: '2', start: 30 }), sampleSpan({ spanId: '1', start: 20 })],
      [sampleLog({ identity: 'b', time: 9 })]
    ),
    part(
      [sampleSpan({ spanId: '3', start: 10 }), sampleSpan({ spanId: '1', start: 20 })],
      [sampleLog({ identity: 'a', time: 9 })]
    ),
  ];
  const merged = mergeRecords(parts);
  expect(merged.traceId).toBe('0a'.repeat(16));
  expect(merged.spans.map((span) => span.spanId)).toEqual(['3', '1', '2']);
  expect(merged.logs.map((log) => log.identity)).toEqual(['a', 'b']);
  expect(mergeRecords(parts.toReversed())).toEqual(merged);
});

it('keeps of a span told twice the one that lasted longer, else one that does not depend on the order', () => {
  const short = sampleSpan({ duration: 1, name: 'short' });
  const long = sampleSpan({ duration: 2, name: 'long' });
  expect(mergeRecords([part([short]), part([long])]).spans).toEqual([long]);
  expect(mergeRecords([part([long]), part([short])]).spans).toEqual([long]);
  const [a, b] = [sampleSpan({ name: 'a' }), sampleSpan({ name: 'b' })];
  expect(mergeRecords([part([a]), part([b])])).toEqual(mergeRecords([part([b]), part([a])]));
});

it('is empty of nothing', () => {
  expect(mergeRecords([])).toEqual({ traceId: '', spans: [], logs: [] });
});
