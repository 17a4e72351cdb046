import type { ByteWriter } from '../ByteWriter.ts';

const largest = 2 ** 50;

/** The distance, twice, as a signed varint; or where adding it would not give the time again, 1 and the time as a double. */
export function writeTime(out: ByteWriter, time: number, origin: number): void {
  const distance = time - origin;
  if (Number.isInteger(distance) && Math.abs(distance) <= largest && origin + distance === time) {
    out.varint(distance < 0 ? -4 * distance - 2 : 4 * distance);
  } else {
    out.varint(1);
    out.float(time);
  }
}
