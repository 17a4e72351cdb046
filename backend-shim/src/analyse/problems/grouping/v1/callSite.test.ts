import { parseLogStack } from '../../../join/logStack.ts';
import { parseSpanStack } from '../../../join/spanStack.ts';
import { declined, declinedLog, refused, unavailable, unavailableLog } from '../../../testing/failures.ts';
import { placeOf } from './callSite.ts';
import { baseName } from './frameName.ts';

const fromSpan = (frames: string[], type = 'RuntimeException') =>
  placeOf(parseSpanStack(`${type}: x${frames.map((frame) => `\n\tat ${frame}`).join('')}`));

describe('placeOf', () => {
  it('skips throw helpers', () => {
    const thrown = parseSpanStack(declined().attributes['exception.stacktrace'] as string);
    expect(placeOf(thrown)).toEqual({ file: 'Card.php', line: 20 });
  });

  it('skips libraries and wrappers', () => {
    const thrown = parseSpanStack(refused().attributes['exception.stacktrace'] as string);
    expect(placeOf(thrown)).toEqual({ file: 'Api.php', line: 31 });
  });

  it.each([
    [
      'adapters and models',
      [
        'PDO.query(Connection.php:57)',
        'Doctrine.DBAL.Connection.query(Connection.php:57)',
        'Maho.Db.Adapter.Pdo.Mysql.query(Mysql.php:381)',
        'Mage_Core_Model_Resource_Db_Abstract.save(Abstract.php:1)',
        'Mage_Core_Model_Abstract.save(Abstract.php:2)',
        'Acme_Model_Row.store(Row.php:9)',
        '{main}(index.php:1)',
      ],
      'Row.php',
      9,
    ],
    [
      "PHP's own functions",
      ['curl_exec(Curl.php:3)', 'Symfony.Curl.send(Curl.php:3)', 'Acme_Api.call(Api.php:4)', '{main}(index.php:1)'],
      'Api.php',
      4,
    ],
    [
      'factories of exceptions',
      ['Acme.Oops.OopsException.forRow(OopsException.php:3)', 'Acme_Api.call(Api.php:4)', '{main}(index.php:1)'],
      'Api.php',
      4,
    ],
    [
      'helpers of modules',
      ['Acme_Helper_Data.throwError(Data.php:3)', 'Acme_Api.call(Api.php:4)', '{main}(index.php:1)'],
      'Api.php',
      4,
    ],
    [
      "Maho's error handler",
      ['mageCoreErrorHandler(functions.php:165)', 'Acme_Api.call(Api.php:4)', '{main}(index.php:1)'],
      'Api.php',
      4,
    ],
    [
      'callbacks',
      [
        'Acme_Api.{closure:Acme_Api::run():7}(Api.php:7)',
        'array_map(Unknown Source)',
        'Acme_Api.run(Api.php:6)',
        '{main}(index.php:1)',
      ],
      'Api.php',
      7,
    ],
    [
      'templates',
      ['include(view.phtml:12)', 'Mage_Core_Block_Template.fetchView(Template.php:240)', '{main}(index.php:1)'],
      'view.phtml',
      12,
    ],
  ])('finds its way past %s', (_what, frames, file, line) => {
    expect(fromSpan(frames)).toEqual({ file, line });
  });

  it('is where it was thrown when no code is the shop’s own', () => {
    expect(
      fromSpan([
        'Maho.Routing.Dispatcher.find(Dispatcher.php:8)',
        'Mage_Core_Model_App.run(App.php:349)',
        '{main}(index.php:1)',
      ])
    ).toEqual({ file: 'Dispatcher.php', line: 8 });
    expect(
      fromSpan([
        'Mage.throwException(Mage.php:616)',
        'Mage_Core_Model_App.throwStoreException(App.php:9)',
        'Mage_Core_Controller_Varien_Action.preDispatch(Action.php:5)',
        '{main}(index.php:1)',
      ])
    ).toEqual({ file: 'Action.php', line: 5 });
    expect(placeOf([{ type: 'X', message: '', file: 'a.php', line: 3, frames: [] }])).toEqual({
      file: 'a.php',
      line: 3,
    });
  });

  it('is in what was wrapped when the wrapper knows nothing of the shop', () => {
    const stack = [
      'Symfony.Component.Messenger.Exception.HandlerFailedException: Handling failed',
      '\tat Symfony.Component.Messenger.Middleware.HandleMessageMiddleware.handle(HandleMessageMiddleware.php:129)',
      '\tat MahoCLI.Commands.QueueConsume.execute(QueueConsume.php:80)',
      '\tat {main}(maho:12)',
      'Caused by: RuntimeException: x',
      '\tat Acme_Mail_Model_Handler.send(Handler.php:17)',
      '\t... 3 more',
    ].join('\n');
    expect(placeOf(parseSpanStack(stack))).toEqual({ file: 'Handler.php', line: 17 });
  });

  it('is the same whether a span or a log record tells it', () => {
    const span = placeOf(parseSpanStack(declined().attributes['exception.stacktrace'] as string));
    const logged = placeOf(parseLogStack(declinedLog())!.chain);
    expect({ ...logged, file: baseName(logged.file) }).toEqual(span);
    const wrapper = placeOf(parseSpanStack(unavailable().attributes['exception.stacktrace'] as string));
    const loggedWrapper = placeOf(parseLogStack(unavailableLog())!.chain);
    expect({ ...loggedWrapper, file: baseName(loggedWrapper.file) }).toEqual(wrapper);
  });
});
