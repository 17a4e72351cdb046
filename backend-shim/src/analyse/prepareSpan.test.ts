import type { Span } from '../pipeline/records.ts';
import { otherName } from '../pipeline/spans/bareTemplate.ts';
import { originalName } from '../pipeline/spans/originalName.ts';
import { createPrepareSpan } from './prepareSpan.ts';
import { createScrubber } from './privacy/createScrubber.ts';
import { createScrubSpan } from './scrubSpan.ts';
import { answered, exception, span, sql } from './testing/build.ts';

const scrubSpan = createScrubSpan(createScrubber());

/** What reading the two parts again must give. */
function whole(prepared: ReturnType<ReturnType<typeof createPrepareSpan>>) {
  const { [originalName]: name = prepared.content.name, ...own } = prepared.extra?.attributes ?? {};
  return { name, attributes: { ...prepared.content.attributes, ...own } };
}

function contents(spans: Span[]): Set<string> {
  const prepareSpan = createPrepareSpan();
  return new Set(
    spans.map((one) => {
      const prepared = prepareSpan(one);
      const { name, attributes } = scrubSpan(one);
      expect(whole(prepared)).toEqual({ name, attributes });
      return JSON.stringify(prepared.content);
    })
  );
}

describe('a prepared span', () => {
  it('has in common with others what the shop is, and for itself whose request it was', () => {
    const { content, extra } = createPrepareSpan()(
      answered('catalog/product/view', 404, {
        attributes: { 'url.path': '/tea', 'enduser.id': '7', 'server.port': 443, 'http.request.body.size': 90 },
      })
    );
    expect(content).toEqual({
      name: 'GET catalog/product/view',
      kind: 'server',
      status: 'ok',
      attributes: {
        'http.request.method': 'GET',
        'maho.store_id': 1,
        'maho.store_code': 'default',
        'maho.website_id': 1,
        'http.response.status_code': 404,
        'http.route': 'catalog/product/view',
        'maho.area': 'frontend',
        'server.port': 443,
      },
    });
    expect(extra).toEqual({
      attributes: { 'url.path': '/tea', 'enduser.id': '7', 'http.request.body.size': 90 },
      statusMessage: '',
      events: [],
    });
  });

  it("has a statement's shape in common, and for itself the visitor and the cart that it tells", () => {
    const prepareSpan = createPrepareSpan();
    const [first, second] = [41, 42].map((id) =>
      prepareSpan(sql(`UPDATE log_visitor SET a = 'x' WHERE visitor_id = '${id}'`))
    );
    expect(first.content).toEqual(second.content);
    expect(first.content.attributes['db.query.text']).toBe('UPDATE log_visitor SET a = ? WHERE visitor_id = ?');
    expect([first, second].map(({ extra }) => extra?.attributes)).toEqual([
      { 'maho.visitor_id': 41 },
      { 'maho.visitor_id': 42 },
    ]);
  });

  it('has nothing for itself, as most', () => {
    const prepareSpan = createPrepareSpan();
    expect(prepareSpan(sql('SELECT a FROM b WHERE c = 5')).extra).toBeNull();
    expect(
      prepareSpan(span('BLOCK:render:head', { attributes: { 'block.class': 'Mage_Page_Block_Html_Head', on: true } }))
        .extra
    ).toBeNull();
  });

  it('has its events and the message of its status for itself', () => {
    const failed = span('x', {
      status: 'error',
      statusMessage: 'to kim@mail.example',
      events: [exception('A', 'b', ['C.d(E.php:1)'])],
    });
    expect(createPrepareSpan()(failed)).toMatchObject({
      content: { status: 'error', attributes: {} },
      extra: { attributes: {}, statusMessage: 'to [email]', events: [{ name: 'exception' }] },
    });
  });

  it('has numbers for itself but where there are few, and whatever JSON does not keep', () => {
    const attributes = {
      size: 5,
      'http.response.status_code': 200,
      'server.port': NaN,
      'code.line.number': -0,
      'a.status_code': 1.5,
      map: { a: 1 },
      list: ['a', true],
      numbers: [1],
      none: null,
      long: 'x'.repeat(1_025),
    };
    const { content, extra } = createPrepareSpan()(span('x', { attributes }));
    expect(content.attributes).toEqual({ 'http.response.status_code': 200, list: ['a', true], none: null });
    expect(JSON.parse(JSON.stringify(content))).toEqual(content);
    expect({ ...content.attributes, ...extra?.attributes }).toEqual(attributes);
  });

  it('keeps keys whose names are those of JavaScript', () => {
    const attributes = JSON.parse('{"__proto__":"a","constructor":"b","toString":5}');
    const { content, extra } = createPrepareSpan()(span('x', { attributes }));
    expect(Object.entries(content.attributes)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
    expect(extra?.attributes).toEqual({ toString: 5 });
  });

  it('has no attribute under the key that stands for its name', () => {
    const { content, extra } = createPrepareSpan()(span('x', { attributes: { [originalName]: 'another' } }));
    expect({ content, extra }).toEqual({
      content: { name: 'x', kind: 'internal', status: 'unset', attributes: {} },
      extra: null,
    });
  });
});

describe('what spans have in common stays bounded', () => {
  it('when values of a key are ever new', () => {
    const spans = Array.from({ length: 2_000 }, (_, at) => span('x', { attributes: { 'acme.basket': `b${at}` } }));
    expect(contents(spans).size).toBeLessThan(400);
  });

  it('when statements are ever new, though far more of them are common', () => {
    const spans = Array.from({ length: 8_000 }, (_, at) => sql(`SELECT a FROM t${at}x`));
    const size = contents(spans).size;
    expect(size).toBeGreaterThan(4_000);
    expect(size).toBeLessThan(6_000);
  });

  it('when they are long', () => {
    const long = 'x'.repeat(4_000);
    const spans = Array.from({ length: 4_000 }, (_, at) => sql(`SELECT a FROM t${at}${long}`));
    const length = [...contents(spans)].reduce((sum, content) => sum + content.length, 0);
    expect(length).toBeLessThan(10_000_000);
  });

  it('when keys are ever new', () => {
    const spans = Array.from({ length: 3_000 }, (_, at) => span('x', { attributes: { [`key${at}`]: 'a' } }));
    expect(contents(spans).size).toBeLessThan(1_100);
  });

  it('when names have ever new numbers', () => {
    const spans = Array.from({ length: 2_000 }, (_, at) => span(`BLOCK:render:ANONYMOUS_${at}`));
    const prepared = contents(spans);
    expect(prepared.size).toBeLessThan(400);
    expect([...prepared].at(-1)).toContain('"BLOCK:render:ANONYMOUS_#"');
  });

  it('when names are ever new', () => {
    const letters = (at: number) => Array.from(String(at), (digit) => 'abcdefghij'[Number(digit)]).join('');
    const spans = Array.from({ length: 12_000 }, (_, at) => span(letters(at)));
    const prepared = contents(spans);
    expect(prepared.size).toBeLessThan(10_100);
    expect([...prepared].at(-1)).toContain(otherName);
  });

  it('and what was common once stays so', () => {
    const prepareSpan = createPrepareSpan();
    const of = (value: string) => prepareSpan(span('x', { attributes: { 'acme.basket': value } })).content.attributes;
    of('first');
    Array.from({ length: 2_000 }, (_, at) => of(`b${at}`));
    expect(of('first')).toEqual({ 'acme.basket': 'first' });
    expect(of('last')).toEqual({});
  });
});
