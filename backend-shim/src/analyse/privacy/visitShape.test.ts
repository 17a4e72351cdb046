import fc from 'fast-check';
import { normaliseSql } from './normaliseSql.ts';
import { visitShape } from './visitShape.ts';

/** Null where it says nothing. */
function shapeOf(sql: string): string | null {
  const memory = Buffer.from(`5'"${sql}'5"`);
  const parts: string[] = [];
  const isKnown = visitShape(memory, 3, memory.length - 3, (from, to) => parts.push(memory.toString('utf8', from, to)));
  return isKnown ? JSON.stringify(parts) : null;
}

const unit = fc.constantFrom(
  ...[
    '-',
    '+',
    '-',
    '(',
    ')',
    ',',
    '.',
    ' ',
    '  ',
    '\n',
    '/',
    '*',
    '--',
    '/*',
    '#',
    '$',
    '\\',
    '`',
    '"',
    "'",
    ';',
    '=',
    '?',
  ],
  ...[
    '5',
    '.5',
    '5.',
    '1e-3',
    '1e+',
    '0x1F',
    '12abc',
    "'a'",
    "''",
    "'b 5'",
    "'é'",
    "N'a'",
    "x'1'",
    "_utf8'a'",
    '`b 1`',
    '``',
    'é',
    '\u00a0',
  ],
  ...['e', 'e1', 'IN', 'VALUES', 'a', 'b.c', 'SELECT', 'NULL', '(?)', 'IN (', 'VALUES (', '), (']
);
const statement = fc.array(unit, { maxLength: 9 }).map((units) => units.join(''));

describe('the shape of a statement', () => {
  it('is what stands between its values', () => {
    expect(shapeOf("SELECT a1 FROM `t 1` WHERE b = 'x' AND c IN (1, 2.5e-3)AND d=?")).toBe(
      JSON.stringify(['SELECT a1 FROM `t 1` WHERE b = ', ' AND c IN (', ', ', ')AND d=?'])
    );
    expect(shapeOf('')).toBe('[""]');
  });

  it.each([
    "a = 'it''s'",
    "a = 'it\\'s'",
    "a = 'open",
    'a = "b"',
    'a /* 5 */',
    'a -- 5',
    'a # 5',
    '$1',
    'é',
    '`open',
    '`a``b`',
  ])('is not told of %s', (sql) => {
    expect(shapeOf(sql)).toBeNull();
  });

  it('decides on the normal form, in both dialects', () => {
    const normalOf = new Map<string, string[]>();
    let known = 0;
    fc.assert(
      fc.property(statement, (sql) => {
        const shape = shapeOf(sql);
        if (shape !== null) {
          const normal = [normaliseSql(sql, 'mysql'), normaliseSql(sql, 'ansi')];
          known += normalOf.has(shape) ? 1 : 0;
          expect(normalOf.get(shape) ?? normal).toEqual(normal);
          normalOf.set(shape, normal);
        }
      }),
      { numRuns: 30_000 }
    );
    expect(known).toBeGreaterThan(100);
  });

  it('is the same for other values', () => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }).map((text) => `'${text.replaceAll(/['\\]/g, '')}'`),
      fc.nat().map(String),
      fc.double({ noNaN: true, min: 0, noDefaultInfinity: true }).map(String)
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(' a = ', ', ', '(', ' - '), value, value), { maxLength: 5 }),
        (places) => {
          const [one, other] = [1, 2].map((which) => places.map((place) => place[0] + place[which]).join(''));
          expect(shapeOf(one)).not.toBeNull();
          expect(shapeOf(one)).toBe(shapeOf(other));
          expect(normaliseSql(one)).toBe(normaliseSql(other));
        }
      )
    );
  });
});
