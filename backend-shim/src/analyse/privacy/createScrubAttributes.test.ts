import { createScrubber } from './createScrubber.ts';

const { attributes: scrubAttributes } = createScrubber();

describe('the scrubber of attributes', () => {
  it('gives back the same object when nothing is secret', () => {
    const attributes = {
      'http.route': 'checkout/cart/add',
      'maho.store_id': 1,
      'block.name': 'catalog.topnav.renderer',
      on: true,
    };
    expect(scrubAttributes(attributes)).toBe(attributes);
  });

  it('replaces what its name calls secret, whatever it looks like', () => {
    expect(
      scrubAttributes({
        'http.request.header.authorization': 'x',
        'enduser.email': 'x',
        cookie: 'x',
        'form.password': 'x',
      })
    ).toEqual({
      'http.request.header.authorization': '[token]',
      'enduser.email': '[email]',
      cookie: '[cookie]',
      'form.password': '[token]',
    });
  });

  it('drops the values bound to a statement', () => {
    expect(scrubAttributes({ 'db.query.parameter.0': 'secret', 'db.namespace': 'shop' })).toEqual({
      'db.namespace': 'shop',
    });
  });

  it("keeps the telemetry's own ids and the shop's business facts", () => {
    const attributes = {
      extra: { trace_id: '0af7651916cd43dd8448eb211c80319c', span_id: 'b7ad6b7169203331' },
      'extra.trace_id': '0af7651916cd43dd8448eb211c80319c',
      'maho.product.sku': 'A1-9f86d081884c7d659a2feaa0c55ad015',
      'maho.order.increment_id': '100000042',
    };
    expect(scrubAttributes(attributes)).toEqual(attributes);
  });

  it('looks into lists and objects, but not without end', () => {
    expect(scrubAttributes({ context: { to: ['kim@mail.example', 5, null], 'kim@mail.example': 1 } })).toEqual({
      context: { to: ['[email]', 5, null], '[email]': 1 },
    });
    let deep: Record<string, never> | object = { secret: 'kim@mail.example' };
    for (let at = 0; at < 50; at++) {
      deep = { deep };
    }
    expect(JSON.stringify(scrubAttributes({ deep: deep as never }))).not.toContain('kim');
  });

  it('scrubs paths as paths and messages as messages', () => {
    expect(scrubAttributes({ 'url.path': '/reset/token/xyz', 'error.message': "SQLSTATE[22007]: value 'x'" })).toEqual({
      'url.path': '/reset/token/[token]',
      'error.message': "SQLSTATE[22007]: value '?'",
    });
  });

  it('knows secret names however they are written, and replaces whatever their value is', () => {
    expect(
      scrubAttributes({
        accessToken: 'abc',
        'X-Api-Key': 5,
        'payment.cvv': 123,
        cookies: { frontend: 'abc', list: ['abc'] },
        'context.customer_email': 'x',
        password: null,
        has_password: true,
        'session.id': 'abc',
      })
    ).toEqual({
      accessToken: '[token]',
      'X-Api-Key': '[token]',
      'payment.cvv': '[token]',
      cookies: '[cookie]',
      'context.customer_email': '[email]',
      password: null,
      has_password: true,
      'session.id': '[token]',
    });
  });

  it('scrubs keys, and numbers that are cards', () => {
    expect(
      scrubAttributes({ 'of kim@mail.example': 4111111111111111, order: 100000042, other: 4111111111111112 })
    ).toEqual({
      'of [email]': '[card]',
      order: 100000042,
      other: 4111111111111112,
    });
  });

  it("keeps only what looks like them of the telemetry's ids and the shop's numbers", () => {
    expect(
      scrubAttributes({
        'extra.trace_id': 'of kim@mail.example',
        'maho.product.sku': 'https://x.example/?token=abc',
        'maho.order.customer_email': 'x',
        'service.version': '1.2.3.4',
        'acme.version': 'from 203.0.113.7',
      })
    ).toEqual({
      'extra.trace_id': 'of [email]',
      'maho.product.sku': 'https://x.example/?token=[token]',
      'maho.order.customer_email': '[email]',
      'service.version': '1.2.3.4',
      'acme.version': 'from [ip]',
    });
  });

  it('takes the values out of statements wherever they come', () => {
    expect(scrubAttributes({ 'db.statement': ["SELECT 'secret'"], 'db.query.text': 'SELECT "a" FROM b' })).toEqual({
      'db.statement': ['SELECT ?'],
      'db.query.text': 'SELECT ? FROM b',
    });
    expect(scrubAttributes({ 'db.query.text': `SELECT "a" FROM b WHERE c='x\\'` }, 'ansi')).toEqual({
      'db.query.text': 'SELECT "a" FROM b WHERE c=?',
    });
  });

  it('sees through percent encoding', () => {
    expect(
      scrubAttributes({ 'url.path': '/a/from%20203.0.113.7%3A80/b', note: 'card%2520 4111%201111%201111%201111' })
    ).toEqual({
      'url.path': '/a/from [ip]:80/b',
      note: 'card%2520 [card]',
    });
  });
});
