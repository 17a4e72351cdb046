import type { AttributeValue, Span } from '../../pipeline/records.ts';

export const paymentMethodKey = 'payment.method';

const longest = 64;

/** What a request tells of the order that it placed, or tried to. */
export interface Payment {
  orderNumber: string | null;
  paymentMethod: string | null;
}

/**
 * Read from the event `maho.order.placed`, and where no order was placed, from the last span that paid. Numbers that
 * stand in messages are no order's for certain, and are not asked.
 *
 * @param spans - by time
 */
export function paymentOf(spans: Span[]): Payment {
  const payment: Payment = { orderNumber: null, paymentMethod: null };
  let tried: string | null = null;
  for (const { name, attributes, events } of spans) {
    if (isPayment(name)) {
      tried = text(attributes[paymentMethodKey]) ?? tried;
    }
    for (const event of events) {
      if (event.name === 'maho.order.placed') {
        payment.orderNumber = text(event.attributes['maho.order.increment_id']) ?? payment.orderNumber;
        payment.paymentMethod = text(event.attributes['maho.payment.method']) ?? payment.paymentMethod;
      }
    }
  }
  return { ...payment, paymentMethod: payment.paymentMethod ?? tried };
}

/** `payment.authorize`, `payment.capture` and the like. */
export function isPayment(spanName: string): boolean {
  return spanName.startsWith('payment.');
}

function text(value: AttributeValue | undefined): string | null {
  const told = typeof value === 'number' ? String(value) : value;
  return typeof told === 'string' && told !== '' ? told.slice(0, longest).toWellFormed() : null;
}
