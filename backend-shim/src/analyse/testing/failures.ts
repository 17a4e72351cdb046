import type { SpanEvent } from '../../pipeline/records.ts';
import { exception } from './build.ts';

/** One failure told in both ways: a declined payment, thrown through Maho's helper. */

export const declinedMessage = 'Card declined for order 100000042';

const dispatch = [
  'Mage_Core_Controller_Varien_Action.dispatch(Action.php:399)',
  'Maho.Routing.ControllerDispatcher.dispatch(ControllerDispatcher.php:270)',
  'Mage_Core_Controller_Varien_Front.dispatch(Front.php:166)',
  'Mage_Core_Model_App.run(App.php:349)',
  'Mage.run(Mage.php:701)',
  '{main}(index.php:71)',
];

export function declined(message = declinedMessage): SpanEvent {
  return exception('Mage_Core_Exception', message, [
    'Mage.throwException(Mage.php:616)',
    'Acme_Pay_Model_Card.authorize(Card.php:20)',
    'Mage_Sales_Model_Order_Payment._authorize(Payment.php:1163)',
    'Mage_Checkout_OnepageController.saveOrderAction(OnepageController.php:685)',
    ...dispatch,
  ]);
}

export function declinedLog(message = declinedMessage): string {
  return `
Mage_Core_Exception: ${message} in /srv/store/app/Mage.php:616
Stack trace:
#0 /srv/store/app/code/local/Acme/Pay/Model/Card.php(20): Mage::throwException('Card declined f...')
#1 /srv/store/app/code/core/Mage/Sales/Model/Order/Payment.php(1163): Acme_Pay_Model_Card->authorize(Object(Maho\\DataObject), 12.5)
#2 /srv/store/app/code/core/Mage/Checkout/controllers/OnepageController.php(685): Mage_Sales_Model_Order_Payment->_authorize()
#3 /srv/store/app/code/core/Mage/Core/Controller/Varien/Action.php(399): Mage_Checkout_OnepageController->saveOrderAction()
#4 /srv/store/lib/Maho/Routing/ControllerDispatcher.php(270): Mage_Core_Controller_Varien_Action->dispatch()
#5 /srv/store/app/code/core/Mage/Core/Controller/Varien/Front.php(166): Maho\\Routing\\ControllerDispatcher->dispatch()
#6 /srv/store/app/code/core/Mage/Core/Model/App.php(349): Mage_Core_Controller_Varien_Front->dispatch()
#7 /srv/store/app/Mage.php(701): Mage_Core_Model_App->run()
#8 /srv/store/public/index.php(71): Mage::run()
#9 {main}`;
}

/** An exception of the HTTP client, told by the client's span and the cause of another one that the module throws. */
export const refusedMessage = 'Failed to connect to api.pay.example port 443 after 3 ms';
const refusedFrames = [
  'Symfony.Component.HttpClient.Response.CurlResponse.perform(CurlResponse.php:358)',
  'Symfony.Component.HttpClient.Response.CurlResponse.getContent(CurlResponse.php:241)',
  'Maho_OpenTelemetry_Model_Http_TracedResponse.getContent(TracedResponse.php:85)',
];

export function refused(): SpanEvent {
  return exception('Symfony\\Component\\HttpClient\\Exception\\TransportException', refusedMessage, [
    ...refusedFrames,
    'Acme_Pay_Model_Api.call(Api.php:31)',
    'Acme_Pay_Model_Card.authorize(Card.php:44)',
    ...dispatch,
  ]);
}

export function unavailable(): SpanEvent {
  const cause = [
    `\nCaused by: Symfony.Component.HttpClient.Exception.TransportException: ${refusedMessage}`,
    ...refusedFrames.map((frame) => `\n\tat ${frame}`),
    '\n\tat Acme_Pay_Model_Api.call(Api.php:31)',
    `\n\t... ${dispatch.length + 1} more`,
  ].join('');
  return exception(
    'Acme\\Pay\\Exception\\Unavailable',
    'Payment service away',
    ['Acme_Pay_Model_Api.call(Api.php:33)', 'Acme_Pay_Model_Card.authorize(Card.php:44)', ...dispatch],
    cause
  );
}

export function unavailableLog(): string {
  const rest = `#1 /srv/store/app/code/core/Mage/Core/Controller/Varien/Action.php(399): Acme_Pay_Model_Card->authorize()
#2 /srv/store/public/index.php(71): Mage::run()
#3 {main}`;
  return `
Symfony\\Component\\HttpClient\\Exception\\TransportException: ${refusedMessage} in /srv/store/vendor/symfony/http-client/Response/CurlResponse.php:358
Stack trace:
#0 /srv/store/app/code/local/Acme/Pay/Model/Card.php(44): Acme_Pay_Model_Api->call()
${rest}

Next Acme\\Pay\\Exception\\Unavailable: Payment service away in /srv/store/app/code/local/Acme/Pay/Model/Api.php:33
Stack trace:
#0 /srv/store/app/code/local/Acme/Pay/Model/Card.php(44): Acme_Pay_Model_Api->call()
${rest}`;
}
