import fc from 'fast-check';
import { sampleLog } from '../../testing/sampleRecords.ts';
import { fillPattern } from './fillPattern.ts';
import { patternOf } from './patternOf.ts';
import { splitPattern } from './splitPattern.ts';

const piecesOf = (text: string) => splitPattern(text).pieces.join('…');

describe('a pattern', () => {
  it.each([
    ['Roaster temperature out of range: 231', 'Roaster temperature out of range: …'],
    ['Card gateway timeout after 5000ms for order 100000014', 'Card gateway timeout after …ms for order …'],
    ['Gateway declined (ref 6db24462df04)', 'Gateway declined (ref …)'],
    ["Cron job 'log_clean' has no schedule", "Cron job '…' has no schedule"],
    ['took 1.25 s at 2026-11-23T10:00:07Z', 'took ….… s at …-…-…:…:…Z'],
    ['table catalog_product_flat_1 of utf8mb4', 'table … of …'],
    ["it's not Bob's", "it's not Bob's"],
    ['5f0c1a3e-0000-4000-8000-00000000abcd', '…-…-…-…-…'],
    ['', ''],
  ])('of %j is %j', (text, pattern) => {
    expect(piecesOf(text)).toBe(pattern);
  });

  it('has the stack below the first line as one parameter', () => {
    const stack = '\n#0 /srv/store/app/Mage.php(616): A->b()'.repeat(20);
    const { pieces, parameters } = splitPattern(`\nRuntimeException: timeout after 5 s${stack}`);
    expect(pieces).toEqual(['\nRuntimeException: timeout after ', ' s', '']);
    expect(parameters).toEqual(['5', stack]);
  });

  it('of a text without end has an end', () => {
    expect(splitPattern('x'.repeat(5_000))).toEqual({ pieces: ['', ''], parameters: ['x'.repeat(5_000)] });
    expect(splitPattern('7 '.repeat(400)).parameters).toHaveLength(32);
  });

  it('and its parameters are the text again', () => {
    const words = fc.constantFrom(
      'order',
      '100000014',
      "'a b'",
      '"',
      "it's",
      '5ms',
      'ü',
      '\n',
      ' ',
      'a1b2c3d4',
      'utf8mb4'
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words, { maxLength: 80 }).map((each) => each.join(''))
    );
    fc.assert(
      fc.property(text, (given) => {
        const { pieces, parameters } = splitPattern(given);
        expect(pieces).toHaveLength(parameters.length + 1);
        expect(pieces.reduce((sum, piece, at) => sum + parameters[at - 1] + piece)).toBe(given);
      })
    );
  });

  it('holds attributes, but not what differs in them', () => {
    const record = (order: number, spanId: string) =>
      sampleLog({
        spanId,
        body: `Order ${order}`,
        attributes: {
          extra: { span_id: spanId, trail: [`step ${order}`, true, null], total: order / 3 },
          area: 'frontend',
        },
      });
    const [one, other] = [patternOf(record(1, 'feedfeedfeedfeed')), patternOf(record(2, 'beefbeefbeefbeef'))];
    expect(one.pattern).toEqual(other.pattern);
    expect(one.pattern.attributes).toEqual([
      [
        'extra',
        {
          map: [
            ['span_id', 0],
            ['trail', { list: [['step ', ''], true, null] }],
            ['total', 0],
          ],
        },
      ],
      ['area', 'frontend'],
    ]);
    expect(one.parameters).toEqual(['1', 'feedfeedfeedfeed', '1', 1 / 3]);
    const next = other.parameters.values();
    const { severity, body, attributes } = record(2, 'beefbeefbeefbeef');
    expect(fillPattern(one.pattern, () => next.next().value ?? null)).toEqual({ severity, body, attributes });
  });
});
