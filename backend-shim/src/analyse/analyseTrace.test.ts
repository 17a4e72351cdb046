import { analyse } from './testing/analyse.ts';
import { answered, event, inside, log, span, sql, traceId } from './testing/build.ts';

describe('the facts of a request', () => {
  it('come from its root, and its queries from below', () => {
    const root = answered('catalog/product/view', 200, { duration: 250_000, attributes: { 'enduser.id': '7' } });
    const queries = [
      sql("UPDATE log_visitor SET a=1 WHERE visitor_id = '42'", { parentSpanId: root.spanId, duration: 100 }),
      sql("SELECT * FROM sales_flat_quote WHERE entity_id='127'", { parentSpanId: root.spanId, duration: 500_000 }),
      sql("SELECT * FROM sales_flat_quote_item WHERE quote_id='128'", { parentSpanId: root.spanId, duration: 499_999 }),
    ];
    expect(analyse([...queries, root]).trace).toMatchObject({
      traceId,
      name: 'GET catalog/product/view',
      rootKind: 'server',
      start: root.start,
      duration: 250_000,
      method: 'GET',
      path: '/catalog/product/view/',
      route: 'catalog/product/view',
      httpStatus: 200,
      failed: false,
      area: 'frontend',
      service: 'shop',
      storeId: 1,
      storeCode: 'default',
      websiteId: 1,
      visitorId: 42,
      customerId: 7,
      cartId: 128,
      spanCount: 4,
      queryCount: 3,
      queryTime: 1_000_099,
      slowQueryCount: 1,
    });
  });

  it('are told as far as they go while the root has not come', () => {
    const first = span('mage::app::init', { parentSpanId: 'ffffffffffffffff', start: 1_000, duration: 50 });
    const last = span('SELECT x', { parentSpanId: 'ffffffffffffffff', start: 2_000, duration: 500 });
    expect(analyse([last, first]).trace).toMatchObject({
      name: 'mage::app::init',
      rootKind: null,
      start: 1_000,
      duration: 1_500,
      httpStatus: null,
      failed: false,
      service: 'shop',
    });
  });

  it('are null while only log records have come', () => {
    expect(analyse([], [log('x')]).trace).toBeNull();
    expect(analyse([]).occurrences).toEqual([]);
  });

  it('are not stretched by a message that a queue works on days later', () => {
    const root = answered('checkout/onepage/saveOrder', 200, { start: 1_000, duration: 300 });
    const message = inside(root, 'process Acme\\Mail', { kind: 'consumer', start: 9e10, duration: 700 });
    const query = sql("SELECT * FROM sales_flat_quote WHERE entity_id='5'", {
      parentSpanId: message.spanId,
      start: 9e10,
    });
    const trace = analyse([root, message, query]).trace;
    expect(trace).toMatchObject({ duration: 300, queryCount: 0, cartId: null, spanCount: 3 });
    expect(analyse([message, query, inside(root, 'x', { start: 1_100, duration: 100 })]).trace).toMatchObject({
      start: 1_100,
      duration: 100,
    });
  });

  it('tell no visitor, cart or customer for staff and command lines', () => {
    const root = answered('admin/sales_order/view', 200, { attributes: { 'maho.area': 'admin', 'enduser.id': '1' } });
    const query = sql("SELECT * FROM sales_flat_quote WHERE entity_id='5'", { parentSpanId: root.spanId });
    expect(analyse([root, query]).trace).toMatchObject({ visitorId: null, cartId: null, customerId: null });
  });
});

describe('business events', () => {
  it('tell orders, carts, checkouts and logins with who and where', () => {
    const root = answered('checkout/onepage/saveOrder', 200, { attributes: { 'enduser.id': '7' } });
    const placed = event('maho.order.placed', {
      'maho.order.increment_id': '100000042',
      'maho.order.grand_total': 34.15,
      'maho.order.currency': 'USD',
      'maho.order.items_count': 2,
      'maho.payment.method': 'checkmo',
    });
    const action = inside(root, 'payment.capture', {
      events: [event('other'), placed, event('maho.cart.add', { 'maho.product.sku': 'A-1', 'maho.product.id': 5 })],
    });
    const { events } = analyse([
      root,
      action,
      inside(root, 'x', {
        events: [event('maho.customer.login'), event('maho.checkout.success', { 'maho.order.ids': '9' })],
      }),
    ]);
    expect(events.map(({ type }) => type)).toEqual(['order_placed', 'cart_add', 'customer_login', 'checkout_success']);
    expect(events[0]).toMatchObject({
      order: { number: '100000042', total: 34.15, currency: 'USD', paymentMethod: 'checkmo', items: 2 },
      customerId: 7,
      storeId: 1,
      traceId,
    });
    expect(events[1]).toMatchObject({ order: null, data: { 'maho.product.sku': 'A-1' } });
    expect(new Set(events.map(({ id }) => id)).size).toBe(4);
  });

  it('read amounts that come as text or not at all', () => {
    const order = (total: string) =>
      analyse([answered('a/b/c', 200, { events: [event('maho.order.placed', { 'maho.order.grand_total': total })] })])
        .events[0].order;
    expect(order('27.0000')).toMatchObject({ total: 27, number: '', items: null });
    expect(order('x')).toMatchObject({ total: 0 });
  });
});

it('reads the largest traces in one go', () => {
  const root = answered('catalog/category/view');
  const spans = [root];
  for (let at = 0; at < 13_000; at++) {
    spans.push(sql('SELECT 1', { parentSpanId: spans[at].spanId }));
  }
  expect(analyse(spans.reverse()).trace).toMatchObject({ spanCount: 13_001, queryCount: 13_000 });
});
