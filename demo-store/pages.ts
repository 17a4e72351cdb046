import {
  deprecatedConstant,
  giftNoteWarning,
  loyaltyTypeError,
  missingColumn,
  searchIndexMissing,
} from './failures.ts';
import { customerEmail, products, type Category, type Product } from './shop.ts';
import { Uncaught, type Page, type PageContext } from './simulateRequest.ts';

const frame = [
  ['header', 'Mage_Page_Block_Html_Header', 'page/html/header.phtml', 900],
  ['catalog.topnav', 'Mage_Catalog_Block_Navigation', 'catalog/navigation/top.phtml', 1_800],
  ['footer', 'Mage_Page_Block_Html_Footer', 'page/html/footer.phtml', 300],
] as const;

/** The module that is missing a column shows its badge on these alone. */
const withWarranty = (product: Product) => product.price > 55;

export const home: Page = {
  method: 'GET',
  path: '/',
  route: 'cms/index/index',
  status: 200,
  action: ({ trace, visit }) => {
    trace.sql(`SELECT \`cms_page\`.* FROM \`cms_page\` WHERE (\`cms_page\`.\`identifier\`='home-${visit.store.code}')`);
    trace.work(9_000);
  },
  blocks: [...frame, ['cms_page', 'Mage_Cms_Block_Page', 'cms/content.phtml', 2_500]],
};

export const notFound: Page = {
  ...home,
  path: '/old-catalogue.pdf',
  route: 'cms/index/noRoute',
  status: 404,
  blocks: frame,
};

export function category(chosen: Category): Page {
  return {
    method: 'GET',
    path: `/${chosen.path}/`,
    route: 'catalog/category/view',
    status: 200,
    action: ({ trace, visit }) => {
      trace.sql(
        `SELECT \`catalog_category_entity\`.* FROM \`catalog_category_entity\` WHERE (entity_id =${chosen.id})`
      );
      trace.sql(
        'SELECT `e`.*, `cat_index`.`position` AS `cat_index_position`, `price_index`.`final_price` FROM ' +
          '`catalog_product_entity` `e` INNER JOIN `catalog_category_product_index` `cat_index` ON ' +
          `cat_index.product_id=e.entity_id AND cat_index.store_id=${visit.store.id} AND cat_index.category_id='${chosen.id}' ` +
          'ORDER BY `cat_index`.`position` ASC LIMIT 12',
        2_400
      );
      const shown = products.filter((product) => product.category === chosen);
      // The second store's template loads each product's labels alone: an N+1.
      for (const { id } of visit.store.id === 2 ? shown : []) {
        trace.sql(
          'SELECT `eav_attribute_option_value`.`value` FROM `eav_attribute_option_value` ' +
            `WHERE ((option_id = ${id})) AND ((store_id IN (0, ${visit.store.id})))`
        );
      }
      trace.work(14_000);
    },
    blocks: [
      ...frame,
      ['product_list', 'Mage_Catalog_Block_Product_List', 'catalog/product/list.phtml', 9_000],
      ['catalog.leftnav', 'Mage_Catalog_Block_Layer_View', 'catalog/layer/view.phtml', 4_000],
    ],
  };
}

export function product(chosen: Product): Page {
  return {
    method: 'GET',
    path: `/${chosen.path}/`,
    route: 'catalog/product/view',
    status: 200,
    action: ({ trace, visit }) => {
      loadProduct({ trace }, chosen, visit.store.id);
      trace.observer('reports/event_observer::catalogProductView', () =>
        trace.sql(
          'INSERT INTO `report_event` (`logged_at`, `event_type_id`, `object_id`, `subject_id`, `subtype`, `store_id`) ' +
            `VALUES('${trace.sqlTime}', ?, ?, ?, ?, ?)`
        )
      );
      if (withWarranty(chosen) && trace.random.chance(0.12)) {
        throw new Uncaught(missingColumn(chosen.id));
      }
      trace.work(16_000);
    },
    blocks: [
      ...frame,
      ['product.info', 'Mage_Catalog_Block_Product_View', 'catalog/product/view.phtml', 6_000],
      [
        'catalog.product.related',
        'Mage_Catalog_Block_Product_List_Related',
        'catalog/product/list/related.phtml',
        2_000,
      ],
      ['product.info.upsell', 'Mage_Catalog_Block_Product_List_Upsell', 'catalog/product/list/upsell.phtml', 1_700],
    ],
  };
}

function loadProduct({ trace }: Pick<PageContext, 'trace'>, chosen: Product, storeId: number): void {
  trace.sql(`SELECT \`catalog_product_entity\`.* FROM \`catalog_product_entity\` WHERE (entity_id =${chosen.id})`);
  for (const kind of ['varchar', 'text', 'decimal', 'int']) {
    trace.sql(
      `SELECT \`attr_table\`.* FROM \`catalog_product_entity_${kind}\` \`attr_table\` INNER JOIN \`eav_entity_attribute\` ` +
        `\`set_table\` ON attr_table.attribute_id = set_table.attribute_id WHERE ((attr_table.entity_id = ${chosen.id})) ` +
        `AND ((attr_table.store_id IN (0, ${storeId})))`
    );
  }
  trace.observer('cataloginventory/observer::addInventoryData', () =>
    trace.sql(
      'SELECT `cataloginventory_stock_item`.* FROM `cataloginventory_stock_item` ' +
        `WHERE ((\`cataloginventory_stock_item\`.\`product_id\` = ${chosen.id}))`
    )
  );
}

export function search(word: string, indexMissing: boolean): Page {
  return {
    method: 'GET',
    path: '/catalogsearch/result/',
    route: 'catalogsearch/result/index',
    status: 200,
    action: ({ trace, visit }) => {
      if (indexMissing) {
        throw new Uncaught(searchIndexMissing);
      }
      trace.sql(
        `(SELECT \`catalogsearch_query\`.* FROM \`catalogsearch_query\` WHERE ((store_id = ${visit.store.id})) ` +
          `AND ((query_text = '${word}'))) UNION ALL (SELECT \`catalogsearch_query\`.* FROM \`catalogsearch_query\` ` +
          `WHERE ((synonym_for = '${word}'))) LIMIT 1`
      );
      // Without a suitable index this one is slow whenever the buffer pool is cold.
      trace.sql(
        'SELECT `s`.`product_id`, `s`.`data_index` FROM `catalogsearch_fulltext` `s` ' +
          `WHERE (s.store_id = ${visit.store.id}) AND (\`s\`.\`data_index\` LIKE '%${word}%')`,
        trace.random.chance(0.15) ? 900_000 : 40_000
      );
      trace.work(12_000);
    },
    blocks: [...frame, ['search_result_list', 'Mage_Catalog_Block_Product_List', 'catalog/product/list.phtml', 7_000]],
  };
}

export function cart(): Page {
  return {
    method: 'GET',
    path: '/checkout/cart/',
    route: 'checkout/cart/index',
    status: 200,
    action: (context) => {
      const { trace, visit } = context;
      loadQuote(context);
      if (visit.cart.length > 0 && trace.random.chance(0.05)) {
        context.phpError(giftNoteWarning);
      }
      if (visit.customerId !== null && trace.random.chance(0.06)) {
        throw new Uncaught(loyaltyTypeError);
      }
      trace.work(11_000);
    },
    blocks: [
      ...frame,
      ['checkout.cart', 'Mage_Checkout_Block_Cart', 'checkout/cart.phtml', 5_000],
      ['checkout.cart.shipping', 'Mage_Checkout_Block_Cart_Shipping', 'checkout/cart/shipping.phtml', 1_200],
    ],
  };
}

export function loadQuote({ trace, visit }: Pick<PageContext, 'trace' | 'visit'>): void {
  if (visit.quoteId === null) {
    return;
  }
  trace.sql(
    `SELECT \`sales_flat_quote\`.* FROM \`sales_flat_quote\` WHERE ((\`sales_flat_quote\`.\`entity_id\`=${visit.quoteId})) ` +
      `AND ((store_id IN (${visit.store.id}))) AND ((is_active = 1))`
  );
  trace.sql(
    `SELECT \`main_table\`.* FROM \`sales_flat_quote_item\` \`main_table\` WHERE (\`quote_id\` = '${visit.quoteId}')`
  );
}

export function addToCart(chosen: Product, newQuoteId: () => number): Page {
  return {
    method: 'POST',
    path: '/checkout/cart/add/',
    route: 'checkout/cart/add',
    status: 302,
    action: (context) => {
      const { trace, visit } = context;
      loadQuote(context);
      loadProduct(context, chosen, visit.store.id);
      trace.observer('opentelemetry/observer::addCartAddEvent', () => {
        trace.event('maho.cart.add', { 'maho.product.id': chosen.id, 'maho.product.sku': chosen.sku });
        context.cartAdded();
      });
      if (visit.quoteId === null) {
        visit.quoteId = newQuoteId();
        trace.sql(
          'INSERT INTO `sales_flat_quote` (`store_id`, `created_at`, `updated_at`, `items_count`, `items_qty`) ' +
            `VALUES (?, '${trace.sqlTime}', '${trace.sqlTime}', ?, ?)`,
          450
        );
      }
      trace.sql(
        'INSERT INTO `sales_flat_quote_item` (`quote_id`, `created_at`, `product_id`, `sku`, `qty`) VALUES (?, ?, ?, ?, ?)'
      );
      saveQuote(context);
      visit.cart.push(chosen);
      trace.work(15_000);
    },
  };
}

export function saveQuote({ trace, visit }: Pick<PageContext, 'trace' | 'visit'>): void {
  trace.sql(
    `UPDATE \`sales_flat_quote\` SET \`store_id\` = ?, \`updated_at\` = '${trace.sqlTime}', \`items_count\` = ?, ` +
      `\`items_qty\` = ?, \`grand_total\` = ? WHERE entity_id=${visit.quoteId}`,
    400
  );
}

export function removeFromCart(): Page {
  return {
    method: 'POST',
    path: '/checkout/cart/delete/',
    route: 'checkout/cart/delete',
    status: 302,
    action: (context) => {
      const { trace, visit } = context;
      loadQuote(context);
      visit.cart.pop();
      trace.sql(`DELETE FROM \`sales_flat_quote_item\` WHERE (item_id='${trace.random.whole(1_000, 9_000)}')`);
      saveQuote(context);
      trace.work(7_000);
    },
  };
}

export const loginForm: Page = {
  method: 'GET',
  path: '/customer/account/login/',
  route: 'customer/account/login',
  status: 200,
  action: ({ trace }) => trace.work(6_000),
  blocks: [...frame, ['customer_form_login', 'Mage_Customer_Block_Form_Login', 'customer/form/login.phtml', 700]],
};

export function login(customerId: number): Page {
  return {
    method: 'POST',
    path: '/customer/account/loginPost/',
    route: 'customer/account/loginPost',
    status: 302,
    action: (context) => {
      const { trace, visit } = context;
      trace.sql(
        'SELECT `customer_entity`.`entity_id` FROM `customer_entity` WHERE ' +
          `(\`customer_entity\`.\`email\` = '${customerEmail(customerId)}') AND (website_id = ${visit.store.websiteId})`
      );
      trace.work(55_000);
      visit.customerId = customerId;
      trace.observer('opentelemetry/observer::addCustomerLoginEvent', () => trace.event('maho.customer.login', {}));
      if (trace.random.chance(0.2)) {
        context.phpError(deprecatedConstant);
      }
    },
  };
}
