import type { LogRecord, Span } from '../../pipeline/records.ts';
import { rollupKinds, type Contribution, type RollupName } from '../../pipeline/rollups.ts';
import { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import { analyseSpans } from '../analyseSpans.ts';
import { queryShape } from '../templates/queryShape.ts';
import { queryTextOf } from '../templates/queryTextOf.ts';
import { answered, died, event, inside, log, span, sql, traceId } from '../testing/build.ts';
import { declined, declinedLog, unavailable } from '../testing/failures.ts';
import { traceSpansOf } from '../testing/traceSpansOf.ts';
import { contributionsOf } from './contributionsOf.ts';

function contribute(
  spans: Span[],
  logs: LogRecord[] = [],
  isOwn?: (key: string) => boolean,
  templates = new TemplateTable()
): Contribution[] {
  const columns = spans.length > 0 ? traceSpansOf(spans, templates, isOwn) : null;
  return contributionsOf(columns, analyseSpans(columns, logs, traceId, templates), templates);
}

/** Contributions of a kind as objects, by the names of dimensions and values. */
function told(contributions: Contribution[], kind: RollupName): Array<Record<string, unknown>> {
  const { dimensions, values } = rollupKinds[kind];
  return contributions
    .filter((each) => each.kind === kind)
    .map((each) => ({
      ...Object.fromEntries(dimensions.map((name, at) => [name, each.dimensions[at]])),
      ...Object.fromEntries(values.map((name, at) => [name, each.values[at]])),
      ...(each.durations.length > 0 ? { durations: each.durations } : {}),
    }));
}

const page = () => answered('catalog/product/view', 200, { duration: 100_000 });

describe('requests', () => {
  it('are one a trace, with what its root tells', () => {
    const root = page();
    const contributions = contribute([root, sql('SELECT 1', { parentSpanId: root.spanId, duration: 700_000 })]);
    expect(told(contributions, 'requests')).toEqual([
      {
        service: 'shop',
        storeId: '1',
        area: 'frontend',
        rootKind: 'server',
        route: 'catalog/product/view',
        method: 'GET',
        status: '200',
        version: '26.9.0',
        traces: 1,
        failed: 0,
        duration: 100_000,
        spans: 2,
        queries: 1,
        queryTime: 700_000,
        slowQueries: 1,
        durations: [100_000],
      },
    ]);
    expect(contributions.every(({ minute }) => minute === Math.floor(root.start / 60_000_000))).toBe(true);
  });

  it('that died are failed', () => {
    expect(told(contribute([died('/x', unavailable())]), 'requests')).toMatchObject([
      { failed: 1, status: '500', route: '' },
    ]);
  });

  it('have no kind while the root has not come, and are none while no span has', () => {
    const orphan = inside(page(), 'BLOCK:render:x');
    expect(told(contribute([orphan]), 'requests')).toMatchObject([{ rootKind: '', traces: 1, spans: 1 }]);
    const alone = contribute([], [log(declinedLog())]);
    expect(alone.map(({ kind }) => kind)).toEqual(['problems']);
  });

  it('tell texts no longer than they are kept, and no number that cannot be', () => {
    const root = answered('r'.repeat(300), 99_999, { attributes: { 'maho.store_id': 1e12 } });
    expect(told(contribute([root]), 'requests')).toMatchObject([{ route: 'r'.repeat(255), status: '', storeId: '' }]);
  });
});

describe('queries', () => {
  const shape = 'SELECT a FROM t WHERE b = ?';

  it('are summed up by shape and by the nearest that asked', () => {
    const root = page();
    const action = inside(root, 'dispatch.controller.action.catalog_product_view');
    const block = inside(action, 'BLOCK:render:price', {
      attributes: { 'block.template': 'price.phtml', 'block.class': 'P' },
    });
    const cache = inside(block, 'cache.load');
    const observer = inside(root, 'OBSERVER: log/visitor::save');
    const ask = (parent: Span, duration: number, text = shape) => sql(text, { parentSpanId: parent.spanId, duration });
    const contributions = contribute([
      ...[root, action, block, cache, observer],
      ...[ask(block, 10), ask(block, 20), ask(cache, 30), ask(action, 40), ask(observer, 500_000), ask(root, 60)],
      ask(block, 70, 'SELECT c'),
    ]);
    const { id } = queryShape('', { 'db.query.text': shape });
    expect(told(contributions, 'queries')).toMatchObject([
      {
        route: 'catalog/product/view',
        query: id,
        caller: 'block price.phtml',
        calls: 3,
        duration: 60,
        slow: 0,
        durations: [10, 20, 30],
      },
      { query: id, caller: 'controller catalog_product_view', calls: 1, duration: 40 },
      { query: id, caller: 'observer log/visitor::save', calls: 1, slow: 1 },
      { query: id, caller: 'request', calls: 1 },
      { query: queryShape('', { 'db.query.text': 'SELECT c' }).id, caller: 'block price.phtml', calls: 1 },
    ]);
  });

  it('are the same where the text is no part of the template', () => {
    const root = page();
    const spans = [root, sql(shape, { parentSpanId: root.spanId })];
    expect(
      told(
        contribute(spans, [], (key) => key.startsWith('db.')),
        'queries'
      )
    ).toEqual(told(contribute(spans), 'queries'));
  });

  it('can be read again by their text', () => {
    const templates = new TemplateTable();
    const root = page();
    const own = sql('SELECT own', { parentSpanId: root.spanId });
    contribute([root, sql(shape, { parentSpanId: root.spanId })], [], undefined, templates);
    contribute([root, own], [], (key) => key.startsWith('db.'), templates);
    for (const text of [shape, 'SELECT own']) {
      expect(queryTextOf(templates, queryShape('', { 'db.query.text': text }).id)).toBe(text);
    }
    expect(queryTextOf(templates, '0'.repeat(16))).toBeNull();
  });

  it('go by their name where the store sends no text', () => {
    const root = page();
    const bare = inside(root, 'SELECT customer_entity', { kind: 'client', attributes: { 'db.system.name': 'mysql' } });
    expect(told(contribute([root, bare]), 'queries')).toMatchObject([
      { query: queryShape('SELECT customer_entity', {}).id, calls: 1 },
    ]);
  });

  it('find who asked though its span is dated later', () => {
    const root = page();
    const block = inside(root, 'BLOCK:render:x', { start: root.start + 500 });
    const query = sql(shape, { parentSpanId: block.spanId, start: root.start + 10 });
    expect(told(contribute([root, block, query]), 'queries')).toMatchObject([{ caller: 'block x' }]);
  });

  it('whose parents have not come were asked for by nobody known', () => {
    expect(told(contribute([sql(shape, { parentSpanId: '9'.repeat(16) })]), 'queries')).toMatchObject([{ caller: '' }]);
  });
});

describe('components', () => {
  const attributes = (parts: Record<string, string>) => ({ attributes: parts });
  it.each<[string, Partial<Span>, string, string]>([
    ['BLOCK:render:ANONYMOUS_17', attributes({ 'block.class': 'Mage_X', 'block.template': '' }), 'block', 'Mage_X'],
    ['BLOCK:render:ANONYMOUS_17', {}, 'block', 'ANONYMOUS'],
    [
      'BLOCK:render:head',
      attributes({ 'block.class': 'H', 'block.template': 'page/head.phtml' }),
      'block',
      'page/head.phtml',
    ],
    ['BLOCK:create:head', {}, 'layout', ''],
    ['OBSERVER: log/visitor::initByRequest', {}, 'observer', 'log/visitor::initByRequest'],
    ['OBSERVER: class@anonymous /srv/x.php:12$0 -> run', {}, 'observer', 'class@anonymous'],
    ['dispatch.controller.action.a_b_c', {}, 'controller', 'a_b_c'],
    ['dispatch.controller.action.a_b_c.layout_load', {}, 'controller', 'layout_load'],
    ['dispatch.controller.action.predispatch', {}, 'controller', 'predispatch'],
    ['mage::dispatch::routers_match', {}, 'startup', 'dispatch::routers_match'],
    ['cache.load', {}, 'cache', 'load'],
    ['cron.job.execute', attributes({ 'cron.job_code': 'sync' }), 'cron', 'sync'],
    ['email.send', attributes({ 'email.template_id': 'sales_order' }), 'email', 'sales_order'],
    ['image.process', {}, 'image', ''],
    ['index.reindex', attributes({ 'index.code': 'stock' }), 'index', 'stock'],
    ['payment.capture', attributes({ 'payment.method': 'card' }), 'payment', 'capture card'],
    [
      'POST',
      { kind: 'client', ...attributes({ 'http.request.method': 'POST', 'server.address': 'api.example' }) },
      'http',
      'api.example',
    ],
    [
      'GET',
      { kind: 'client', ...attributes({ 'url.full': 'https://u:p@api.example:8443/a?b' }) },
      'http',
      'api.example',
    ],
    ['sync order 100000042 of 7f9c2ba4e88f827d', {}, 'other', 'sync order <n> of <hex>'],
  ])('%s %j is %s %s', (name, parts, component, told_) => {
    const root = page();
    expect(told(contribute([root, inside(root, name, parts)]), 'components')[1]).toMatchObject({
      component,
      name: told_,
      route: 'catalog/product/view',
    });
  });

  it('have what their children took left out, but not what a child took after their end', () => {
    const root = page();
    const at = (offset: number, duration: number) => ({ start: root.start + offset, duration });
    const outer = inside(root, 'BLOCK:render:outer', at(0, 1_000));
    const inner = inside(outer, 'BLOCK:render:inner', at(100, 300));
    const late = inside(outer, 'OBSERVER: late', at(900, 5_000));
    const query = sql('SELECT 1', { parentSpanId: inner.spanId, ...at(150, 100) });
    expect(told(contribute([root, outer, inner, late, query]), 'components')).toMatchObject([
      { component: 'request', duration: 100_000, selfDuration: 99_000 },
      { name: 'outer', calls: 1, duration: 1_000, selfDuration: 600 },
      { name: 'inner', duration: 300, selfDuration: 200 },
      { name: 'late', duration: 5_000, selfDuration: 5_000 },
    ]);
  });

  it('took no negative time though children ran at the same time', () => {
    const root = answered('a/b/c', 200, { duration: 100 });
    const both = [1, 2].map(() =>
      inside(root, 'POST', {
        kind: 'client',
        start: root.start,
        duration: 100,
        attributes: { 'http.request.method': 'POST' },
      })
    );
    expect(told(contribute([root, ...both]), 'components')).toMatchObject([
      { selfDuration: 0 },
      { calls: 2, duration: 200 },
    ]);
  });

  it('tell commands by their root', () => {
    const root = span('maho cron:run');
    const contributions = contribute([root, inside(root, 'maho helper')]);
    expect(told(contributions, 'components')).toMatchObject([
      { component: 'command', name: 'maho cron:run' },
      { component: 'other', name: 'maho helper' },
    ]);
    expect(told(contributions, 'requests')).toMatchObject([{ rootKind: 'internal' }]);
  });

  it('of queued messages belong to no route, and are not in the request', () => {
    const root = page();
    const message = inside(root, 'process Acme\\Mail', {
      kind: 'consumer',
      start: root.start + 90_000_000,
      duration: 50,
    });
    const send = inside(message, 'email.send', { start: message.start + 1, duration: 20 });
    const query = sql('SELECT 1', { parentSpanId: send.spanId, start: send.start + 1, duration: 5 });
    const contributions = contribute([root, message, send, query]);
    expect(told(contributions, 'components')).toMatchObject([
      { component: 'request', route: 'catalog/product/view', selfDuration: 100_000 },
      { component: 'message', name: 'Acme\\Mail', route: '', duration: 50, selfDuration: 30 },
      { component: 'email', route: '' },
    ]);
    expect(told(contributions, 'queries')).toMatchObject([{ route: '', caller: 'email' }]);
    expect(told(contributions, 'requests')).toMatchObject([{ queries: 0, spans: 4 }]);
  });

  it('of a message that is its own trace are those of the root', () => {
    const root = span('process Acme\\Mail', { kind: 'consumer' });
    expect(told(contribute([root]), 'components')).toMatchObject([{ component: 'message', name: 'Acme\\Mail' }]);
    expect(told(contribute([root]), 'requests')).toMatchObject([{ rootKind: 'consumer', traces: 1 }]);
  });
});

describe('problems', () => {
  it('count a request that died once, and what it caught beside that', () => {
    const contributions = contribute([died('/x', unavailable(), { events: [declined(), unavailable()] })]);
    const problems = told(contributions, 'problems').sort((a, b) => String(b.handled).localeCompare(String(a.handled)));
    expect(problems).toMatchObject([
      { handled: 'true', occurrences: 1, failedRequests: 0, failedJobs: 0 },
      { handled: 'false', occurrences: 1, failedRequests: 1, failedJobs: 0, status: '500', storeId: '1' },
    ]);
  });

  it('count a command that died as a job', () => {
    const command = span('maho x', { status: 'error', statusMessage: 'Mage_Core_Exception', events: [declined()] });
    expect(told(contribute([command]), 'problems')).toMatchObject([
      { handled: 'false', failedRequests: 0, failedJobs: 1 },
    ]);
  });

  it('count what only a log record tells as handled', () => {
    expect(told(contribute([], [log(declinedLog())]), 'problems')).toMatchObject([
      { service: 'shop', storeId: '', status: '', handled: 'true', occurrences: 1 },
    ]);
  });
});

describe('events', () => {
  it('count, with an order its amount, to the millionth', () => {
    const order = (total: unknown) =>
      event('maho.order.placed', {
        'maho.order.grand_total': total as number,
        'maho.order.currency': 'EUR',
        'maho.payment.method': 'card',
      });
    const root = answered('checkout/onepage/saveOrder', 200, {
      events: [order('19.99'), order(0.1 + 0.2), order(1e300), event('maho.cart.add')],
    });
    expect(told(contribute([root]), 'events')).toMatchObject([
      { event: 'order_placed', currency: 'EUR', paymentMethod: 'card', events: 1, amount: 19.99 },
      { amount: 0.3 },
      { events: 1, amount: 0 },
      { event: 'cart_add', currency: '', paymentMethod: '', events: 1, amount: 0 },
    ]);
  });
});

it('tells each series once, alike on every call', () => {
  const root = page();
  const spans = [
    root,
    ...Array.from({ length: 20 }, () => inside(root, 'OBSERVER: x')),
    ...[1, 2].map(() => sql('SELECT 1', { parentSpanId: root.spanId })),
  ];
  const templates = new TemplateTable();
  const columns = traceSpansOf(spans, templates);
  const analysis = analyseSpans(columns, [], traceId, templates);
  const contributions = contributionsOf(columns, analysis, templates);
  expect(new Set(contributions.map(({ kind, dimensions }) => JSON.stringify([kind, dimensions]))).size).toBe(
    contributions.length
  );
  expect(contributionsOf(columns, analysis, templates)).toEqual(contributions);
});
