import { cardDeclined, gatewayTimeout, gatewayUrl } from './failures.ts';
import { Double, spanKind, spanStatus } from './otlp.ts';
import { loadQuote, saveQuote } from './pages.ts';
import { customerEmail, postcodes, type paymentMethods } from './shop.ts';
import { exceptionAttributes, severities, type Page, type PageContext } from './simulateRequest.ts';
import type { Visit } from './Visit.ts';

type PaymentMethod = (typeof paymentMethods)[number];

const shipping = 4.5;

export const checkout: Page = {
  method: 'GET',
  path: '/checkout/onepage/',
  route: 'checkout/onepage/index',
  status: 200,
  action: (context) => {
    loadQuote(context);
    context.trace.work(20_000);
  },
  blocks: [['checkout.onepage', 'Mage_Checkout_Block_Onepage', 'checkout/onepage.phtml', 8_000]],
};

function step(action: string, typicalUs: number, more: (context: PageContext) => void = () => {}): Page {
  return {
    method: 'POST',
    path: `/checkout/onepage/${action}/`,
    route: `checkout/onepage/${action}`,
    status: 200,
    action: (context) => {
      loadQuote(context);
      more(context);
      saveQuote(context);
      context.trace.work(typicalUs);
    },
  };
}

export const saveMethod = step('saveMethod', 5_000);
export const saveShippingMethod = step('saveShippingMethod', 9_000);
export const savePayment = step('savePayment', 12_000);

/** Asks the carrier for rates, which has none for some postcodes and says so in the log alone. */
export const saveBilling = step('saveBilling', 18_000, ({ trace, visit, log }) => {
  const postcode = trace.random.pick(postcodes);
  trace.span('GET', {
    kind: spanKind.client,
    attributes: {
      'http.request.method': 'GET',
      'url.full': 'https://rates.parcel.example/v1/quote',
      'server.address': 'rates.parcel.example',
      'http.response.status_code': 200,
    },
    status: { code: spanStatus.ok },
    own: 130_000,
  });
  if (postcode === '99999') {
    log(severities.error, `Parcel: no service to postcode ${postcode} for customer${visit.visitorId}@mail.example`);
  }
});

/** @param next - the number that the order will have */
export function saveOrder(paymentMethod: PaymentMethod, next: string): Page {
  return {
    method: 'POST',
    path: '/checkout/onepage/saveOrder/',
    route: 'checkout/onepage/saveOrder',
    status: 200,
    action: (context) => {
      const { trace, visit } = context;
      loadQuote(context);
      const total = totalOf(visit);
      reserve(context, next);
      if (!pay(context, paymentMethod, total, next)) {
        saveQuote(context);
        return;
      }
      trace.observer('opentelemetry/observer::addOrderPlacedEvent', () => {
        trace.event('maho.order.placed', {
          'maho.order.increment_id': next,
          'maho.order.grand_total': new Double(total),
          'maho.order.currency': visit.store.currency,
          'maho.order.items_count': visit.cart.length,
          'maho.payment.method': paymentMethod,
        });
        context.ordered({ number: next, total, currency: visit.store.currency, paymentMethod });
      });
      trace.sql(
        'INSERT INTO `sales_flat_order_grid` (`entity_id`, `status`, `store_id`, `grand_total`, `increment_id`, ' +
          `\`created_at\`) VALUES (?, ?, ?, ?, ?, '${trace.sqlTime}')`,
        900
      );
      saveQuote(context);
      trace.work(25_000);
    },
  };
}

function totalOf(visit: Visit): number {
  return visit.cart.reduce((sum, { price }) => sum + price, shipping);
}

function reserve({ trace, visit }: PageContext, number: string): void {
  trace.sql(
    'SELECT COUNT(*) FROM `sales_flat_order` WHERE ' +
      `((increment_id = '${number}')) AND ((customer_email = '${customerEmail(visit.visitorId)}'))`
  );
  trace.sql(
    'INSERT INTO `sales_flat_order` (`coupon_code`, `store_id`, `customer_id`, `grand_total`) VALUES (?, ?, ?, ?)',
    900
  );
  for (const _ of visit.cart) {
    trace.sql(
      'INSERT INTO `sales_flat_order_item` (`order_id`, `quote_item_id`, `store_id`, `sku`) VALUES (?, ?, ?, ?)'
    );
  }
  trace.sql(
    'INSERT INTO `sales_flat_order_address` (`parent_id`, `lastname`, `street`, `city`, `email`) VALUES (?, ?, ?, ?, ?)'
  );
}

/** @returns whether the money is there; if not, the checkout has caught and logged why */
function pay(context: PageContext, method: PaymentMethod, amount: number, orderNumber: string): boolean {
  const { trace } = context;
  if (method !== 'fern_card') {
    return true;
  }
  const attributes = { 'payment.method': method, 'payment.amount': String(amount) };
  const declined = trace.random.chance(0.1);
  const timedOut = !declined && trace.random.chance(0.05);
  const thrown = timedOut ? gatewayTimeout(trace.random) : cardDeclined(trace.random, orderNumber);
  trace.span('payment.authorize', { attributes }, () => {
    const { host } = new URL(gatewayUrl);
    const client = { 'http.request.method': 'POST', 'url.full': gatewayUrl, 'server.address': host };
    trace.span('POST', { kind: spanKind.client, attributes: client, own: timedOut ? 5_000_000 : 240_000 }, () => {
      if (timedOut) {
        trace.event('exception', exceptionAttributes(thrown));
        trace.amend({ 'error.type': thrown.type }, { message: thrown.type, code: spanStatus.error });
      } else {
        trace.amend({ 'http.response.status_code': declined ? 402 : 201 }, { code: spanStatus.ok });
      }
    });
  });
  if (declined || timedOut) {
    context.handled(thrown);
  }
  return !declined && !timedOut;
}

export const success: Page = {
  method: 'GET',
  path: '/checkout/onepage/success/',
  route: 'checkout/onepage/success',
  status: 200,
  action: ({ trace, visit }) => {
    trace.observer('opentelemetry/observer::addCheckoutSuccessEvent', () =>
      trace.event('maho.checkout.success', { 'maho.order.ids': String(visit.quoteId) })
    );
    trace.work(6_000);
  },
  blocks: [['checkout.success', 'Mage_Checkout_Block_Onepage_Success', 'checkout/success.phtml', 900]],
};
