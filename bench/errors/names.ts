/** What a shop of several extensions has; enough of each that words tell problems apart. */
export const vendors = [
  'Acme', 'Brightcart', 'Cobalt', 'Dunbar', 'Everline', 'Fennel', 'Granite', 'Harbour', 'Inkwell', 'Juniper',
  'Kestrel', 'Lantern', 'Meridian', 'Northgate', 'Orchard', 'Pelican', 'Quarry', 'Redwood', 'Saffron', 'Tamarind',
]; // prettier-ignore

export const modules = [
  'Shipping', 'Tax', 'Feed', 'Stock', 'Loyalty', 'Returns', 'Search', 'Wishlist', 'Giftcard', 'Invoice', 'Courier',
  'Import', 'Export', 'Review', 'Newsletter', 'Sitemap', 'Pricing', 'Bundle', 'Fraud', 'Pickup',
]; // prettier-ignore

export const classes = ['Model_Observer', 'Model_Client', 'Helper_Data', 'Block_Totals', 'Model_Cron', 'Model_Quote'];

export const types = [
  'Mage_Core_Exception', 'PDOException', 'TypeError', 'RuntimeException', 'DivisionByZeroError', 'DomainException',
  'InvalidArgumentException', 'Symfony\\Component\\HttpClient\\Exception\\TransportException', 'Warning', 'Deprecated',
  'Doctrine\\DBAL\\Exception\\DeadlockException', 'JsonException',
]; // prettier-ignore

export const sentences = [
  'Could not reserve stock for product <n>',
  'Rate for postcode <text> is missing in zone <n>',
  'Gateway answered <n> after <duration> for order <n>',
  'Unsupported operand types: string / float',
  'SQLSTATE[40001]: Serialization failure: <n> Deadlock found when trying to get lock',
  'Undefined array key <text>',
  'Label printer offline',
  'Call to a member function getId() on null',
  'Feed row <n> has no price in <text>',
  'Idle timeout reached for "<url>"',
  'Customer group <n> may not use <text>',
  'Token of <email> expired at <date>',
  'Syntax error near column <n>',
  'Points of a negative order: <amount>',
  'Pickup location <uuid> is closed',
];

export const routes = [
  'catalog/product/view', 'catalog/category/view', 'checkout/cart/index', 'checkout/cart/add',
  'checkout/onepage/index', 'checkout/onepage/saveOrder', 'checkout/onepage/saveBilling', 'customer/account/login',
  'customer/account/index', 'sales/order/view', 'catalogsearch/result/index', 'cms/index/index', 'wishlist/index/add',
  'newsletter/subscriber/new', 'review/product/post', 'api/rest/products',
  ...vendors.map((vendor) => `${vendor.toLowerCase()}/index/index`),
]; // prettier-ignore

export const payments = ['checkmo', 'paypal_express', 'stripe_cards', 'banktransfer'];

export const hosts = ['web-1', 'web-2', 'web-3'];
/** By age: each of them for two weeks. */
export const versions = ['26.9.0', '26.8.1', '26.8.0', '26.7.2', '26.7.1', '26.7.0', '26.6.0'];
export const stores = [1, 2];
export const service = 'shop';
