import { zstdDecompressSync } from 'node:zlib';
import { rollupKinds, type RollupName } from '../../pipeline/rollups.ts';
import { ByteReader } from '../blocks/ByteReader.ts';
import { DamagedBlockError } from '../blocks/DamagedBlockError.ts';
import { derivedFrom } from './encodeSeries.ts';
import type { Series } from './Series.ts';
import { checksumOf, prefixLength, seriesVersion, sketchCode, valueColumns } from './seriesFormat.ts';
import { Sketch } from './Sketch.ts';

/** Far beyond any real body, and no danger to the memory. */
const longest = 1 << 28;
/** Of the longest duration there can be. */
const lastBin = Sketch.binOf(Infinity);

/**
 * @param version - as the row tells it
 * @throws DamagedBlockError when the bytes are not as {@link encodeSeries} writes them
 */
export function decodeSeries(kind: RollupName, body: Buffer, version: number): Series[] {
  const reader = new ByteReader(unseal(body, version), `series of ${kind}`);
  const { dimensions, values, sketch } = rollupKinds[kind];
  const length = reader.count(dimensions.length + values.length);
  const tables = dimensions.map(() => readTable(reader));
  const series: Series[] = Array.from({ length }, () => ({
    dimensions: new Array<string>(dimensions.length),
    values: new Array<number>(values.length),
    sketch: sketch ? new Sketch() : null,
  }));
  readDimensions(reader, series, tables);
  values.forEach((_, at) => readValues(reader, series, at));
  if (sketch) {
    readSketches(reader, kind, series);
  }
  reader.end();
  return series;
}

function unseal(body: Buffer, version: number): Buffer {
  if (body.length <= prefixLength) {
    throw new DamagedBlockError(`${body.length} bytes are too few`, 'beginning');
  }
  if (version !== seriesVersion || body[0] !== version) {
    throw new DamagedBlockError(
      `its row says version ${version}, its first byte ${body[0]}, and this program reads version ${seriesVersion}`,
      'beginning'
    );
  }
  const [told, found] = [body.readUInt32LE(1), checksumOf(body)];
  if (told !== found) {
    throw new DamagedBlockError(`its checksum is ${found}, not ${told} as it was written`, `${body.length} bytes`);
  }
  const reader = new ByteReader(body.subarray(prefixLength), 'length of series');
  const rawLength = reader.varint();
  const stored = reader.bytes(reader.left);
  return rawLength === 0 ? stored : unpack(stored, rawLength);
}

function unpack(packed: Buffer, rawLength: number): Buffer {
  let raw: Buffer;
  try {
    raw = zstdDecompressSync(packed, { maxOutputLength: Math.min(rawLength, longest) });
  } catch (error) {
    throw new DamagedBlockError((error as Error).message, 'series', { cause: error });
  }
  if (raw.length !== rawLength) {
    throw new DamagedBlockError(`${raw.length} bytes instead of ${rawLength}`, 'series');
  }
  return raw;
}

function readTable(reader: ByteReader): string[] {
  const ids = reader.count();
  const idLength = ids > 0 ? reader.varint() : 0;
  const table = Array.from({ length: ids }, () => reader.hex(idLength));
  const lengths = Array.from({ length: reader.count() }, () => reader.varint());
  lengths.forEach((bytes) => table.push(reader.bytes(bytes).toString('utf8')));
  return table;
}

function readDimensions(reader: ByteReader, series: Series[], tables: string[][]): void {
  const isSame = new Uint8Array(series.length).fill(1);
  isSame[0] = 0;
  tables.forEach((table, at) => {
    let before = 0;
    for (let row = 0; row < series.length; row++) {
      const told = reader.varint();
      const place = isSame[row] === 1 ? before + told : told;
      if (place >= table.length) {
        reader.fail(`place ${place} in a table of ${table.length}`);
      }
      series[row].dimensions[at] = table[place];
      if (place !== before) {
        isSame[row] = 0;
      }
      before = place;
    }
  });
}

function readValues(reader: ByteReader, series: Series[], at: number): void {
  const code = reader.byte();
  const column = valueColumns[code] ?? reader.fail(`values of kind ${code}`);
  for (const { values } of series) {
    values[at] = column.scale === null ? reader.float() : reader.signed() / column.scale;
  }
}

function readSketches(reader: ByteReader, kind: RollupName, series: Series[]): void {
  const codes = series.map(() => reader.varint());
  const bins: number[] = [];
  for (const code of codes) {
    let bin = -2;
    for (let left = code - sketchCode.bins; left > 0; left--) {
      bin += reader.varint() + 1;
      bins.push(bin <= lastBin ? bin : reader.fail(`bin ${bin}`));
    }
  }
  let at = 0;
  series.forEach((each, row) => {
    const sketch = each.sketch as Sketch;
    if (codes[row] === sketchCode.derived) {
      const [count, duration] = derivedFrom(kind, each);
      sketch.addToBin(Sketch.binOf(Math.floor(duration / count)), count);
    }
    for (let left = codes[row] - sketchCode.bins; left > 0; left--) {
      sketch.addToBin(bins[at++], reader.signed());
    }
  });
}
