import { componentOf } from '../../../analyse/templates/componentOf.ts';
import type { Span, SpanEvent } from '../../../pipeline/records.ts';
import { sampleSpan } from '../../../store/testing/sampleRecords.ts';
import { readSpansOf } from '../testing/readSpansOf.ts';
import { findFailure } from './findFailure.ts';
import { trailOf } from './trailOf.ts';

const noon = Date.UTC(2026, 10, 23, 12) * 1000;
const rootId = '00000000000000aa';
let ids = 0x1000;

function span(name: string, at: number, parts: Partial<Span> = {}): Span {
  ids += 1;
  return sampleSpan({
    name,
    spanId: ids.toString(16).padStart(16, '0'),
    parentSpanId: rootId,
    kind: 'internal',
    start: noon + at,
    duration: 10,
    status: 'unset',
    statusMessage: '',
    attributes: {},
    events: [],
    ...parts,
  });
}

function sql(text: string, at: number, parts: Partial<Span> = {}): Span {
  return span(text.split(' ')[0], at, { kind: 'client', attributes: { 'db.query.text': text }, ...parts });
}

function thrown(type: string, message: string, at: number): SpanEvent {
  return {
    name: 'exception',
    time: noon + at,
    attributes: { 'exception.type': type, 'exception.message': message },
  };
}

const root = (parts: Partial<Span> = {}) =>
  span('POST', 0, { spanId: rootId, parentSpanId: '', kind: 'server', duration: 100_000, ...parts });

/** Of a failure told at a time with this message. */
function trail(spans: Span[], at: number, message = 'It broke', logs: Parameters<typeof findFailure>[1] = []) {
  const read = readSpansOf(spans);
  const failure = findFailure(read, logs, { time: Math.floor((noon + at) / 1000), message, stack: [] });
  return trailOf(read, failure, componentOf);
}

const told = ({ steps }: ReturnType<typeof trail>) => steps.map(({ kind, text, count }) => [kind, text, count]);

it('tells in order what began before the failure, and nothing that came after', () => {
  const steps = trail(
    [
      root({ events: [thrown('Exception', 'It broke', 50_300)] }),
      span('OBSERVER: sales/observer::check', 1_000),
      sql('SELECT * FROM sales_flat_quote WHERE entity_id = ?', 2_000),
      span('BLOCK:render:totals', 3_000, { attributes: { 'block.template': 'checkout/totals.phtml' } }),
      span('POST', 50_000, {
        kind: 'client',
        status: 'error',
        attributes: {
          'http.request.method': 'POST',
          'url.full': 'https://user:word@pay.example/v1/charges?token=secret#part',
        },
        events: [thrown('Exception', 'It broke', 50_200)],
      }),
      sql('UPDATE after_the_failure SET a = ?', 50_250),
    ],
    50_200
  );
  expect(told(steps)).toEqual([
    ['request', 'POST', 1],
    ['observer', 'sales/observer::check', 1],
    ['query', 'SELECT * FROM sales_flat_quote WHERE entity_id = ?', 1],
    ['block', 'checkout/totals.phtml', 1],
    ['http', 'POST https://pay.example/v1/charges', 1],
  ]);
  expect(steps.steps.map(({ failed }) => failed)).toEqual([false, false, false, false, true]);
  expect(steps.omitted).toBe(0);
  expect(steps.steps.at(-1)).toMatchObject({ time: (noon + 50_000) / 1000, durationMs: 0.01 });
});

it('folds what followed itself, and sums its time', () => {
  const same = 'SELECT * FROM catalog_product_entity WHERE entity_id = ?';
  const steps = trail(
    [
      root({ events: [thrown('Exception', 'It broke', 9_000)] }),
      ...[1, 2, 3].map((at) => sql(same, at * 1_000)),
      sql('SELECT ?', 4_000),
      sql(same, 5_000),
    ],
    9_000
  );
  expect(told(steps)).toEqual([
    ['request', 'POST', 1],
    ['query', same, 3],
    ['query', 'SELECT ?', 1],
    ['query', same, 1],
  ]);
  expect(steps.steps[1]).toMatchObject({ time: noon / 1000 + 1, durationMs: 0.03 });
});

it('keeps the spans around the failure, however many steps lie between', () => {
  const action = span('dispatch.controller.action.checkout_onepage_index', 10, { duration: 90_000 });
  const steps = trail(
    [
      root(),
      action,
      ...Array.from({ length: 500 }, (_, at) =>
        sql(`SELECT * FROM t_${at}`, 100 + at, { parentSpanId: action.spanId })
      ),
      sql('SELECT broken', 1_000, {
        parentSpanId: action.spanId,
        status: 'error',
        events: [thrown('PDOException', 'It broke', 1_005)],
      }),
    ],
    1_005
  );
  expect(told(steps).slice(0, 3)).toEqual([
    ['request', 'POST', 1],
    ['controller', 'checkout_onepage_index', 1],
    ['query', 'SELECT * FROM t_441', 1],
  ]);
  expect(steps.steps.at(-1)).toMatchObject({ text: 'SELECT broken', failed: true });
  expect(steps.steps).toHaveLength(62);
  expect(steps.omitted).toBe(441);
});

it('never folds a span around the failure into its neighbours', () => {
  const outer = span('OBSERVER: a::b', 10, { duration: 1_000 });
  const inner = span('OBSERVER: a::b', 20, {
    parentSpanId: outer.spanId,
    events: [thrown('Exception', 'It broke', 25)],
  });
  const steps = trail([root(), span('OBSERVER: a::b', 5), outer, inner], 25);
  expect(steps.steps.map(({ spanId, failed }) => [spanId, failed])).toEqual([
    [rootId, false],
    [expect.any(String), false],
    [outer.spanId, false],
    [inner.spanId, true],
  ]);
});

it('tells events of spans, and what was thrown before', () => {
  const steps = trail(
    [
      root({
        events: [
          { name: 'maho.cart.add', time: noon + 100, attributes: { 'product.id': 4 } },
          {
            name: 'php.error',
            time: noon + 200,
            attributes: { 'error.type': 'warning', 'code.file.path': 'Tax.php', 'code.line.number': 12 },
          },
          thrown('RuntimeException', 'Nobody minds', 300),
          thrown('Exception', 'It broke', 5_000),
        ],
      }),
    ],
    5_000
  );
  expect(told(steps)).toEqual([
    ['request', 'POST', 1],
    ['event', 'maho.cart.add', 1],
    ['event', 'php.error warning Tax.php:12', 1],
    ['exception', 'RuntimeException: Nobody minds', 1],
  ]);
});

describe('a queued message in the trace of who sent it', () => {
  const hour = 3_600_000_000;
  const message = span('process Acme_Mail', hour, { kind: 'consumer', duration: 50_000 });
  const spans = [
    root(),
    sql('SELECT * FROM of_the_request', 100),
    message,
    sql('SELECT * FROM of_the_message', hour + 100, { parentSpanId: message.spanId }),
  ];

  it('has a trail of its own', () => {
    const failing = span('email.send', hour + 200, {
      parentSpanId: message.spanId,
      events: [thrown('Exception', 'It broke', hour + 205)],
      attributes: { 'email.template_id': 'welcome' },
    });
    expect(told(trail([...spans, failing], hour + 205))).toEqual([
      ['message', 'Acme_Mail', 1],
      ['query', 'SELECT * FROM of_the_message', 1],
      ['email', 'welcome', 1],
    ]);
  });

  it('is no part of the request', () => {
    const steps = trail([...spans, sql('SELECT x', 200, { events: [thrown('E', 'It broke', 205)] })], 205);
    expect(told(steps).map(([, text]) => text)).toEqual(['POST', 'SELECT * FROM of_the_request', 'SELECT x']);
  });
});

it('calls the root of a run of the command line a command', () => {
  const run = span('maho cron:run', 0, { spanId: rootId, parentSpanId: '', events: [thrown('E', 'It broke', 50)] });
  expect(told(trail([run, span('module.work', 20)], 50))).toEqual([
    ['command', 'maho cron:run', 1],
    ['other', 'module.work', 1],
  ]);
});

it('bounds what it tells of a step', () => {
  const { steps } = trail([root(), sql(`SELECT ${'x'.repeat(100_000)}`, 10)], 5_000);
  expect(steps.at(-1)!.text.length).toBeLessThan(2_100);
});
