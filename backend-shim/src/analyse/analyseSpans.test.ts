import fc from 'fast-check';
import type { Attributes, LogRecord, Span, SpanEvent } from '../pipeline/records.ts';
import { TemplateTable } from '../pipeline/spans/TemplateTable.ts';
import { analyseSpans } from './analyseSpans.ts';
import { analyseTrace } from './analyseTrace.ts';
import { answered, died, event, exception, inside, log, span, sql, traceId } from './testing/build.ts';
import { declined, declinedLog, unavailable } from './testing/failures.ts';
import { traceSpansOf } from './testing/traceSpansOf.ts';

function expectSame(spans: Span[], logs: LogRecord[] = [], isOwn?: (key: string) => boolean): void {
  const templates = new TemplateTable();
  const columns = traceSpansOf(spans, templates, isOwn);
  expect(analyseSpans(columns, logs, traceId, templates)).toEqual(analyseTrace({ traceId, spans, logs }));
}

const ids = fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8').map((digit) => digit.padStart(16, '0'));
const names = fc.constantFrom(
  'GET',
  'SELECT t',
  'BLOCK:render:x',
  'dispatch.controller.action.predispatch',
  'dispatch.controller.action.checkout_cart_add',
  'dispatch.controller.action.a_b_c',
  'dispatch.controller.action.a_b_c.layout_load'
);
const attributes: fc.Arbitrary<Attributes> = fc.record(
  {
    'db.query.text': fc.constantFrom('SELECT ?', 'UPDATE x'),
    'db.system': fc.constant('mysql'),
    'maho.visitor_id': fc.constantFrom<Attributes[string]>(5, '7', 0, 'nonsense'),
    'maho.quote_id': fc.constantFrom<Attributes[string]>(12, 13, -1),
    'http.route': fc.constant('a/b/c'),
    'http.response.status_code': fc.constantFrom(200, 404, 503),
    'url.path': fc.constant('/x/y'),
    'maho.store_id': fc.constantFrom(1, 2),
    'maho.area': fc.constantFrom('frontend', 'adminhtml'),
    'enduser.id': fc.constantFrom('3', '4'),
    'error.type': fc.constant('RuntimeException'),
  },
  { requiredKeys: [] }
);
const events: fc.Arbitrary<SpanEvent[]> = fc.array(
  fc.constantFrom(
    declined(),
    unavailable(),
    exception('LogicException', 'Other', ['Acme_B.run(B.php:5)']),
    event('php.error', { 'error.type': 'warning', 'code.file.path': '/srv/x.php', 'code.line.number': 3 }),
    event('maho.order.placed', { 'maho.order.increment_id': '1', 'maho.order.grand_total': 5 }),
    event('maho.cart.add')
  ),
  { maxLength: 2 }
);

const anySpan = fc
  .record({
    spanId: ids,
    parentSpanId: fc.oneof(fc.constant(''), ids, ids),
    name: names,
    kind: fc.constantFrom<Span['kind']>('internal', 'internal', 'internal', 'client', 'server', 'consumer'),
    start: fc.integer({ min: 0, max: 4 }).map((offset) => 1_795_447_960_000_000 + offset),
    duration: fc.constantFrom(0, 1, 3, 600_000),
    status: fc.constantFrom<Span['status']>('unset', 'error'),
    statusMessage: fc.constantFrom('', 'RuntimeException'),
    attributes,
    events: fc.oneof({ weight: 3, arbitrary: fc.constant<SpanEvent[]>([]) }, { weight: 1, arbitrary: events }),
  })
  .map((parts) => span(parts.name, parts));

const ordinary = anySpan.map((each) => (each.kind === 'consumer' ? { ...each, kind: 'internal' as const } : each));

const logs = fc.array(
  fc.constantFrom(
    log(declinedLog()),
    log('oops', { spanId: '3'.padStart(16, '0') }),
    log('Note', { severity: 9 }),
    log('Warning: Undefined "a"  in /srv/x.php on line 3')
  ),
  { maxLength: 3 }
);

const ownKeys = fc.constantFrom<(key: string) => boolean>(
  () => false,
  () => true,
  (key) => /^(url|enduser|maho\.(visitor|quote))/.test(key),
  (key) => key.startsWith('db.')
);

describe('analyseSpans', () => {
  it.each([
    ['of a request', ordinary],
    ['with queued messages', anySpan],
  ])('says what analyseTrace says, of any spans %s', (_what, spanOfAnyKind) => {
    fc.assert(
      fc.property(fc.array(spanOfAnyKind, { minLength: 1, maxLength: 12 }), logs, ownKeys, (spans, some, isOwn) => {
        expectSame(withoutTwins(spans), some, isOwn);
      }),
      { numRuns: 1_000 }
    );
  });

  it('says the same of log records alone', () => {
    const records = [log(declinedLog()), log('Note', { severity: 9 })];
    const templates = new TemplateTable();
    expect(analyseSpans(null, records, traceId, templates)).toEqual(
      analyseTrace({ traceId, spans: [], logs: records })
    );
    expect(analyseSpans(null, records, '', templates).occurrences[0].traceId).toBe('');
  });

  it('counts queries that only the span itself tells of', () => {
    const root = answered('a/b/c');
    expectSame([root, sql('SELECT 1', { parentSpanId: root.spanId, duration: 500_000 })], [], (key) =>
      key.startsWith('db.')
    );
  });

  it('finds the last visitor and cart, and passes over what is no number', () => {
    const root = answered('a/b/c');
    const told = (id: string | number, start: number) =>
      inside(root, 'UPDATE log_visitor', { start: root.start + start, attributes: { 'maho.visitor_id': id } });
    const spans = [root, told(4, 1), told(5, 2), told('none', 3)];
    const templates = new TemplateTable();
    const columns = traceSpansOf(spans, templates);
    expect(analyseSpans(columns, [], traceId, templates).trace?.visitorId).toBe(5);
  });

  it('knows templates that were interned after the first trace', () => {
    const templates = new TemplateTable();
    const first = traceSpansOf([died('/x', unavailable())], templates);
    expect(analyseSpans(first, [], traceId, templates).trace?.failed).toBe(true);
    for (let number = 0; number < 600; number++) {
      templates.intern({ name: `filler ${number}`, kind: 'internal', status: 'unset', attributes: {} });
    }
    const root = answered('a/b/c');
    const spans = [root, sql('SELECT 1', { parentSpanId: root.spanId })];
    const second = traceSpansOf(spans, templates);
    expect(analyseSpans(second, [], traceId, templates).trace?.queryCount).toBe(1);
  });
});

/** Which of two spans of one id is taken is not the same question where both are equally full. */
function withoutTwins(spans: Span[]): Span[] {
  const seen = new Set<string>();
  return spans.filter(({ spanId }) => !seen.has(spanId) && seen.add(spanId));
}
