import fc from 'fast-check';
import { completeSearch, parseSearch, searchFields, searchTime, searchWordAt, writeTerm } from './search.ts';

const hour = 3_600_000;

function terms(text: string) {
  const { terms, problems } = parseSearch(text);
  expect(problems).toEqual([]);
  return terms.map(({ field, negated, operator, value }) => [negated ? '!' : '', field, operator, value].join('|'));
}

const messages = (text: string) => parseSearch(text).problems.map(({ message }) => message);

it('reads fields, signs, comparisons, quotes and text', () => {
  expect(
    terms('is:open -handled:yes !route:checkout* status:>=500 first:<2h title:"deadlock found" saveOrder "a \\"b\\""')
  ).toEqual([
    '|is|=|open',
    '!|handled|=|yes',
    '!|route|=|checkout*',
    '|status|>=|500',
    '|first|<|2h',
    '|title|=|deadlock found',
    '||=|saveOrder',
    '||=|a "b"',
  ]);
});

it.each([
  ['Mage::getModel', ['||=|Mage::getModel']],
  ['https://pay.example/x', ['||=|https://pay.example/x']],
  ['Warning: Undefined variable', ['||=|Warning:', '||=|Undefined', '||=|variable']],
  ['warning: undefined', ['||=|warning:', '||=|undefined']],
  ['checkout - failed', ['||=|checkout', '||=|-', '||=|failed']],
  ['title:<script>', ['|title|=|<script>']],
  ['   ', []],
])('takes what is pasted as text: %s', (text, expected) => {
  expect(terms(text)).toEqual(expected);
});

it.each([
  ['colour:red', /no field colour/],
  ['constructor:x', /no field constructor/],
  ['is:blue', /is one of open, resolved/],
  ['route:', /route: needs a value/],
  ['customer:abc', /customer: is a number/],
  ['customer:-1', /customer: is a number/],
  ['first:soon', /age or a date/],
  ['last:2026-02-30', /age or a date/],
  ['title:"never closed', /quote is not closed/],
])('says what is wrong with %s', (text, message) => {
  expect(messages(text)).toEqual([expect.stringMatching(message)]);
});

it('tells where a problem is, and keeps the other terms', () => {
  const { terms: kept, problems } = parseSearch('is:open colour:red x');
  expect(problems).toMatchObject([{ from: 8, to: 18 }]);
  expect(kept.map(({ value }) => value)).toEqual(['open', 'x']);
});

it('takes an age as how long ago, a date as UTC', () => {
  const now = Date.parse('2026-11-10T12:00:00Z');
  const time = (operator: '=' | '<' | '>' | '>=' | '<=', value: string) => searchTime({ operator, value }, now);
  expect(time('>', '2h')).toEqual({ from: -Infinity, to: now - 2 * hour });
  expect(time('<', '2h')).toEqual({ from: now - 2 * hour, to: Infinity });
  expect(time('=', '2h')).toEqual(time('<', '2h'));
  const day = Date.parse('2026-11-01T00:00:00Z');
  expect(time('<', '2026-11-01')).toEqual({ from: -Infinity, to: day });
  expect(time('<=', '2026-11-01')).toEqual({ from: -Infinity, to: day + 24 * hour });
  expect(time('>', '2026-11-01')).toEqual({ from: day + 24 * hour, to: Infinity });
  expect(time('>=', '2026-11-01')).toEqual({ from: day, to: Infinity });
  expect(time('=', '2026-11-01')).toEqual({ from: day, to: day + 24 * hour });
  expect(time('=', '2026-11-01T10:30')).toEqual({ from: day + 10.5 * hour, to: day + 10.5 * hour + 60_000 });
});

it('completes fields and their values', () => {
  expect(completeSearch('is:open ro', 10)).toEqual([
    { text: 'route:', describe: searchFields.route?.describe, from: 8, to: 10 },
  ]);
  expect(completeSearch('!is:re', 6)).toMatchObject([
    { text: 'resolved', from: 4, to: 6 },
    { text: 'regressed', from: 4, to: 6 },
  ]);
  expect(completeSearch('', 0).map(({ text }) => text)).toEqual(Object.keys(searchFields).map((name) => `${name}:`));
  expect(completeSearch('is:open ', 8)).toHaveLength(Object.keys(searchFields).length);
  expect(completeSearch('route:check', 11)).toEqual([]);
});

it.each([
  ['route:check', 11, { field: 'route', prefix: 'check', from: 6, to: 11 }],
  ['route:"che', 10, { field: 'route', prefix: 'che', from: 6, to: 10 }],
  ['status:>=50', 11, { field: 'status', prefix: '50', from: 9, to: 11 }],
  ['-ro', 3, { field: null, prefix: 'ro', from: 1, to: 3 }],
  ['a  b', 2, { field: null, prefix: '', from: 2, to: 2 }],
])('tells what is being written in %s', (text, caret, word) => {
  expect(searchWordAt(text, caret)).toEqual(word);
});

it('reads back any value that was written', () => {
  const words = Object.keys(searchFields).filter((name) => searchFields[name]?.kind === 'word');
  const free = fc.constantFrom(null, ...words.filter((name) => searchFields[name]?.values === undefined));
  fc.assert(
    fc.property(free, fc.string({ minLength: 1, unit: 'grapheme' }), fc.boolean(), (field, value, negated) => {
      const text = `x ${writeTerm(field, value, negated)} y`;
      expect(parseSearch(text)).toMatchObject({
        problems: [],
        terms: [{ value: 'x' }, { field, value, negated, operator: '=' }, { value: 'y' }],
      });
    })
  );
});

it('survives any text', () => {
  const hostile = fc.string({
    unit: fc.constantFrom('"', '\\', ':', '-', '!', ' ', '*', '<', '\u202e', '\0', 'is', 'a'),
  });
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), fc.nat(40), (text, caret) => {
      const { terms: read, problems } = parseSearch(text);
      // What is never closed reaches to the end, spaces and all.
      read.forEach(({ from, to }) => expect(text.slice(from, to).trim()).toBe(text.slice(from, to)));
      [...read, ...problems].forEach(({ from, to }) => expect(to).toBeGreaterThan(from));
      completeSearch(text, Math.min(caret, text.length));
    })
  );
});
