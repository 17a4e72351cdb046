import fc from 'fast-check';
import type { Analysis } from '../pipeline/analysis.ts';
import type { LogRecord, Span } from '../pipeline/records.ts';
import { analyse } from './testing/analyse.ts';
import { answered, died, event, exception, inside, log, noise, span, sql } from './testing/build.ts';
import { declined, declinedLog, refused, unavailable, unavailableLog } from './testing/failures.ts';

interface Story {
  name: string;
  spans: Span[];
  logs: LogRecord[];
}

/** Requests with everything that can be told in several ways. */
function stories(): Story[] {
  const warning = event('php.error', {
    'error.type': 'warning',
    'code.file.path': '/srv/x.php',
    'code.line.number': 3,
  });
  const placed = event('maho.order.placed', { 'maho.order.increment_id': '1', 'maho.order.grand_total': 5 });
  const caughtRoot = answered('checkout/onepage/saveOrder');
  const caught = inside(caughtRoot, 'dispatch.controller.action.checkout_onepage_saveOrder', {
    events: [declined(), warning, placed],
  });
  const diedRoot = died('/pay', unavailable());
  const action = inside(diedRoot, 'dispatch.controller.action.acme_pay_index', { events: [unavailable()] });
  const client = inside(action, 'POST', { kind: 'client', status: 'error', events: [refused()] });
  const queueRoot = answered('a/b/c', 503);
  const message = inside(queueRoot, 'process Acme\\Mail', { kind: 'consumer', status: 'error', events: [declined()] });
  const other = exception('LogicException', 'Other', ['Acme_B.run(B.php:5)', '{main}(index.php:71)']);
  return [
    {
      name: 'caught',
      spans: [
        caughtRoot,
        caught,
        sql("UPDATE log_visitor SET a=1 WHERE visitor_id='4'", { parentSpanId: caught.spanId }),
      ],
      logs: [
        log(declinedLog()),
        log('Warning: Undefined "a"  in /srv/x.php on line 3'),
        log('Courier away'),
        ...noise(),
      ],
    },
    { name: 'died', spans: [diedRoot, action, client], logs: [log(unavailableLog()), ...noise()] },
    {
      name: 'queue',
      spans: [queueRoot, message, inside(message, 'x', { events: [other] })],
      logs: [log('oops', { spanId: message.spanId })],
    },
    { name: 'command', spans: [span('maho x', { events: [declined(), other, warning] })], logs: [log(declinedLog())] },
  ];
}

function shuffled<T>(items: T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray(items, { minLength: items.length });
}

const ids = (analysis: Analysis) => analysis.occurrences.map(({ problemId, id }) => `${problemId} ${id}`).sort();

describe.each(stories().map((story) => [story.name, story] as const))('a request that %s', (_name, { spans, logs }) => {
  const whole = analyse(spans, logs);

  it('tells of something', () => {
    expect(whole.occurrences.length).toBeGreaterThan(0);
  });

  it('is analysed alike in whatever order and however often its records come', () => {
    fc.assert(
      fc.property(shuffled([...spans, ...spans]), shuffled([...logs, ...logs]), (someSpans, someLogs) => {
        expect(analyse(someSpans, someLogs)).toEqual(whole);
      })
    );
  });

  it('gives what only part of it told no other id when the rest comes, but of causes', () => {
    const known = new Set(ids(whole));
    const own = (analysis: Analysis) => ids(analysis).filter((id) => !causes(whole).has(id.split(' ')[0]));
    expect(own(analyse(spans)).filter((id) => !known.has(id))).toEqual([]);
    expect(
      own(
        analyse(
          [],
          logs.filter((record) => record.spanId === '')
        )
      ).filter((id) => !known.has(id))
    ).toEqual([]);
  });

  it('gives what any part of it told no other problem when the rest comes', () => {
    const known = whole.occurrences.map(({ problemId }) => problemId);
    fc.assert(
      fc.property(fc.subarray(spans), fc.subarray(logs), (someSpans, someLogs) => {
        const problems = analyse(someSpans, someLogs).occurrences.map(({ problemId }) => problemId);
        expect(problems.filter((problem) => !known.includes(problem))).toEqual([]);
      })
    );
  });

  it('has at most one unhandled failure at any time, and one in the end if it failed', () => {
    fc.assert(
      fc.property(fc.subarray(spans), fc.subarray(logs), (someSpans, someLogs) => {
        expect(analyse(someSpans, someLogs).occurrences.filter(({ handled }) => !handled).length).toBeLessThanOrEqual(
          1
        );
      })
    );
    expect(whole.occurrences.filter(({ handled }) => !handled)).toHaveLength(whole.trace?.failed ? 1 : 0);
  });
});

/** Problems of exceptions that turned out to be another one's cause: what told them alone gives way. */
function causes(whole: Analysis): Set<string> {
  const alone = analyse([span('POST', { events: [refused()] })]).occurrences.map(({ problemId }) => problemId);
  return whole.occurrences.some(({ stack }) => stack.length > 1) ? new Set(alone) : new Set();
}

it('knows the same failure by span and by log record, whatever its message', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom('a', ' ', 'Z', '5', '\n', "'", '"', ': ', ' in ', 'é', '@', '.', '?', '=', '#0 '),
      }),
      (text) => {
        const said = `Order ${text}!`;
        const bySpan = analyse([answered('a/b/c', 200, { events: [declined(said)] })]).occurrences;
        const byLog = analyse([], [log(declinedLog(said))]).occurrences;
        expect(byLog.map(({ id, problemId, title }) => ({ id, problemId, title }))).toEqual(
          bySpan.map(({ id, problemId, title }) => ({ id, problemId, title }))
        );
      }
    )
  );
});
