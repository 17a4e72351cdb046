import { zstdDecompressSync } from 'node:zlib';
import { ByteReader } from '../ByteReader.ts';
import { blockVersion, longestSection, prefixLength, sectionNames, type SectionName } from './container.ts';
import { DamagedBlockError } from '../DamagedBlockError.ts';
import { checksumOf } from './writeContainer.ts';

/** Unpacks a section when it is asked for, once. */
export type Sections = (name: SectionName) => Buffer;

interface Stored {
  rawLength: number;
  bytes: Buffer;
}

/**
 * @param version - as the block's row tells it
 * @throws DamagedBlockError when version, checksum or lengths are wrong; the sections' own contents are not read here
 */
export function readContainer(body: Buffer, version: number): Sections {
  if (body.length < prefixLength) {
    throw new DamagedBlockError(`${body.length} bytes are too few`, 'beginning');
  }
  if (version !== blockVersion || body[0] !== version) {
    throw new DamagedBlockError(
      `its row says version ${version}, its first byte ${body[0]}, and this program reads version ${blockVersion}`,
      'beginning'
    );
  }
  const [told, found] = [body.readUInt32LE(1), checksumOf(body)];
  if (told !== found) {
    throw new DamagedBlockError(`its checksum is ${found}, not ${told} as it was written`, `${body.length} bytes`);
  }
  const sections = readLengths(body);
  const unpacked = new Map<SectionName, Buffer>();
  return (name) => {
    const known = unpacked.get(name) ?? unpack(sections.get(name) as Stored, name);
    unpacked.set(name, known);
    return known;
  };
}

function readLengths(body: Buffer): Map<SectionName, Stored> {
  const reader = new ByteReader(body.subarray(prefixLength), 'lengths of sections');
  const lengths = sectionNames.map((name) => {
    const [rawLength, packedLength] = [reader.varint(), reader.varint()];
    if (rawLength > longestSection) {
      reader.fail(`${rawLength} bytes of ${name}`);
    }
    return { rawLength, storedLength: packedLength || rawLength };
  });
  const sections = new Map<SectionName, Stored>();
  lengths.forEach(({ rawLength, storedLength }, at) => {
    sections.set(sectionNames[at], { rawLength, bytes: reader.bytes(storedLength) });
  });
  reader.end();
  return sections;
}

function unpack({ rawLength, bytes }: Stored, name: SectionName): Buffer {
  if (bytes.length === rawLength) {
    return bytes;
  }
  let raw: Buffer;
  try {
    raw = zstdDecompressSync(bytes, { maxOutputLength: rawLength });
  } catch (error) {
    throw new DamagedBlockError((error as Error).message, name, { cause: error });
  }
  if (raw.length !== rawLength) {
    throw new DamagedBlockError(`${raw.length} bytes instead of ${rawLength}`, name);
  }
  return raw;
}
