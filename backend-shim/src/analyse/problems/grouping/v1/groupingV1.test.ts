import { parseLogStack } from '../../../join/logStack.ts';
import { parseSpanStack } from '../../../join/spanStack.ts';
import type { ToldException } from '../../../join/StackText.ts';
import { declined, declinedLog, refused, unavailable, unavailableLog } from '../../../testing/failures.ts';
import { groupingV1 } from './groupingV1.ts';

const id = (chain: ToldException[]) => groupingV1.group({ kind: 'exception', chain }).problemId;
const spanStack = (event: { attributes: Record<string, unknown> }) =>
  parseSpanStack(String(event.attributes['exception.stacktrace']));

/** `at` as spans write frames: `Class.method(File.php:12)`. */
function thrown(frames: string[], { type = 'RuntimeException', message = 'x', cause = '' } = {}): ToldException[] {
  return parseSpanStack(`${type}: ${message}${frames.map((frame) => `\n\tat ${frame}`).join('')}${cause}`);
}

const tail = ['Mage_Core_Model_App.run(App.php:349)', 'Mage.run(Mage.php:701)', '{main}(index.php:71)'];
const card = ['Acme_Pay_Model_Card.authorize(Card.php:20)', 'Mage_Sales_Model_Order.place(Order.php:5)', ...tail];

describe('the key of an exception', () => {
  it('is the same whether a span or a log record tells it', () => {
    expect(id(parseLogStack(declinedLog())!.chain)).toBe(id(spanStack(declined())));
    expect(id(parseLogStack(unavailableLog())!.chain)).toBe(id(spanStack(unavailable())));
  });

  it.each([
    ['another message', thrown(card, { message: 'something else 5' })],
    ['other lines', thrown(card.map((frame) => frame.replace(/:\d+/, ':777')))],
    ['another way through the core', thrown([card[0], 'Mage_Sales_Model_Quote.other(Quote.php:9)', ...tail])],
    ['a helper that throws', thrown(['Mage.throwException(Mage.php:616)', ...card])],
    ['a helper of the module', thrown(['Acme_Pay_Helper_Data.throwDeclined(Data.php:6)', ...card])],
    ['recursion of any depth', thrown([card[0], card[0], card[0], ...card])],
    ['recursion over two functions', thrown([card[0], 'Acme_Pay_Model_Card.authorize(Card.php:30)', ...card])],
    ['libraries on the way', thrown(['GuzzleHttp.Client.request(Client.php:5)', ...card])],
    [
      'an exception around it',
      thrown(['Acme_Pay_Model_Card.capture(Card.php:44)', ...tail], {
        type: 'Acme.Pay.Failed',
        cause: `\nCaused by: RuntimeException: x${card.map((frame) => `\n\tat ${frame}`).join('')}`,
      }),
    ],
  ])('does not change by %s', (_what, chain) => {
    expect(id(chain)).toBe(id(thrown(card)));
  });

  it.each([
    ['another class', thrown(card, { type: 'LogicException' })],
    ['another function', thrown(['Acme_Pay_Model_Card.capture(Card.php:20)', ...card.slice(1)])],
    ['another module on the way', thrown([card[0], 'Acme_Checkout_Model_Flow.run(Flow.php:2)', ...card.slice(1)])],
    ['a function of the core that failed for it', thrown(['Mage_Sales_Model_Quote.load(Quote.php:4)', ...card])],
  ])('changes by %s', (_what, chain) => {
    expect(id(chain)).not.toBe(id(thrown(card)));
  });

  it('has no line of closures, nor the path of anonymous classes', () => {
    const closure = (line: number) => thrown([`Acme_Api.{closure:Acme_Api::run():${line}}(Api.php:${line})`, ...tail]);
    expect(id(closure(7))).toBe(id(closure(8)));
    const nested = (line: number) => thrown([`Acme.{closure:{closure:Acme::run():${line}}:${line}}(A.php:7)`, ...tail]);
    expect(id(nested(7))).toBe(id(nested(8)));
    expect(id(nested(7))).not.toBe(id(closure(7)));
    const inFile = (root: string) => thrown([`{closure:${root}/app/x.phtml:3}(x.phtml:3)`, ...tail]);
    expect(id(inFile('/srv/a'))).toBe(id(inFile('/srv/b')));
    const anonymous = (name: string) => thrown([`${name}.run(Row.php:3)`, ...tail]);
    expect(id(anonymous('Acme.Row@anonymous/srv/a/Row.php:3$0'))).toBe(
      id(anonymous('Acme.Row@anonymous/srv/b/Row.php:9$5'))
    );
    expect(id(anonymous('Acme.Row@anonymous/srv/a/Row.php:3$0'))).not.toBe(
      id(anonymous('Acme.Bar@anonymous/srv/a/Row.php:3$0'))
    );
  });

  it('knows templates by their file, not their line', () => {
    const template = (file: string, line: number) =>
      thrown([`include(${file}:${line})`, 'Mage_Core_Block_Template.fetchView(Template.php:240)', ...tail]);
    expect(id(template('list.phtml', 5))).toBe(id(template('list.phtml', 6)));
    expect(id(template('list.phtml', 5))).not.toBe(id(template('view.phtml', 5)));
  });

  it('is of the core where no module took part: the function that failed, whoever called it', () => {
    const core = (name: string, line = 5) =>
      thrown([`${name}(Quote.php:${line})`, 'Mage_Checkout_CartController.addAction(CartController.php:8)', ...tail]);
    expect(id(core('Mage_Sales_Model_Quote.addProduct', 5))).toBe(id(core('Mage_Sales_Model_Quote.addProduct', 6)));
    expect(id(core('Mage_Sales_Model_Quote.addProduct'))).not.toBe(id(core('Mage_Sales_Model_Quote.merge')));
  });

  it('is of a library where nothing else took part', () => {
    const found = (name: string) => thrown([`${name}(X.php:8)`, ...tail]);
    expect(id(found('Maho.Routing.Matcher.find'))).not.toBe(id(found('Maho.Routing.Matcher.load')));
  });

  it('is the place alone for a script without functions', () => {
    const script = (line: number) => thrown([`{main}(import.php:${line})`]);
    expect(id(script(5))).not.toBe(id(script(6)));
  });

  it('is the message where no place is known', () => {
    const bare = (message: string): ToldException[] => [{ type: 'X', message, file: '', line: 0, frames: [] }];
    expect(id(bare('Order 5 failed'))).toBe(id(bare('Order 100000042 failed')));
    expect(id(bare('Order 5 failed'))).not.toBe(id(bare('Payment 5 failed')));
  });
});

describe('the key of a failed query', () => {
  const query = (said: string, asked = '', frames = card) =>
    id(
      thrown(frames, {
        type: 'Zend_Db_Statement_Exception',
        message: `${said}${asked === '' ? '' : `, query was: ${asked}`}`,
        cause: `\nCaused by: PDOException: ${said}${['PDOStatement.execute(Statement.php:5)', ...frames].map((frame) => `\n\tat ${frame}`).join('')}`,
      })
    );
  const missing = "SQLSTATE[42S02]: Base table or view not found: 1146 Table 'shop.a' doesn't exist";
  const select = 'SELECT `a`.`x` FROM `a` WHERE id IN (?, ?) AND b = 5';

  it.each([
    ['values', missing, 'SELECT `a`.`x` FROM `a` WHERE id IN (?, ?, ?) AND b = 6'],
    ['blanks', missing, 'SELECT  `a`.`x`\nFROM `a` WHERE id IN (?,?) AND b=5'.replace('b=5', 'b = 5')],
    ["the schema's name", missing.replace('shop.', 'other.'), select],
  ])('does not change by %s', (_what, said, asked) => {
    expect(query(said, asked)).toBe(query(missing, select));
  });

  it.each([
    ['another state', missing.replace('42S02', '42S22'), select],
    ["another number of the server's", missing.replace('1146', '1051'), select],
    ['another statement', missing, 'SELECT `b`.`x` FROM `b`'],
    ['no statement', missing, ''],
  ])('changes by %s', (_what, said, asked) => {
    expect(query(said, asked)).not.toBe(query(missing, select));
  });

  it('reads what the server says before it is connected', () => {
    const refusedBy = (code: number) => query(`SQLSTATE[HY000] [${code}] Connection refused`);
    expect(refusedBy(2002)).not.toBe(refusedBy(1045));
  });

  it('is of the place that asked', () => {
    expect(query(missing, select, ['Acme_B.run(B.php:5)', ...tail])).not.toBe(query(missing, select));
  });
});

describe("the key of an HTTP client's error", () => {
  const client = (message: string, type = 'Symfony.Component.HttpClient.Exception.ClientException', frames = card) =>
    id(
      thrown(['Symfony.Component.HttpClient.Response.CurlResponse.getContent(CurlResponse.php:241)', ...frames], {
        type,
        message,
      })
    );
  const notFound = 'HTTP/1.1 404 Not Found returned for "https://api.pay.example/orders/5?token=[token]".';

  it.each([
    ['what was asked for', 'HTTP/1.1 404 Not Found returned for "https://api.pay.example/carts/x".'],
    ['another status of its class', 'HTTP/2 422 returned for "https://api.pay.example/orders/5".'],
    ['user and port', 'HTTP/1.1 404 Not Found returned for "https://u:p@API.pay.example:8443/orders/5".'],
  ])('does not change by %s', (_what, message) => {
    expect(client(message)).toBe(client(notFound));
  });

  it.each([
    ['another host', notFound.replace('api.pay', 'api.ship')],
    ['another class of status', notFound.replace('404', '503')],
    ['no answer at all', 'Could not resolve host: api.pay.example for "https://api.pay.example/orders/5".'],
  ])('changes by %s', (_what, message) => {
    expect(client(message)).not.toBe(client(notFound));
  });

  it('has hosts without their numbers, and no addresses', () => {
    const transport = (message: string) => client(message, 'GuzzleHttp.Exception.ConnectException');
    expect(transport('Failed to connect to node-12.pay.example port 443')).toBe(
      transport('Failed to connect to node-7.pay.example port 443')
    );
    expect(transport('Failed to connect to 10.0.0.5 port 443')).toBe(transport('Failed to connect to [ip] port 80'));
  });

  it('is of the place that asked', () => {
    expect(client(notFound, undefined, ['Acme_B.run(B.php:5)', ...tail])).not.toBe(client(notFound));
  });

  it('is of the cause alone, told by the client, and of what a module makes of it', () => {
    expect(id(spanStack(refused()))).toBe(id(spanStack(unavailable())));
  });
});

describe('the key of what is no exception', () => {
  const php = (level: string, file: string, line: number, message = '') =>
    groupingV1.group({ kind: 'php', level, file, line, message });

  it("is level, path within the store and line of PHP's errors", () => {
    const one = php('Warning', '/srv/releases/1/app/code/local/Acme/x.php', 5, 'Undefined array key "a"');
    expect(php('Warning', '/home/b/releases/2/app/code/local/Acme/x.php', 5).problemId).toBe(one.problemId);
    for (const other of [
      php('Notice', '/srv/releases/1/app/code/local/Acme/x.php', 5),
      php('Warning', '/srv/releases/1/app/code/local/Acme/x.php', 6),
      php('Warning', '/srv/releases/1/app/code/local/Other/x.php', 5),
    ]) {
      expect(other.problemId).not.toBe(one.problemId);
    }
    expect(one.title).toBe('Undefined array key "a"');
    expect(php('Warning', '/srv/x.php', 5).title).toBe('Warning in x.php on line 5');
  });

  it('is the same for an error that developer mode throws', () => {
    const thrownAs = (message: string) =>
      id(thrown(['mageCoreErrorHandler(functions.php:165)', ...card], { type: 'Exception', message }));
    const said = 'Warning: Undefined array key "a"  in /srv/store/app/code/local/Acme/x.php on line 5';
    expect(thrownAs(said)).toBe(php('Warning', '/srv/store/app/code/local/Acme/x.php', 5).problemId);
    expect(thrownAs(said.replace('line 5', 'line 6'))).not.toBe(thrownAs(said));
    expect(thrownAs('of another form')).toBe(id(thrown(card, { type: 'Exception' })));
  });

  it('is status and route of a request', () => {
    const http = (status: number, route: string | null) => groupingV1.group({ kind: 'http', status, route });
    expect(http(503, 'a/b/c').title).toBe('503 on a/b/c');
    expect(http(503, null).title).toBe('503 on an unknown route');
    expect(
      new Set([http(503, 'a/b/c'), http(500, 'a/b/c'), http(503, 'a/b/d')].map(({ problemId }) => problemId)).size
    ).toBe(3);
  });

  it('is the message of a log record', () => {
    const log = (text: string) => groupingV1.group({ kind: 'log', text });
    expect(log('Order 5 is late').problemId).toBe(log('Order 100000042 is late').problemId);
    expect(log('Order 5 is late').problemId).not.toBe(log('Order 5 is lost').problemId);
    expect(log('\u200b').title).toBe('(no text)');
  });
});
