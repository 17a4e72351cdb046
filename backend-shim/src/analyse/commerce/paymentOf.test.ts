import { analyseSpans } from '../analyseSpans.ts';
import { analyse } from '../testing/analyse.ts';
import { answered, event, inside, span } from '../testing/build.ts';
import { declined } from '../testing/failures.ts';
import { traceSpansOf } from '../testing/traceSpansOf.ts';
import { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import { paymentOf } from './paymentOf.ts';

const paid = (method: string) => span('payment.authorize', { attributes: { 'payment.method': method } });
const placed = (number: string, method: string) =>
  event('maho.order.placed', { 'maho.order.increment_id': number, 'maho.payment.method': method });

describe('paymentOf', () => {
  it.each([
    ['nothing', [span('GET')], null, null],
    ['a payment that failed', [paid('a'), paid('b')], null, 'b'],
    ['an order', [paid('a'), span('x', { events: [placed('100000042', 'c')] })], '100000042', 'c'],
    ['an order without a method', [paid('a'), span('x', { events: [placed('1', '')] })], '1', 'a'],
    [
      'a number as a number',
      [span('x', { events: [event('maho.order.placed', { 'maho.order.increment_id': 7 })] })],
      '7',
      null,
    ],
    ['no payment span', [span('paymentx', { attributes: { 'payment.method': 'a' } })], null, null],
    ['what is no text', [span('payment.x', { attributes: { 'payment.method': { a: 1 } } })], null, null],
    ['what is too long', [paid('a'.repeat(100))], null, 'a'.repeat(64)],
  ])('%s', (_what, spans, orderNumber, paymentMethod) => {
    expect(paymentOf(spans)).toEqual({ orderNumber, paymentMethod });
  });

  it('is told by each failure of the request, whether its spans are objects or columns', () => {
    const root = answered('checkout/onepage/saveOrder');
    const payment = inside(root, 'payment.authorize', { attributes: { 'payment.method': 'acme_card' } });
    const action = inside(root, 'action', { events: [declined()] });
    const told = { orderNumber: null, paymentMethod: 'acme_card' };
    expect(analyse([root, payment, action]).occurrences).toMatchObject([told]);
    const templates = new TemplateTable();
    const columns = traceSpansOf([root, payment, action], templates);
    expect(analyseSpans(columns, [], root.traceId, templates).occurrences).toMatchObject([told]);
  });
});
