import { declinedLog, declinedMessage, unavailableLog } from '../testing/failures.ts';
import { formatLogStack, formatTrace, parseLogStack, parseTrace } from './logStack.ts';

describe('parseLogStack', () => {
  it('gives each function the place that was running in it, and drops arguments', () => {
    const logged = parseLogStack(declinedLog())!;
    expect(logged.chain).toHaveLength(1);
    expect(logged.chain[0]).toMatchObject({
      type: 'Mage_Core_Exception',
      message: declinedMessage,
      file: '/srv/store/app/Mage.php',
      line: 616,
    });
    expect(logged.chain[0].frames.slice(0, 3)).toEqual([
      { function: 'Mage::throwException', file: '/srv/store/app/Mage.php', line: 616 },
      {
        function: 'Acme_Pay_Model_Card->authorize',
        file: '/srv/store/app/code/local/Acme/Pay/Model/Card.php',
        line: 20,
      },
      {
        function: 'Mage_Sales_Model_Order_Payment->_authorize',
        file: '/srv/store/app/code/core/Mage/Sales/Model/Order/Payment.php',
        line: 1163,
      },
    ]);
    expect(logged.chain[0].frames.at(-1)).toEqual({
      function: '{main}',
      file: '/srv/store/public/index.php',
      line: 71,
    });
  });

  it('reads a chain outermost first', () => {
    const { chain } = parseLogStack(unavailableLog())!;
    expect(chain.map(({ type, line }) => [type, line])).toEqual([
      ['Acme\\Pay\\Exception\\Unavailable', 33],
      ['Symfony\\Component\\HttpClient\\Exception\\TransportException', 358],
    ]);
  });

  it('reads messages of several lines that look like anything', () => {
    const message = 'First in /a.php:3\nStack trace of nothing\n\nNext line: #0 {main}';
    const { chain, prefix } = parseLogStack(
      `\nRuntimeException: ${message} in /srv/a b.php:12\nStack trace:\n#0 {main}`
    )!;
    expect({ prefix, ...chain[0] }).toMatchObject({ prefix: '\n', message, file: '/srv/a b.php', line: 12 });
  });

  it('keeps the words around an exception apart from it', () => {
    const logged = parseLogStack(
      'Import of 5 rows: LogicException: no in /a.php:1\nStack trace:\n#0 {main}\nthrown by cron'
    )!;
    expect(logged).toMatchObject({ prefix: 'Import of 5 rows: ', rest: 'thrown by cron' });
    expect(logged.chain[0]).toMatchObject({ type: 'LogicException', message: 'no' });
  });

  it('reads exceptions without a message, of anonymous classes, and functions that PHP calls itself', () => {
    const { chain } = parseLogStack(
      "Acme\\Oops@anonymous/srv/x.php:3$0 in /srv/x.php:4\nStack trace:\n#0 [internal function]: Acme\\{closure:/srv/x.php:9}(1, 'a)')\n#1 /srv/y.php(5): array_map()\n#2 {main}"
    )!;
    expect(chain[0]).toMatchObject({ type: 'Acme\\Oops@anonymous/srv/x.php:3$0', message: '' });
    expect(chain[0].frames).toEqual([
      { function: 'Acme\\{closure:/srv/x.php:9}', file: '/srv/x.php', line: 4 },
      { function: 'array_map', file: '', line: 0 },
      { function: '{main}', file: '/srv/y.php', line: 5 },
    ]);
  });

  it('takes back what PHP adds to the message of wrong arguments only where it prints it', () => {
    const { chain } = parseLogStack(
      'TypeError: f(): Argument #1 must be int, called in /srv/a.php on line 4 and defined in /srv/b.php:5\nStack trace:\n#0 {main}'
    )!;
    expect(chain[0]).toMatchObject({
      message: 'f(): Argument #1 must be int, called in /srv/a.php on line 4',
      file: '/srv/b.php',
    });
  });

  it('keeps what is there of a trace that was cut', () => {
    const { chain } = parseLogStack(declinedLog().split('\n').slice(0, 5).join('\n'))!;
    expect(chain[0].frames.map((frame) => frame.line)).toEqual([616, 20, 1163]);
  });

  it.each([
    ['nothing', ''],
    ['a plain record', 'Courier: no service'],
    ["PHP's error", 'Warning: x  in /a.php on line 3'],
    ['a trace without an exception', 'look:\nStack trace:\n#0 {main}'],
    ['a title without a trace', 'X: y in /a.php:1\nStack trace:'],
  ])('finds nothing in %s', (_what, text) => {
    expect(parseLogStack(text)).toBeNull();
  });

  it.each([declinedLog(), unavailableLog(), `Import: ${unavailableLog().trim()}\nend`])(
    'writes what it reads',
    (text) => {
      const read = parseLogStack(text)!;
      const written = formatLogStack(read);
      expect(parseLogStack(written)).toEqual(read);
      expect(formatLogStack(parseLogStack(written)!)).toBe(written);
    }
  );

  it('reads long and hostile texts in no time worth naming', () => {
    const texts = [
      `${' in '.repeat(60_000)}:5`,
      'A'.repeat(200_000),
      `${'Stack trace:\n#0 x\n'.repeat(9_000)}`,
      '#0 ('.repeat(60_000),
    ];
    texts.forEach((text) =>
      expect(parseLogStack(`${text}\nStack trace:\n#0 {main}`)?.chain.length ?? 0).toBeLessThan(2)
    );
  });
});

describe('parseTrace', () => {
  const text = "#0 /srv/app/Api.php(12): Acme_Api->send('secret')\n#1 [internal function]: array_map()\n#2 {main}";

  it.each([text, `Stack trace:\n${text}`, `Acme: it failed\n  ${text}`])('reads a trace alone', (trace) => {
    expect(parseTrace(trace)?.frames).toEqual([
      { function: 'Acme_Api->send', file: '', line: 0 },
      { function: 'array_map', file: '/srv/app/Api.php', line: 12 },
      { function: '{main}', file: '', line: 0 },
    ]);
  });

  it('writes what it reads', () => {
    const read = parseTrace(text)!;
    expect(parseTrace(formatTrace(read))).toEqual(read);
    expect(formatTrace(read)).not.toContain('secret');
  });

  it('finds nothing in other text', () => {
    expect(parseTrace('Item #0 is gone\n#1 x')).toBeNull();
  });
});
