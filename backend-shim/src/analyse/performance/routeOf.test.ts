import { answered, span } from '../testing/build.ts';
import { routeOf } from './routeOf.ts';

const action = (name: string) => span(`dispatch.controller.action.${name}`);

describe('routeOf', () => {
  it("is the root's when it tells one", () => {
    expect(routeOf(answered('checkout/cart/index'), [action('a_b_c')], '/x')).toBe('checkout/cart/index');
  });

  it.each([
    ['catalog_product_view', '/coffee/blue-mountain.html', 'catalog/product/view'],
    ['checkout_onepage_saveBilling', '/checkout/onepage/saveBilling/', 'checkout/onepage/saveBilling'],
    ['adminhtml_sales_order_view', '/index.php/admin/sales_order/view/order_id/5/', 'admin/sales_order/view'],
    ['adminhtml_sales_order_view', null, 'adminhtml/sales_order/view'],
    ['acme_shipping_rates_index', '/acme_shipping/rates/', 'acme_shipping/rates/index'],
    ['acme_shipping_rates_index', '/de/acme_shipping/rates/index', 'acme_shipping/rates/index'],
    ['cms_index_index', '/', 'cms/index/index'],
    ['short', '/', 'short'],
  ])('%s on %s is %s', (name, path, route) => {
    expect(routeOf(null, [action(name)], path)).toBe(route);
  });

  it('is the last action that was dispatched, and no phase of one', () => {
    const spans = [
      action('a_b_c'),
      action('d_e_f'),
      action('d_e_f.layout_load'),
      action('predispatch'),
      action('postdispatch'),
    ];
    expect(routeOf(null, spans, null)).toBe('d/e/f');
  });

  it('is unknown before any action', () => {
    expect(routeOf(null, [span('SELECT x')], '/')).toBeNull();
  });
});
