import type { Resource } from '../../pipeline/records.ts';
import { ByteReader } from './ByteReader.ts';
import type { Directory } from './container/Directory.ts';
import type { Strings } from './bytes/strings.ts';

export interface ExtraShape {
  /** Place in the lists of keys. */
  keyList: number;
  hasMessage: boolean;
  eventCount: number;
}

export interface Tables {
  resources: Resource[];
  keyLists: string[][];
  shapes: ExtraShape[];
  /** Of each symbol: a place in the block's templates, a link, and 0 or one more than a place in `shapes`. */
  symbolTemplates: Int32Array;
  symbolLinks: Uint8Array;
  symbolShapes: Int32Array;
  /** A pattern's JSON, or null where it is the dictionary's next one. */
  patterns: Array<string | null>;
}

/** @throws DamagedBlockError */
export function readTables(section: Buffer, strings: Strings, { templateCount, symbolCount }: Directory): Tables {
  const from = new ByteReader(section, 'tables');
  const text = () => strings.at(from.index(strings.length));
  const resources = Array.from({ length: from.count(5) }, () => readResource(from, strings));
  const keyLists = Array.from({ length: from.count() }, () => Array.from({ length: from.count() }, text));
  const shapes = Array.from({ length: from.count(3) }, (): ExtraShape => ({
    keyList: from.index(keyLists.length),
    hasMessage: from.byte() === 1,
    eventCount: from.varint(),
  }));
  if (symbolCount * 3 > from.left) {
    from.fail(`${symbolCount} symbols cannot fit`);
  }
  return {
    resources,
    keyLists,
    shapes,
    symbolTemplates: Int32Array.from({ length: symbolCount }, () => from.index(templateCount)),
    symbolLinks: Uint8Array.from(from.bytes(symbolCount)),
    symbolShapes: Int32Array.from({ length: symbolCount }, () => from.index(shapes.length + 1)),
    patterns: readPatterns(from, strings),
  };
}

function readResource(from: ByteReader, strings: Strings): Resource {
  const [service, environment, mahoVersion, phpVersion, host] = Array.from({ length: 5 }, () => {
    const place = from.index(strings.length + 1);
    return place === 0 ? null : strings.at(place - 1);
  });
  return { service: service ?? '', environment, mahoVersion, phpVersion, host };
}

function readPatterns(from: ByteReader, strings: Strings): Array<string | null> {
  const patterns = Array.from({ length: from.count() }, () => {
    const place = from.index(strings.length + 1);
    return place === 0 ? null : strings.at(place - 1);
  });
  from.end();
  return patterns;
}
