import type { Occurrence } from '../../pipeline/analysis.ts';
import type { SpanEvent } from '../../pipeline/records.ts';
import { analyseTrace } from '../analyseTrace.ts';
import { analyse } from '../testing/analyse.ts';
import { answered, died, event, exception, inside, log, noise, span, traceId } from '../testing/build.ts';
import {
  declined,
  declinedLog,
  declinedMessage,
  refused,
  refusedMessage,
  unavailable,
  unavailableLog,
} from '../testing/failures.ts';

const brief = (occurrences: Occurrence[]) =>
  occurrences.map(({ type, message, file, line, handled }) => ({ type, message, file, line, handled }));

describe('a request that died', () => {
  it('has one unhandled occurrence with its route from what was dispatched', () => {
    const root = died('/checkout/onepage/saveOrder/', declined());
    const action = inside(root, 'dispatch.controller.action.checkout_onepage_saveOrder');
    const { trace, occurrences } = analyse([action, root], noise());
    expect(trace).toMatchObject({ httpStatus: 500, failed: true, route: 'checkout/onepage/saveOrder' });
    expect(occurrences).toHaveLength(1);
    expect(occurrences[0]).toMatchObject({
      type: 'Mage_Core_Exception',
      message: declinedMessage,
      title: 'Card declined for order <n>',
      file: 'Card.php',
      line: 20,
      handled: false,
      httpStatus: 500,
      route: 'checkout/onepage/saveOrder',
      duration: root.duration,
      traceId,
    });
    expect(occurrences[0].stack[0].frames[1]).toEqual({
      function: 'Acme_Pay_Model_Card::authorize',
      file: 'Card.php',
      line: 20,
      inApp: true,
    });
    expect(occurrences[0].stack[0].frames[0].inApp).toBe(false);
  });

  it('is counted once however often it is told: by client, payment, action, root and log', () => {
    const root = died('/pay', unavailable());
    const action = inside(root, 'dispatch.controller.action.checkout_onepage_saveOrder', { events: [unavailable()] });
    const payment = inside(action, 'payment.authorize', { events: [unavailable()] });
    const client = inside(payment, 'POST', { kind: 'client', status: 'error', events: [refused()] });
    const { occurrences } = analyse([root, action, payment, client], [log(unavailableLog())]);
    expect(brief(occurrences)).toEqual([
      {
        type: 'Acme\\Pay\\Exception\\Unavailable',
        message: 'Payment service away',
        file: '/srv/store/app/code/local/Acme/Pay/Model/Api.php',
        line: 33,
        handled: false,
      },
    ]);
    expect(occurrences[0].stack.map(({ type }) => type)).toEqual([
      'Acme\\Pay\\Exception\\Unavailable',
      'Symfony\\Component\\HttpClient\\Exception\\TransportException',
    ]);
  });

  it('beside another failure that was caught are two', () => {
    const other = exception('LogicException', 'Something else', [
      'Acme_Other.run(Other.php:5)',
      '{main}(index.php:71)',
    ]);
    const root = died('/x', declined());
    const { occurrences } = analyse([root, inside(root, 'OBSERVER: y', { events: [other] })]);
    expect(occurrences.map(({ type, handled }) => [type, handled]).sort()).toEqual([
      ['LogicException', true],
      ['Mage_Core_Exception', false],
    ]);
  });

  it('of one of several exceptions on its root died of the one that the root names', () => {
    const caught = exception('LogicException', 'Caught before', ['Acme_Other.run(Other.php:5)']);
    const root = died('/x', declined());
    const { occurrences } = analyse([{ ...root, events: [caught, declined()] }]);
    expect(occurrences.filter(({ handled }) => !handled).map(({ type }) => type)).toEqual(['Mage_Core_Exception']);
  });

  it('answered with an error page that tells no exception is known by status and route', () => {
    const { occurrences } = analyse([answered('checkout/cart/index', 503)]);
    expect(brief(occurrences)).toEqual([
      { type: 'HTTP', message: '503 on checkout/cart/index', file: '', line: 0, handled: false },
    ]);
  });

  it('answered with an error page made of an exception told elsewhere died of that one', () => {
    const root = answered('api/rest', 500);
    const { occurrences } = analyse([root, inside(root, 'a', { events: [declined()] })], [log(declinedLog())]);
    expect(occurrences.map(({ type, handled }) => [type, handled])).toEqual([['Mage_Core_Exception', false]]);
  });
});

describe('a failure that was caught', () => {
  it('is handled, once for span and log record, with full paths', () => {
    const root = answered('checkout/onepage/saveOrder');
    const action = inside(root, 'dispatch.controller.action.checkout_onepage_saveOrder', { events: [declined()] });
    const { trace, occurrences } = analyse([root, action], [log(declinedLog()), ...noise()]);
    expect(trace?.failed).toBe(false);
    expect(brief(occurrences)).toEqual([
      {
        type: 'Mage_Core_Exception',
        message: declinedMessage,
        file: '/srv/store/app/code/local/Acme/Pay/Model/Card.php',
        line: 20,
        handled: true,
      },
    ]);
  });

  it('stays handled when the root itself was the span that logged it', () => {
    expect(analyse([answered('a/b/c', 200, { events: [declined()] })]).occurrences).toMatchObject([{ handled: true }]);
  });

  it('of an anonymous class is the same whoever tells it', () => {
    const name = 'Acme\\Oops@anonymous\u0000/srv/store/app/Row.php:3$0';
    const thrown = exception(name, 'Not today', ['Acme_Row.run(Row.php:3)', '{main}(index.php:71)']);
    const [bySpan] = analyse([answered('a/b/c', 200, { events: [thrown] })]).occurrences;
    const text = `${name}: Not today in /srv/store/app/Row.php:3\nStack trace:\n#0 /srv/store/index.php(71): Acme_Row->run()\n#1 {main}`;
    const [byLog] = analyse([], [log(text)]).occurrences;
    expect(bySpan.type).toBe('Acme\\Oops@anonymous');
    expect([byLog.id, byLog.problemId, byLog.type]).toEqual([bySpan.id, bySpan.problemId, bySpan.type]);
  });

  it('twice with different messages are two occurrences of one problem', () => {
    const { occurrences } = analyse([], [log(declinedLog('Order 1 declined')), log(declinedLog('Order 2 declined'))]);
    expect(new Set(occurrences.map(({ id }) => id)).size).toBe(2);
    expect(new Set(occurrences.map(({ problemId }) => problemId)).size).toBe(1);
  });

  it('and thrown anew without its cause, further up, is one', () => {
    const again = exception('Mage_Core_Exception', refusedMessage, [
      'Mage.throwException(Mage.php:616)',
      'Acme_Pay_Model_Card.authorize(Card.php:47)',
      'Mage.run(Mage.php:701)',
      '{main}(index.php:71)',
    ]);
    const { occurrences } = analyse([
      died('/x', { ...again, time: again.time + 5 }),
      span('POST', { kind: 'client', events: [refused()] }),
    ]);
    expect(occurrences.map(({ type, handled }) => [type, handled])).toEqual([['Mage_Core_Exception', false]]);
  });

  it('with the same message elsewhere is another one', () => {
    const one = exception('LogicException', 'Not available now', ['Acme_A.run(A.php:5)', '{main}(index.php:71)']);
    const other = exception('LogicException', 'Not available now', ['Acme_B.run(B.php:5)', '{main}(index.php:71)']);
    expect(analyse([answered('a/b/c', 200, { events: [one, other] })]).occurrences).toHaveLength(2);
  });
});

describe("PHP's errors", () => {
  const told = (type: string, line = 17): SpanEvent =>
    event('php.error', {
      'error.type': type,
      'code.file.path': '/srv/store/app/code/local/Acme/x.php',
      'code.line.number': line,
    });
  const logged = (level: string, message = 'Undefined array key "roast"', line = 17) =>
    log(`${level}: ${message}  in /srv/store/app/code/local/Acme/x.php on line ${line}`);

  it('are told by span and log record, and counted once a request', () => {
    const root = answered('a/b/c', 200, { events: [told('warning'), told('warning')] });
    const { occurrences } = analyse(
      [root],
      [logged('Warning'), { ...logged('Warning', 'Undefined array key "other"'), time: 9e15 }]
    );
    expect(brief(occurrences)).toEqual([
      {
        type: 'Warning',
        message: 'Undefined array key "roast"',
        file: '/srv/store/app/code/local/Acme/x.php',
        line: 17,
        handled: true,
      },
    ]);
  });

  it.each([
    ['warning', 'Warning'],
    ['unknown_16384', 'User Deprecated Functionality'],
  ])('%s has the same ids whoever tells it', (type, level) => {
    const [bySpan] = analyse([answered('a/b/c', 200, { events: [told(type)] })]).occurrences;
    const [byLog] = analyse([], [logged(level)]).occurrences;
    expect(bySpan).toMatchObject({ title: `${level} in x.php on line 17`, message: '' });
    expect([byLog.problemId, byLog.id]).toEqual([bySpan.problemId, bySpan.id]);
  });

  it('at other places or of other levels are others', () => {
    const root = answered('a/b/c', 200, { events: [told('warning'), told('notice'), told('warning', 18)] });
    expect(analyse([root]).occurrences).toHaveLength(3);
  });

  it('thrown as exceptions, as in developer mode, are one failure', () => {
    const thrown = exception(
      'Exception',
      'Warning: Undefined variable $a  in /srv/store/app/code/local/Acme/x.php on line 17',
      ['mageCoreErrorHandler(functions.php:163)', 'Acme_Model.run(x.php:17)', '{main}(index.php:71)']
    );
    const root = died('/x', thrown);
    const { occurrences } = analyse([root, inside(root, 'a', { events: [told('warning')] })]);
    expect(occurrences).toMatchObject([
      { type: 'Exception', file: '/srv/store/app/code/local/Acme/x.php', line: 17, handled: false },
    ]);
  });
});

describe('log records', () => {
  it('of errors are problems, the same text once a request; those below are none', () => {
    const { occurrences } = analyse(
      [answered('a/b/c')],
      [
        log('Courier: no service to 12345'),
        log('Courier: no service to 12345'),
        log('Hot', { severity: 16 }),
        ...noise(),
      ]
    );
    expect(occurrences).toMatchObject([
      {
        type: 'Log',
        message: 'Courier: no service to 12345',
        title: 'Courier: no service to <n>',
        handled: true,
        file: '',
        line: 0,
      },
    ]);
  });

  it('that repeat the message of an exception are no problem of their own', () => {
    expect(analyse([died('/x', declined())], [log(`Payment failed: ${declinedMessage}`)]).occurrences).toHaveLength(1);
  });

  it('of a trace that was not sampled have what they tell alone', () => {
    expect(analyse([], [log(declinedLog())]).occurrences).toMatchObject([
      { service: 'shop', traceId, method: null, path: null, storeId: null, duration: null, httpStatus: null },
    ]);
  });

  it('without a trace stand for themselves', () => {
    const logs = [log('Down', { traceId: '' }), log('Down', { traceId: '' }), log(declinedLog(), { traceId: '' })];
    const { trace, occurrences } = analyseTrace({ traceId: '', spans: [], logs: [...logs, logs[0]] });
    expect(trace).toBeNull();
    expect(occurrences.map(({ type }) => type).sort()).toEqual(['Log', 'Log', 'Mage_Core_Exception']);
  });

  it('may hand over an exception as attributes', () => {
    const { attributes } = declined();
    expect(analyse([], [log('oops', { attributes })]).occurrences).toMatchObject([
      { type: 'Mage_Core_Exception', line: 20 },
    ]);
  });
});

describe('runs and messages', () => {
  it('a command that ends by an exception is an unhandled failure', () => {
    const root = span('maho cron:run', {
      status: 'error',
      statusMessage: 'Mage_Core_Exception',
      events: [declined()],
      attributes: { 'maho.area': 'cli' },
    });
    expect(analyse([root])).toMatchObject({
      trace: { failed: true, httpStatus: null, method: null },
      occurrences: [{ handled: false }],
    });
    expect(analyse([{ ...root, status: 'ok', statusMessage: '' }])).toMatchObject({
      trace: { failed: false },
      occurrences: [{ handled: true }],
    });
  });

  it('each failed attempt at a queued message is one occurrence, and fails no request', () => {
    const root = answered('a/b/c');
    const attempt = () =>
      inside(root, 'process Acme\\Mail', { kind: 'consumer', status: 'error', events: [declined()], duration: 77 });
    const [first, second] = [attempt(), attempt()];
    const { trace, occurrences } = analyse([root, first, second], [log(declinedLog(), { spanId: second.spanId })]);
    expect(trace?.failed).toBe(false);
    expect(occurrences).toHaveLength(2);
    expect(new Set(occurrences.map(({ problemId }) => problemId)).size).toBe(1);
    expect(occurrences[0]).toMatchObject({
      handled: true,
      area: 'queue',
      path: null,
      route: null,
      storeId: 1,
      duration: 77,
    });
  });
});

describe("a span's exception with a trace in PHP's own form", () => {
  const calls = [
    '#0 /srv/lib/Statement.php(57): PDOStatement->execute()',
    "#1 /srv/app/Row.php(9): Maho\\Db\\Statement->execute('secret')",
    '#2 /srv/index.php(71): Acme_Model_Row->store()',
    '#3 {main}',
  ].join('\n');

  it.each([
    ['alone', calls],
    ['with its title', `Stack trace:\n${calls}`],
    ['with all that PHP prints', `PDOException: Gone away in /srv/lib/Statement.php:57\nStack trace:\n${calls}`],
  ])('%s has frames, and no arguments', (_what, stack) => {
    const thrown = exception('PDOException', 'Gone away', []);
    thrown.attributes['exception.stacktrace'] = stack;
    const [occurrence] = analyse([died('/cart/', thrown)]).occurrences;
    expect(occurrence).toMatchObject({ type: 'PDOException', message: 'Gone away', file: '/srv/app/Row.php', line: 9 });
    const [{ frames }] = occurrence.stack;
    expect(frames.map((frame) => [frame.function, frame.inApp])).toEqual([
      ['PDOStatement->execute', false],
      ['Maho\\Db\\Statement->execute', false],
      ['Acme_Model_Row->store', true],
      ['{main}', false],
    ]);
    expect(JSON.stringify(occurrence)).not.toContain('secret');
  });
});
