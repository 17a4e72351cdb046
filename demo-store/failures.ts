import type { Random } from './Random.ts';
import { codeRoot } from './shop.ts';

export interface Frame {
  /** With `::` or `->`, as PHP writes it. */
  call: string;
  file: string;
  line: number;
}

export interface Thrown {
  type: string;
  message: string;
  /** Where it was thrown. */
  file: string;
  line: number;
  /** The callers, innermost first. */
  frames: Frame[];
  cause?: Thrown;
}

const core = '/srv/fern/vendor/mahocommerce/maho/app/code/core/Mage';
const lib = '/srv/fern/vendor/mahocommerce/maho/lib/Maho';

/** From an action to PHP's entry: the lower end of each trace of a request. */
export function requestFrames(controller: string, action: string): Frame[] {
  const router = 'Mage_Core_Controller_Varien_Router_Default';
  return [
    { call: `${controller}->${action}Action`, file: `${core}/Core/Controller/Varien/Action.php`, line: 399 },
    {
      call: 'Mage_Core_Controller_Varien_Action->dispatch',
      file: `${lib}/Routing/ControllerDispatcher.php`,
      line: 270,
    },
    {
      call: 'Maho\\Routing\\ControllerDispatcher->dispatch',
      file: `${core}/Core/Controller/Varien/Router/Default.php`,
      line: 77,
    },
    { call: `${router}->_matchSymfony`, file: `${core}/Core/Controller/Varien/Router/Default.php`, line: 20 },
    { call: `${router}->match`, file: `${core}/Core/Controller/Varien/Front.php`, line: 196 },
    { call: 'Mage_Core_Controller_Varien_Front->dispatch', file: `${core}/Core/Model/App.php`, line: 349 },
    { call: 'Mage_Core_Model_App->run', file: '/srv/fern/vendor/mahocommerce/maho/app/Mage.php', line: 701 },
    { call: 'Mage::run', file: '/srv/fern/public/index.php', line: 71 },
  ];
}

const checkoutFrames: Frame[] = [
  { call: 'Mage_Sales_Model_Order_Payment->_authorize', file: `${core}/Sales/Model/Order/Payment.php`, line: 379 },
  { call: 'Mage_Sales_Model_Order_Payment->place', file: `${core}/Sales/Model/Order.php`, line: 1001 },
  { call: 'Mage_Sales_Model_Order->place', file: `${core}/Core/Model/Resource/Transaction.php`, line: 83 },
  { call: 'Mage_Sales_Model_Service_Quote->submitOrder', file: `${core}/Sales/Model/Service/Quote.php`, line: 216 },
  {
    call: 'Mage_Checkout_Model_Type_Onepage->saveOrder',
    file: `${core}/Checkout/controllers/OnepageController.php`,
    line: 685,
  },
  ...requestFrames('Mage_Checkout_OnepageController', 'saveOrder'),
];

/** A wrong type from an import: loyalty points that are a text. Ends the request. */
export const loyaltyTypeError: Thrown = {
  type: 'TypeError',
  message: 'Unsupported operand types: string * float',
  file: `${codeRoot}/Loyalty/Model/Points.php`,
  line: 58,
  frames: [
    { call: 'Fern_Loyalty_Model_Points->worth', file: `${codeRoot}/Loyalty/Block/Cart/Points.php`, line: 31 },
    { call: 'Fern_Loyalty_Block_Cart_Points->_toHtml', file: `${core}/Core/Block/Abstract.php`, line: 922 },
    { call: 'Mage_Core_Block_Abstract->toHtml', file: `${core}/Core/Model/Layout.php`, line: 554 },
    ...requestFrames('Mage_Checkout_CartController', 'index'),
  ],
};

/** A column that a forgotten upgrade did not add, wrapped by the database layer. Ends the request. */
export function missingColumn(productId: number): Thrown {
  const text = "SQLSTATE[42S22]: Column not found: 1054 Unknown column 'w.warranty_months' in 'SELECT'";
  return {
    type: 'Maho\\Db\\Exception',
    message: `${text}, query was: SELECT w.warranty_months FROM fern_warranty w WHERE w.product_id = ${productId}`,
    file: `${lib}/Db/Statement.php`,
    line: 112,
    frames: [
      { call: 'Maho\\Db\\Statement->execute', file: `${codeRoot}/Warranty/Model/Resource/Warranty.php`, line: 27 },
      { call: 'Fern_Warranty_Model_Resource_Warranty->months', file: `${codeRoot}/Warranty/Block/Badge.php`, line: 19 },
      { call: 'Fern_Warranty_Block_Badge->_toHtml', file: `${core}/Core/Block/Abstract.php`, line: 922 },
      ...requestFrames('Mage_Catalog_ProductController', 'view'),
    ],
    cause: {
      type: 'PDOException',
      message: text,
      file: `${lib}/Db/Statement.php`,
      line: 104,
      frames: [{ call: 'PDOStatement->execute', file: `${lib}/Db/Statement.php`, line: 104 }],
    },
  };
}

/** The search index is gone for some minutes, again and again. Ends the request. */
export const searchIndexMissing: Thrown = {
  type: 'Mage_Core_Exception',
  message: 'The search index is being rebuilt. Please try again later.',
  file: '/srv/fern/vendor/mahocommerce/maho/app/Mage.php',
  line: 616,
  frames: [
    { call: 'Mage::throwException', file: `${codeRoot}/Search/Model/Engine.php`, line: 142 },
    { call: 'Fern_Search_Model_Engine->query', file: `${codeRoot}/Search/controllers/ResultController.php`, line: 40 },
    ...requestFrames('Fern_Search_ResultController', 'index'),
  ],
};

/** Caught by the checkout: the order is not placed, and the answer is 200. */
export function cardDeclined(random: Random, orderNumber: string): Thrown {
  return {
    type: 'Mage_Core_Exception',
    message: `Card declined by issuer (ref ${random.hex(12)}) for order ${orderNumber}`,
    file: '/srv/fern/vendor/mahocommerce/maho/app/Mage.php',
    line: 616,
    frames: [
      { call: 'Mage::throwException', file: `${codeRoot}/Card/Model/Method.php`, line: 88 },
      { call: 'Fern_Card_Model_Method->authorize', file: `${core}/Sales/Model/Order/Payment.php`, line: 1163 },
      ...checkoutFrames,
    ],
  };
}

export const gatewayUrl = 'https://gateway.card.example/v2/authorisations';

/** Caught by the checkout, and told by the client span that was calling, too. */
export function gatewayTimeout(random: Random): Thrown {
  return {
    type: 'Symfony\\Component\\HttpClient\\Exception\\TimeoutException',
    message: `Idle timeout reached for "${gatewayUrl}?key=${random.hex(24)}".`,
    file: '/srv/fern/vendor/symfony/http-client/Chunk/ErrorChunk.php',
    line: 62,
    frames: [
      {
        call: 'Symfony\\Component\\HttpClient\\Response\\CurlResponse->getContent',
        file: `${codeRoot}/Card/Model/Gateway.php`,
        line: 51,
      },
      { call: 'Fern_Card_Model_Gateway->authorise', file: `${codeRoot}/Card/Model/Method.php`, line: 74 },
      { call: 'Fern_Card_Model_Method->authorize', file: `${core}/Sales/Model/Order/Payment.php`, line: 1163 },
      ...checkoutFrames,
    ],
  };
}

/** Caught by cron, which goes on with the next job. */
export const stockFeedBroken: Thrown = {
  type: 'JsonException',
  message: 'Syntax error',
  file: `${codeRoot}/Stock/Model/Feed.php`,
  line: 73,
  frames: [
    { call: 'json_decode', file: `${codeRoot}/Stock/Model/Feed.php`, line: 73 },
    { call: 'Fern_Stock_Model_Feed->import', file: `${core}/Cron/Model/Observer.php`, line: 311 },
    { call: 'Mage_Cron_Model_Observer->_processJob', file: `${core}/Cron/Model/Observer.php`, line: 84 },
  ],
};

/** A PHP error: goes on. */
export interface PhpError {
  /** As the span event names it. */
  level: 'warning' | 'unknown_16384';
  /** As the log record begins. */
  label: 'Warning' | 'User Deprecated Functionality';
  message: string;
  file: string;
  line: number;
}

export const giftNoteWarning: PhpError = {
  level: 'warning',
  label: 'Warning',
  message: 'Undefined array key "gift_note"',
  file: '/srv/fern/app/design/frontend/fern/default/template/checkout/cart/note.phtml',
  line: 12,
};

export const deprecatedConstant: PhpError = {
  level: 'unknown_16384',
  label: 'User Deprecated Functionality',
  message: 'Constant Mage::LOG_WARN is deprecated, Use LOG_WARNING instead',
  file: `${codeRoot}/Newsletter/Model/Observer.php`,
  line: 24,
};
