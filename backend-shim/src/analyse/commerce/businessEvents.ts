import type { BusinessEvent, BusinessEventType, RequestContext } from '../../pipeline/analysis.ts';
import type { AttributeValue, Attributes, Span } from '../../pipeline/records.ts';
import { hashOf } from '../problems/hashOf.ts';

const types: Record<string, BusinessEventType | undefined> = {
  'maho.order.placed': 'order_placed',
  'maho.cart.add': 'cart_add',
  'maho.checkout.success': 'checkout_success',
  'maho.customer.login': 'customer_login',
};

/** What Maho tells of orders, carts and customers by events of its spans. */
export function businessEvents(spans: Span[], context: RequestContext): BusinessEvent[] {
  const events: BusinessEvent[] = [];
  const told = new Map<string, number>();
  for (const span of spans) {
    span.events.forEach((event) => {
      const type = types[event.name];
      if (type) {
        // Not by its span's id, which is not kept for ever.
        const moment = `${event.name} ${event.time}`;
        const before = told.get(moment) ?? 0;
        told.set(moment, before + 1);
        events.push({
          id: hashOf('event', span.traceId, moment, String(before)),
          type,
          traceId: span.traceId,
          time: event.time,
          service: context.service,
          storeId: context.storeId,
          visitorId: context.visitorId,
          customerId: context.customerId,
          cartId: context.cartId,
          order: type === 'order_placed' ? orderOf(event.attributes) : null,
          data: event.attributes,
        });
      }
    });
  }
  return events;
}

function orderOf(attributes: Attributes): BusinessEvent['order'] {
  const items = number(attributes['maho.order.items_count']);
  return {
    number: text(attributes['maho.order.increment_id']),
    total: number(attributes['maho.order.grand_total']) ?? 0,
    currency: text(attributes['maho.order.currency']),
    paymentMethod: text(attributes['maho.payment.method']),
    items,
  };
}

function text(value: AttributeValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function number(value: AttributeValue | undefined): number | null {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : null;
}
