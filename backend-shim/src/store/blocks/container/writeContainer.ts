import { constants, crc32, zstdCompressSync } from 'node:zlib';
import { ByteWriter } from '../ByteWriter.ts';
import { blockVersion, prefixLength, sectionNames, type SectionName } from './container.ts';

/** Random bytes: compressing them costs time and gains nothing. */
const incompressible = new Set<SectionName>(['trace ids', 'references', 'span ids']);

/** Puts the sections (those not given are empty) into one body, with version and checksum. */
export function writeContainer(sections: Partial<Record<SectionName, Buffer>>, level: number): Buffer {
  const params = { [constants.ZSTD_c_compressionLevel]: level };
  const lengths = new ByteWriter();
  const stored: Buffer[] = [];
  for (const name of sectionNames) {
    const raw = sections[name] ?? Buffer.alloc(0);
    const packed = incompressible.has(name) || raw.length === 0 ? raw : zstdCompressSync(raw, { params });
    const isPacked = packed.length < raw.length;
    stored.push(isPacked ? packed : raw);
    lengths.varint(raw.length);
    lengths.varint(isPacked ? packed.length : 0);
  }
  const body = Buffer.concat([Buffer.alloc(prefixLength), lengths.written(), ...stored]);
  body[0] = blockVersion;
  body.writeUInt32LE(checksumOf(body), 1);
  return body;
}

/** CRC-32 over everything but itself. */
export function checksumOf(body: Buffer): number {
  return crc32(body.subarray(prefixLength), crc32(body.subarray(0, 1)));
}
