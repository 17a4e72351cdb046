import fc from 'fast-check';
import { decode } from '../../decode/decode.ts';
import type { Occurrence } from '../../pipeline/analysis.ts';
import type { LogRecord, Span } from '../../pipeline/records.ts';
import { analyse } from '../testing/analyse.ts';
import { answered, died, exception, inside, log } from '../testing/build.ts';
import { declined, declinedLog } from '../testing/failures.ts';

/** What a shop may send, by fault or on purpose. */

const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/;
const place = ['Acme_Pay_Model_Card.authorize(Card.php:20)', '{main}(index.php:71)'];

/** The one occurrence of a failure with this message, told by spans and by a log record. */
function saying(message: string): Occurrence {
  const root = died('/x', declined(message));
  const { occurrences } = analyse(
    [root, inside(root, 'a', { events: [declined(message)] })],
    [log(declinedLog(message))]
  );
  expect(occurrences).toHaveLength(1);
  return occurrences[0];
}

const usual = saying('Card declined').problemId;

describe('a message', () => {
  it.each([
    ['of 48 KB', `Card declined ${'ab cd 12 '.repeat(5_400)}`],
    ['of 48 KB without a blank', 'x1'.repeat(24_000)],
    ['of 48 KB of digits', '9'.repeat(48_000)],
    ['of 10,000 lines', 'Card declined\n'.repeat(10_000)],
    ['with half a character', 'Card \ud83d declined \udc00'],
    ['that turns the direction of writing', 'Card \u202edenilced\u202c \u2066x\u2069 declined'],
    ['with what has no width', 'Ca\u200brd\u200d dec\u2060lined\ufeff'],
    ['with a script', '<script>alert(document.cookie)</script><img src=x onerror=alert(1)>'],
    ['with colours', '\u001b[31;1mCard\u001b[0m declined\u001b[2J'],
    ['with null bytes', 'Card\u0000 declined\u0000'],
    ['of digits alone', '1234567890'],
    ['of a digit', '0'],
    ['of placeholders', '<n> <url> [token] [email]'],
    ['that looks like a stack', 'x in /srv/a.php:3\nStack trace\n#0 nothing'],
    ['of marks heaped on a letter', `a${'\u0301'.repeat(3_000)}`],
  ])('%s changes no problem, and has a title that can be read', (_what, message) => {
    const { problemId, title, message: told } = saying(message);
    expect(problemId).toBe(usual);
    expect(title).not.toBe('');
    expect(title.length).toBeLessThanOrEqual(200);
    expect(title.isWellFormed()).toBe(true);
    expect(title).not.toMatch(unseen);
    expect(told.length).toBeLessThanOrEqual(4_200);
  });

  it('keeps its words in the title as text', () => {
    expect(saying('<script>alert(1)</script>').title).toBe('<script>alert(<n>)</script>');
    expect(saying('\u001b[31;1mCard\u001b[0m \u202edeclined').title).toBe('Card declined');
  });

  it('that is missing leaves the class as the title', () => {
    expect(saying('')).toMatchObject({ problemId: usual, title: 'Mage_Core_Exception', message: '' });
    expect(saying('\u200b\u0000').title).toBe('Mage_Core_Exception');
  });
});

describe('an exception', () => {
  it.each([
    ['no type', { 'exception.type': '' }],
    ['neither type nor message', { 'exception.type': '', 'exception.message': '' }],
    ['a number for a type', { 'exception.type': 5, 'exception.message': ['x'] }],
    ['no stack', { 'exception.stacktrace': '' }],
    ['nothing at all', { 'exception.type': '', 'exception.message': '', 'exception.stacktrace': '' }],
    ['a stack that is none', { 'exception.stacktrace': 'at at at (((:\n\tat \n\tat ()\n... 99999999999 more' }],
    ['a name of 100 KB', { 'exception.type': 'A'.repeat(100_000) }],
  ])('with %s is one failure with a title', (_what, attributes) => {
    const thrown = declined();
    const { occurrences } = analyse([
      died('/x', { ...thrown, attributes: { ...thrown.attributes, ...attributes } } as typeof thrown, {
        statusMessage: '',
      }),
    ]);
    expect(occurrences).toHaveLength(1);
    expect(occurrences[0].title).not.toBe('');
    expect(occurrences[0].type).not.toBe('');
    expect(occurrences[0].type.length).toBeLessThanOrEqual(255);
  });

  it('of 1,000 frames is the same failure by span and by log record, and is kept short', () => {
    const deep = Array.from({ length: 1_000 }, (_, at) => at);
    const bySpan = exception('RuntimeException', 'Too deep', [
      ...deep.map((at) => `Acme_Tree_Model_Node${at % 300}.walk(Node.php:${at + 1})`),
      '{main}(index.php:71)',
    ]);
    const calls = deep.map((at) => `#${at} /srv/app/Node.php(${at + 2}): Acme_Tree_Model_Node${at % 300}->walk()`);
    calls[999] = calls[999].replace('Node.php(1001)', 'index.php(71)');
    const byLog = `RuntimeException: Too deep in /srv/app/Node.php:1\nStack trace:\n${calls.join('\n')}\n#1000 {main}`;
    const [spanned] = analyse([answered('a/b/c', 200, { events: [bySpan] })]).occurrences;
    const [logged] = analyse([], [log(byLog)]).occurrences;
    expect(logged.problemId).toBe(spanned.problemId);
    expect(spanned.stack[0].frames.length).toBeLessThanOrEqual(101);
    expect(analyse([answered('a/b/c', 200, { events: [bySpan] })], [log(byLog)]).occurrences).toHaveLength(1);
  });

  it.each([10, 200, 1_000])('is the same problem at a depth of %d', (depth) => {
    const recursion = (times: number) =>
      exception('RuntimeException', 'x', [
        ...Array.from({ length: times }, (_, at) => `Acme_Tree.${at % 2 === 0 ? 'walk' : 'step'}(Tree.php:${at + 5})`),
        'Acme_Tree_IndexController.showAction(IndexController.php:9)',
        '{main}(index.php:71)',
      ]);
    const problem = (times: number) =>
      analyse([answered('a/b/c', 200, { events: [recursion(times)] })]).occurrences[0].problemId;
    expect(problem(depth)).toBe(problem(4));
  });

  it('that is its own cause ends', () => {
    const circle = exception(
      'LogicException',
      'One',
      place,
      `\nCaused by: RuntimeException: Two\n\tat Acme_B.run(B.php:5)\n\t... 1 more\nCaused by: [CIRCULAR REFERENCE: LogicException: One]`
    );
    expect(analyse([died('/x', circle)]).occurrences).toMatchObject([{ type: 'LogicException', handled: false }]);
  });

  it('and another one that are each the cause of the other are told, and end', () => {
    const [a, b] = ['\tat Acme_A.run(A.php:5)', '\tat Acme_B.run(B.php:5)'];
    const one = exception('LogicException', 'One', ['Acme_A.run(A.php:5)'], `\nCaused by: RuntimeException: Two\n${b}`);
    const two = exception('RuntimeException', 'Two', ['Acme_B.run(B.php:5)'], `\nCaused by: LogicException: One\n${a}`);
    const { occurrences } = analyse([answered('a/b/c', 200, { events: [one, two] })]);
    expect(occurrences.length).toBeGreaterThan(0);
    expect(occurrences.length).toBeLessThanOrEqual(2);
  });

  it('of many causes is cut, and the same by span and by log record', () => {
    const many = Array.from({ length: 200 }, (_, at) => at);
    const causes = many.map((at) => `\nCaused by: Acme.E${at}: ${at}\n\tat Acme_B.run(B.php:${at + 1})\n\t... 1 more`);
    const bySpan = exception('LogicException', 'x', place, causes.join(''));
    const block = (type: string, message: string, file: string, line: number, name: string) =>
      `${type}: ${message} in /srv/${file}:${line}\nStack trace:\n#0 /srv/index.php(71): ${name}()\n#1 {main}`;
    const blocks = [
      ...many.map((at) => block(`Acme\\E${at}`, String(at), 'B.php', at + 1, 'Acme_B->run')).reverse(),
      block('LogicException', 'x', 'Card.php', 20, 'Acme_Pay_Model_Card->authorize'),
    ];
    const [spanned] = analyse([answered('a/b/c', 200, { events: [bySpan] })]).occurrences;
    const [logged] = analyse([], [log(blocks.join('\n\nNext '))]).occurrences;
    expect(spanned.stack).toHaveLength(10);
    expect(logged.problemId).toBe(spanned.problemId);
  });
});

describe('a storm', () => {
  it('of 10,000 messages from one line in one run is one problem', () => {
    const events = Array.from({ length: 10_000 }, (_, at) =>
      exception('RuntimeException', `Row ${at} of ${'abcdefghij'[at % 10]}${at} has no ${at % 7}`, place)
    );
    const { occurrences } = analyse([died('/import', events[0], { events })]);
    expect(occurrences).toHaveLength(10_000);
    expect(new Set(occurrences.map(({ problemId }) => problemId)).size).toBe(1);
  });

  it('of 2,000 messages without a place, that differ in their numbers, is one problem', () => {
    const events = Array.from({ length: 2_000 }, (_, at) => exception('RuntimeException', `Row ${at} is bad`, []));
    const { occurrences } = analyse([died('/import', events[0], { events })]);
    expect(new Set(occurrences.map(({ problemId }) => problemId)).size).toBe(1);
  });

  it('of 2,000 failures in the same words at as many places ends', () => {
    const events = Array.from({ length: 2_000 }, (_, at) =>
      exception('RuntimeException', 'The same words', [`Acme_Row${at}.run(Row.php:${at + 1})`, 'Acme.all(All.php:5)'])
    );
    expect(analyse([died('/import', events[0], { events })]).occurrences).toHaveLength(2_000);
  });

  it('of 10,000 log records is one problem', () => {
    const logs = Array.from({ length: 10_000 }, (_, at) => log(`Feed: cannot read line ${at} after ${at} ms`));
    const { occurrences } = analyse([], logs);
    expect(new Set(occurrences.map(({ problemId }) => problemId)).size).toBe(1);
  });
});

describe('bytes that are no text', () => {
  it('in a log record are one failure with a title', () => {
    const [head, tail] = JSON.stringify({
      resourceLogs: [{ scopeLogs: [{ logRecords: [{ severityNumber: 17, body: { stringValue: 'Bad | name' } }] }] }],
    }).split('|');
    const bytes = Buffer.concat([
      Buffer.from(head),
      Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xed, 0xa0, 0x80]),
      Buffer.from(tail),
    ]);
    const { logs } = decode({ signal: 'logs', encoding: 'json', receivedAt: 0, bytes });
    const { occurrences } = analyse(
      [],
      logs.map((record) => ({ ...record, traceId: '0af7651916cd43dd8448eb211c80319c' }))
    );
    expect(occurrences).toHaveLength(1);
    expect(occurrences[0].title).toMatch(/^Bad .* name$/);
    expect(occurrences[0].title.isWellFormed()).toBe(true);
  });
});

it('whatever is sent, each failure has an id, a type and a title', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({
      unit: fc.constantFrom(
        '\tat ',
        'A.b',
        '(',
        ')',
        ':',
        '\n',
        '#0 ',
        'Next ',
        'Caused by: ',
        '{closure:',
        '}',
        '@anonymous',
        '::',
        '->',
        '\\',
        '5',
        '... 3 more',
        'SQLSTATE[',
        ']',
        ' in /a.php',
        'Stack trace:'
      ),
    })
  );
  const attributes = fc.record({ 'exception.type': text, 'exception.message': text, 'exception.stacktrace': text });
  const spans = fc.array(attributes, { maxLength: 4 }).map((list): Span[] => [
    died('/x', declined(), {
      events: list.map((told, at) => ({ name: 'exception', time: 1e15 + at, attributes: told })),
    }),
  ]);
  const logs = fc.array(text, { maxLength: 4 }).map((list): LogRecord[] => list.map((body) => log(body)));
  fc.assert(
    fc.property(spans, logs, (someSpans, someLogs) => {
      for (const { id, problemId, type, title, groupingVersion } of analyse(someSpans, someLogs).occurrences) {
        expect([id, problemId].join(' ')).toMatch(/^[0-9a-f]{32} [0-9a-f]{32}$/);
        expect(type).not.toBe('');
        expect(title).not.toBe('');
        expect(groupingVersion).toBe(1);
      }
    }),
    { numRuns: 300 }
  );
});
