import type { LogRecord, Span, SpanEvent } from '../../../pipeline/records.ts';
import { sampleLog, sampleSpan } from '../../../store/testing/sampleRecords.ts';
import { readSpansOf } from '../testing/readSpansOf.ts';
import { findFailure } from './findFailure.ts';

const noon = Date.UTC(2026, 10, 23, 12) * 1000;
const noonMs = noon / 1000;

function span(spanId: string, parentSpanId: string, start: number, duration: number, events: SpanEvent[] = []): Span {
  return sampleSpan({
    spanId: spanId.padStart(16, '0'),
    parentSpanId: parentSpanId && parentSpanId.padStart(16, '0'),
    start: noon + start,
    duration,
    events,
  });
}

function thrown(message: string, at: number): SpanEvent {
  return { name: 'exception', time: noon + at, attributes: { 'exception.message': message } };
}

function find(spans: Span[], time: number, message: string, logs: LogRecord[] = [], stack: object[] = []) {
  const read = readSpansOf(spans);
  return findFailure(read, logs, { time: noonMs + time, message, stack: stack as never });
}

it('is the innermost span that told it, at the microsecond', () => {
  const spans = [
    span('a', '', 0, 90_000, [thrown('It broke', 5_200)]),
    span('b', 'a', 1_000, 80_000, [thrown('It broke', 5_100)]),
    span('c', 'b', 5_000, 100, [thrown('It broke', 5_050)]),
  ];
  expect(find(spans, 5, 'It broke')).toEqual({ at: 2, time: noon + 5_050 });
});

it('is the one with the same words, where two were thrown within a millisecond', () => {
  const spans = [
    span('a', '', 0, 90_000),
    span('b', 'a', 5_000, 100, [thrown('Something else', 5_050)]),
    span('c', 'a', 5_200, 100, [thrown('It  broke', 5_250)]),
  ];
  expect(find(spans, 5, 'It broke')).toEqual({ at: 2, time: noon + 5_250 });
});

it('is known by the words of what it wraps, where its time is that of a log record', () => {
  const spans = [span('a', '', 0, 90_000), span('b', 'a', 5_000, 100, [thrown('The cause', 5_050)])];
  const stack = [{ message: 'It broke' }, { message: 'The cause' }];
  expect(find(spans, 7, 'It broke', [], stack)).toEqual({ at: 1, time: noon + 5_050 });
});

it("is PHP's error at the same place", () => {
  const error = {
    name: 'php.error',
    time: noon + 5_050,
    attributes: { 'code.file.path': 'Tax.php', 'code.line.number': 12 },
  };
  const stack = [{ message: 'Undefined variable', file: '/srv/shop/Tax.php', line: 12 }];
  const spans = [span('a', '', 0, 90_000), span('b', 'a', 5_000, 100, [error])];
  expect(find(spans, 4, 'Undefined variable', [], stack)).toEqual({ at: 1, time: noon + 5_050 });
  expect(find(spans, 4, 'Undefined variable', [], [{ ...stack[0], line: 13 }]).at).not.toBe(1);
});

it('is the span that wrote the log record, where no event tells of it', () => {
  const spans = [span('a', '', 0, 90_000), span('b', 'a', 1_000, 80_000), span('c', 'b', 5_000, 2_000)];
  const log = sampleLog({ spanId: 'b'.padStart(16, '0'), time: noon + 6_100 });
  expect(find(spans, 6, 'It broke', [log])).toEqual({ at: 1, time: noon + 6_999 });
});

it('is the innermost span that ran at the time, where nothing tells of it', () => {
  const spans = [span('a', '', 0, 90_000), span('b', 'a', 1_000, 80_000), span('c', 'b', 2_000, 1_000)];
  expect(find(spans, 6, 'It broke')).toEqual({ at: 1, time: noon + 6_999 });
  expect(find(spans, 2, 'It broke')).toMatchObject({ at: 2 });
});

it('is none where the clock of the log record is another one', () => {
  expect(find([span('a', '', 0, 90_000)], -5_000, 'It broke').at).toBeNull();
});
