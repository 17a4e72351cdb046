import fc from 'fast-check';
import { formatLogStack, parseLogStack } from '../../../join/logStack.ts';
import { formatSpanStack, parseSpanStack } from '../../../join/spanStack.ts';
import type { ToldException, ToldFrame } from '../../../join/StackText.ts';
import { groupingV1 } from './groupingV1.ts';

const idOf = (chain: ToldException[]) => groupingV1.group({ kind: 'exception', chain }).problemId;

/** What varies from one occurrence to the next, by the kinds that messages have. */
const hex = (min: number, max: number) =>
  fc
    .string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: min, maxLength: max })
    .filter((text) => /\d/.test(text));
const variables: Array<fc.Arbitrary<string>> = [
  fc.nat().map(String),
  fc.integer({ min: 100_000_000, max: 999_999_999 }).map(String),
  fc.double({ min: 0, max: 1e6, noNaN: true }).map((amount) => amount.toFixed(2)),
  fc.double({ min: 0, max: 1e6, noNaN: true }).map((amount) => `$${amount.toFixed(2)}`),
  fc.double({ min: 0, max: 1e6, noNaN: true }).map((amount) => `${amount.toFixed(2)} EUR`),
  hex(6, 40),
  fc.uuid(),
  fc
    .date({ min: new Date('1980-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .chain((date) => fc.constantFrom(date.toISOString(), date.toISOString().slice(0, 10), date.toUTCString())),
  fc.nat({ max: 1e7 }).map((ms) => `${ms} ms`),
  fc.nat({ max: 1e4 }).map((s) => `${s / 10} seconds`),
  fc.emailAddress().filter((address) => /^[\w.+-]+@/.test(address)),
  fc.webUrl({ withQueryParameters: true }).filter((url) => /^[^"'`<>[\]]*[\w/]$/.test(url)),
  fc.ipV4(),
  fc.stringMatching(/^[A-Za-z ]{1,20}$/).map((name) => `"${name}"`),
];
/** Two of one kind. */
const pair = fc.constantFrom(...variables).chain((kind) => fc.tuple(kind, kind));

const segment = fc.constantFrom('Pay', 'Cart', 'Import', 'Feed', 'Stock', 'Mail');
const moduleClass = fc
  .tuple(fc.constantFrom('Acme', 'Bolt', 'Initech'), segment, fc.constantFrom('Model', 'Helper', 'Block'), segment)
  .chain((parts) => fc.constantFrom('_', '\\').map((by) => parts.join(by)));
const method = fc.constantFrom('run', 'authorize', 'collect', 'load', 'send', 'apply');
const coreFrame: fc.Arbitrary<ToldFrame> = fc.constantFrom(
  { function: 'Mage_Sales_Model_Order->place', file: 'Order.php', line: 12 },
  { function: 'Mage_Checkout_OnepageController->saveOrderAction', file: 'OnepageController.php', line: 80 },
  { function: 'Maho\\Routing\\ControllerDispatcher->dispatch', file: 'ControllerDispatcher.php', line: 7 },
  { function: 'Mage::dispatchEvent', file: 'Mage.php', line: 9 },
  { function: 'Symfony\\Component\\Cache\\Adapter->get', file: 'Adapter.php', line: 3 }
);
const moduleFrame: fc.Arbitrary<ToldFrame> = fc
  .tuple(moduleClass, method, fc.nat({ max: 900 }))
  .map(([name, call, line]) => ({
    function: `${name}->${call}`,
    file: `${name.split(/[_\\]/).at(-1)}.php`,
    line: line + 1,
  }));

interface Site {
  /** In whose order they stand. */
  modules: ToldFrame[];
  frames: ToldFrame[];
}

const main: ToldFrame = { function: '{main}', file: 'index.php', line: 71 };

/** A module's function that throws, others on the way, and whatever stands between them. */
const site: fc.Arbitrary<Site> = fc
  .tuple(moduleFrame, fc.array(fc.oneof(moduleFrame, coreFrame), { maxLength: 12 }))
  .map(([first, rest]) => ({
    modules: [first, ...rest.filter((frame) => /^(?:Acme|Bolt|Initech)/.test(frame.function))],
    frames: [first, ...rest, main],
  }));

const type = fc.constantFrom('RuntimeException', 'Mage_Core_Exception', 'Acme\\Pay\\Failed', 'TypeError');

function exceptionAt(frames: ToldFrame[], name: string, message: string): ToldException {
  return { type: name, message, file: frames[0].file, line: frames[0].line, frames };
}

const setOf = ({ modules }: Site) => [...new Set(modules.map((frame) => frame.function.replace(/->|\\/g, '.')))];

describe('an exception is the same problem', () => {
  it('whatever its message says', () => {
    fc.assert(
      fc.property(site, type, fc.string(), fc.string(), ({ frames }, name, one, other) => {
        fc.pre(![one, other].some((text) => text.includes('SQLSTATE')));
        expect(idOf([exceptionAt(frames, name, one)])).toBe(idOf([exceptionAt(frames, name, other)]));
      })
    );
  });

  it('wherever a deployment moves the lines', () => {
    fc.assert(
      fc.property(site, type, fc.infiniteStream(fc.integer({ min: 1, max: 5_000 })), ({ frames }, name, lines) => {
        const moved = frames.map((frame) => ({ ...frame, line: lines.next().value as number }));
        expect(idOf([exceptionAt(moved, name, 'x')])).toBe(idOf([exceptionAt(frames, name, 'x')]));
      })
    );
  });

  it('wherever the store lies, and whether a span or a log record tells it', () => {
    fc.assert(
      fc.property(site, type, fc.constantFrom('/srv/store', '/var/www/releases/20261101'), ({ frames }, name, root) => {
        // On one line a caller and PHP's own function in it look alike.
        fc.pre(frames[0].file !== frames[1].file);
        const short = exceptionAt(frames, name, 'x');
        const full = exceptionAt(
          frames.map((frame) => ({ ...frame, file: `${root}/app/${frame.file}` })),
          name,
          'x'
        );
        const span = parseSpanStack(formatSpanStack([short]));
        const log = parseLogStack(formatLogStack({ prefix: '', chain: [full], rest: '' }))!.chain;
        expect(idOf(span)).toBe(idOf([short]));
        expect(idOf(log)).toBe(idOf([short]));
      })
    );
  });

  it('whatever wraps it', () => {
    fc.assert(
      fc.property(site, type, type, fc.nat({ max: 8 }), ({ frames }, name, wrapper, depth) => {
        const cause = exceptionAt(frames, name, 'x');
        const around = exceptionAt(frames.slice(Math.min(depth, frames.length - 1)), wrapper, 'y');
        expect(idOf([around, cause])).toBe(idOf([cause]));
      })
    );
  });

  it('however deep it recurs', () => {
    fc.assert(
      fc.property(site, type, fc.nat({ max: 900 }), ({ frames }, name, depth) => {
        const deep = [...Array.from({ length: depth }, () => frames[0]), ...frames];
        expect(idOf([exceptionAt(deep, name, 'x')])).toBe(idOf([exceptionAt(frames, name, 'x')]));
      })
    );
  });
});

describe('an exception is another problem', () => {
  it('where other functions of modules took part', () => {
    fc.assert(
      fc.property(site, site, type, (one, other, name) => {
        fc.pre(String(setOf(one)) !== String(setOf(other)));
        fc.pre([one, other].every(({ frames }) => frames[0].line !== frames[1].line));
        expect(idOf([exceptionAt(one.frames, name, 'x')])).not.toBe(idOf([exceptionAt(other.frames, name, 'x')]));
      })
    );
  });

  it('where its class is another one', () => {
    fc.assert(
      fc.property(site, type, type, ({ frames }, one, other) => {
        fc.pre(one !== other);
        expect(idOf([exceptionAt(frames, one, 'x')])).not.toBe(idOf([exceptionAt(frames, other, 'x')]));
      })
    );
  });
});

/** Sentences with gaps for what varies. */
const sentence = fc.constantFrom(
  (a: string, b: string) => `Order ${a} was not sent after ${b}`,
  (a: string, b: string) => `Courier rejected ${a}: try ${b} again`,
  (a: string, b: string) => `[${a}] Cannot index product (ref ${b})`,
  (a: string, b: string) => `Import: row=${a}, sku=${b}`
);

describe('a text', () => {
  it('is the same problem whatever ids, amounts, times and references it names', () => {
    fc.assert(
      fc.property(sentence, pair, pair, (write, [a, c], [b, d]) => {
        const id = (text: string) => groupingV1.group({ kind: 'log', text }).problemId;
        expect(id(write(a, b))).toBe(id(write(c, d)));
      }),
      { numRuns: 1_000 }
    );
  });

  it('is another problem in other words', () => {
    const words = fc
      .array(fc.stringMatching(/^[g-z]{3,9}$/), { minLength: 2, maxLength: 8 })
      .map((list) => list.join(' '));
    fc.assert(
      fc.property(words, words, (one, other) => {
        fc.pre(one !== other);
        const id = (text: string) => groupingV1.group({ kind: 'log', text }).problemId;
        expect(id(one)).not.toBe(id(other));
      })
    );
  });

  it('has a title of 1 to 200 visible characters on one line', () => {
    const hostile = fc.string({
      unit: fc.oneof(
        fc.constantFrom(
          '\u0000',
          '\u001b[31m',
          '\u202e',
          '\u200b',
          '\ufeff',
          '\u2066',
          '\n',
          '<script>',
          '\ud800',
          '\u0301'
        ),
        fc.string({ unit: 'binary', maxLength: 3 }),
        fc.constantFrom('a', '1', ' ', '"', "'", '[', '{', '/', ':', '.', '-')
      ),
      maxLength: 600,
    });
    fc.assert(
      fc.property(hostile, (text) => {
        const { title } = groupingV1.group({ kind: 'log', text });
        expect(title.length).toBeGreaterThan(0);
        expect(title.length).toBeLessThanOrEqual(200);
        expect(title.isWellFormed()).toBe(true);
        expect(title).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/);
      }),
      { numRuns: 500 }
    );
  });
});
