import { ByteReader } from '../ByteReader.ts';
import { ByteWriter } from '../ByteWriter.ts';

/** Lengths first, then all bytes. UTF-8, but half characters, which it cannot say, make a string UTF-16. */
export function writeStrings(strings: string[]): Buffer {
  const lengths = new ByteWriter();
  const bytes = new ByteWriter();
  lengths.varint(strings.length);
  for (const text of strings) {
    const isWide = !text.isWellFormed();
    const encoded = Buffer.from(text, isWide ? 'utf16le' : 'utf8');
    lengths.varint(encoded.length * 2 + (isWide ? 1 : 0));
    bytes.bytes(encoded);
  }
  return Buffer.concat([lengths.written(), bytes.written()]);
}

/** The string at a place, made when it is asked for. */
export interface Strings {
  length: number;
  at(place: number): string;
}

/** @throws DamagedBlockError */
export function readStrings(section: Buffer): Strings {
  const reader = new ByteReader(section, 'strings');
  const length = reader.count();
  const lengths = Array.from({ length }, () => reader.varint());
  const pieces = lengths.map((told) => ({ bytes: reader.bytes(Math.floor(told / 2)), isWide: told % 2 === 1 }));
  reader.end();
  const made = new Map<number, string>();
  return {
    length,
    at(place) {
      let text = made.get(place);
      if (text === undefined) {
        const { bytes, isWide } = pieces[place];
        text = bytes.toString(isWide ? 'utf16le' : 'utf8');
        made.set(place, text);
      }
      return text;
    },
  };
}
