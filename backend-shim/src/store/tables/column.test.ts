import { amount, count, double, duration, int, json, longText, money, text, time, uint16, uint53 } from './column.ts';

it('cuts text to the column, without leaving half a character', () => {
  expect(text(5).encode('abcdef')).toBe('abcde');
  expect(text(3).encode('ab😀')).toBe('ab\ufffd');
  expect(text(5).encode(null)).toBeNull();
  expect(Buffer.byteLength(longText.encode('😀'.repeat(40_000)) as string)).toBeLessThanOrEqual(65_535);
});

it('tells what a number column cannot hold as unknown', () => {
  expect([int.encode(-5), int.encode(2 ** 31), int.encode(null)]).toEqual([-5, null, null]);
  expect([uint16.encode(404), uint16.encode(-1), uint16.encode(Number.NaN)]).toEqual([404, null, null]);
  expect([uint53.encode(2 ** 53 - 1), uint53.encode(2 ** 53)]).toEqual([2 ** 53 - 1, null]);
  expect([money.encode(12.5), money.encode(1e15), money.encode(Infinity)]).toEqual([12.5, null, null]);
});

it('brings amounts that are always known into the column', () => {
  expect([count.encode(3.4), count.encode(-3), count.encode(1e12), count.encode(Number.NaN)]).toEqual([
    3, 0, 4_294_967_295, 0,
  ]);
  expect(duration.encode(-1)).toBe(0);
  expect(amount(10).encode(11)).toBe(10);
  expect([double.encode(1.5), double.encode(Number.NaN)]).toEqual([1.5, 0]);
});

it('makes times of microseconds', () => {
  expect(time.encode(1_795_435_200_000_999)).toEqual(new Date('2026-11-23T12:00:00.000Z'));
});

it('makes JSON without halves of characters, and leaves all else as it is', () => {
  const whole = { text: 'C:\\ud800 "😀" \\\\udfff', list: [1, null] };
  expect(JSON.parse(json.encode(whole) as string)).toEqual(whole);
  expect(json.encode({ '\udc00': 'x\ud83d' })).toBe('{"\ufffd":"x\ufffd"}');
});
