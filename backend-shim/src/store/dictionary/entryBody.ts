import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

const plain = 0;
const packed = 1;
const params = { [constants.ZSTD_c_compressionLevel]: 9 };
const longestJson = 1 << 26;

/** JSON in UTF-8 behind a byte that says whether it is compressed. */
export function packEntry(json: string): Buffer {
  const raw = Buffer.from(json);
  const small = zstdCompressSync(raw, { params });
  return small.length < raw.length ? Buffer.concat([Buffer.of(packed), small]) : Buffer.concat([Buffer.of(plain), raw]);
}

/** @throws Error when these are no such bytes */
export function unpackEntry(body: Buffer): string {
  switch (body[0]) {
    case plain:
      return body.toString('utf8', 1);
    case packed:
      return zstdDecompressSync(body.subarray(1), { maxOutputLength: longestJson }).toString();
    default:
      throw new Error(`begins with ${body[0]}`);
  }
}
