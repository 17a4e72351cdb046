import { exactNumber, signedNumber } from './TimingColumns.ts';

/** The largest number in two bytes; the two above it stand for loose numbers. */
export const largestInPlanes = 0xfffd;

/** Two bytes a number, all low ones and all high ones: apart, they compress better. */
export function writePlanes(numbers: Int32Array, length: number): { low: Buffer; high: Buffer } {
  const low = Buffer.allocUnsafe(length);
  const high = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; at++) {
    // -1 becomes 0xffff, -2 becomes 0xfffe.
    low[at] = numbers[at];
    high[at] = numbers[at] >> 8;
  }
  return { low, high };
}

/** `length` numbers, the first of row `from`. */
export function readPlanes(low: Buffer, high: Buffer, from: number, length: number): Int32Array {
  const numbers = new Int32Array(length);
  for (let at = 0; at < length; at++) {
    const number = low[from + at] | (high[from + at] << 8);
    numbers[at] = number === 0xffff ? signedNumber : number === 0xfffe ? exactNumber : number;
  }
  return numbers;
}
