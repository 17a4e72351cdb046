import type { ByteReader } from '../ByteReader.ts';

/** The way back from writeTime. */
export function readTime(from: ByteReader, origin: number): number {
  const told = from.varint();
  if (told === 1) {
    return from.float();
  }
  if (told % 2 === 1) {
    from.fail('no time');
  }
  return told % 4 === 2 ? origin - (told + 2) / 4 : origin + told / 4;
}
