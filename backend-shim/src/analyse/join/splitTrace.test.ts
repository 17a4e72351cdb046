import { answered, span, sql } from '../testing/build.ts';
import { splitTrace } from './splitTrace.ts';

describe('splitTrace', () => {
  it('keeps each span once, the root among them', () => {
    const root = answered('checkout/cart/index');
    const child = sql('SELECT 1', { parentSpanId: root.spanId });
    const { spans, request, root: found, messages } = splitTrace([child, root, { ...child }, root]);
    expect(found).toBe(root);
    expect(spans).toHaveLength(2);
    expect(request).toHaveLength(2);
    expect(messages).toEqual([]);
  });

  it('has no root while it is under way', () => {
    const { root, request } = splitTrace([span('a', { parentSpanId: 'ffffffffffffffff' })]);
    expect(root).toBeNull();
    expect(request).toHaveLength(1);
  });

  it('prefers a request among several roots, and takes a server that was called from outside', () => {
    const orphan = span('maho cron:run');
    const request = answered('a/b/c');
    expect(splitTrace([orphan, request]).root).toBe(request);
    const called = answered('a/b/c', 200, { parentSpanId: 'ffffffffffffffff' });
    expect(splitTrace([span('x', { parentSpanId: called.spanId }), called]).root).toBe(called);
  });

  it('sets queued messages apart, one by one, with all that is below them', () => {
    const root = answered('a/b/c');
    const middle = span('OBSERVER: x', { parentSpanId: root.spanId });
    const first = span('process Acme\\Mail', { kind: 'consumer', parentSpanId: middle.spanId });
    const deep = span('y', { parentSpanId: first.spanId });
    const query = sql('SELECT 1', { parentSpanId: deep.spanId });
    const second = span('process Acme\\Mail', { kind: 'consumer', parentSpanId: deep.spanId });
    const { request, messages } = splitTrace([query, second, deep, first, middle, root]);
    expect(request).toEqual([root, middle]);
    expect(messages).toEqual([
      { root: first, spans: [first, deep, query] },
      { root: second, spans: [second] },
    ]);
  });

  it('takes a message that no request left behind for the root', () => {
    const alone = span('process Acme\\Mail', { kind: 'consumer' });
    expect(splitTrace([alone])).toMatchObject({ root: alone, messages: [] });
  });

  it('ends on spans that are their own ancestors, and on very deep ones', () => {
    const a = span('a');
    const b = span('b', { parentSpanId: a.spanId });
    const message = span('process', { kind: 'consumer', parentSpanId: 'ffffffffffffffff' });
    expect(splitTrace([{ ...a, parentSpanId: b.spanId }, b, message]).request).toHaveLength(2);
    const deep = [message];
    for (let at = 0; at < 13_000; at++) {
      deep.push(span('x', { parentSpanId: deep[at].spanId }));
    }
    expect(splitTrace(deep.reverse()).messages[0].spans).toHaveLength(13_001);
  });
});
