import { zstdDecompressSync } from 'node:zlib';
import { rollupKinds, type RollupName } from '../../pipeline/rollups.ts';
import { ByteReader } from '../blocks/ByteReader.ts';
import { DamagedBlockError } from '../blocks/DamagedBlockError.ts';
import { readSketches } from './readSketches.ts';
import { SeriesBlock, type SeriesColumns } from './SeriesBlock.ts';
import { checksumOf, placesOf, prefixLength, seriesVersion, valueColumns } from './seriesFormat.ts';

/** Far beyond any real body, and no danger to the memory. */
const longest = 1 << 28;
/** The parts of a row's time are minutes of an hour, at most. */
const maxBuckets = 60;

/**
 * Reads what {@link encodeSeries} wrote.
 *
 * @param version - as the row tells it
 * @throws DamagedBlockError
 */
export function decodeSeries(kind: RollupName, body: Buffer, version: number): SeriesBlock {
  const reader = new ByteReader(unseal(body, version), `series of ${kind}`);
  const bucketCount = reader.varint();
  if (bucketCount < 1 || bucketCount > maxBuckets) {
    reader.fail(`${bucketCount} buckets`);
  }
  const length = reader.count(rollupKinds[kind].dimensions.length);
  const tables = rollupKinds[kind].dimensions.map(() => readTable(reader));
  const places = readPlaces(reader, tables, length);
  const { series, bucket } = bucketCount === 1 ? oneCellEach(length) : readCells(reader, length, bucketCount);
  const values: Float64Array[] = [];
  const { duration } = placesOf(kind);
  rollupKinds[kind].values.forEach((_, at) => values.push(readValues(reader, kind, at, series.length, values)));
  const { sketch } = rollupKinds[kind];
  if (!sketch) {
    reader.end();
  }
  const sketches = sketch ? () => readSketches(reader, values[0], values[duration]) : null;
  return new SeriesBlock({ kind, bucketCount, tables, places, series, bucket, values, sketches });
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

/** Of each dimension, where each series' value stands in its table. */
function readPlaces(reader: ByteReader, tables: string[][], length: number): Int32Array[] {
  const isSame = new Uint8Array(length).fill(1);
  isSame[0] = 0;
  return tables.map((table) => {
    const places = new Int32Array(length);
    let before = 0;
    for (let row = 0; row < length; row++) {
      const told = reader.varint();
      const place = isSame[row] === 1 ? before + told : told;
      places[row] = place < table.length ? place : reader.fail(`place ${place} in a table of ${table.length}`);
      if (place !== before) {
        isSame[row] = 0;
      }
      before = place;
    }
    return places;
  });
}

function readTable(reader: ByteReader): string[] {
  const ids = reader.count();
  const idLength = ids > 0 ? reader.varint() : 0;
  const table = Array.from({ length: ids }, () => reader.hex(idLength));
  const lengths = Array.from({ length: reader.count() }, () => reader.varint());
  lengths.forEach((bytes) => table.push(reader.bytes(bytes).toString('utf8')));
  return table;
}

type Cells = Pick<SeriesColumns, 'series' | 'bucket'>;

function oneCellEach(length: number): Cells {
  return { series: Int32Array.from({ length }, (_, at) => at), bucket: new Uint8Array(length) };
}

function readCells(reader: ByteReader, length: number, bucketCount: number): Cells {
  const counts = Array.from({ length }, () => reader.count());
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total > reader.left) {
    reader.fail(`${total} cells cannot fit`);
  }
  const cells = { series: new Int32Array(total), bucket: new Uint8Array(total) };
  let at = 0;
  counts.forEach((count, series) => {
    let bucket = -1;
    for (let left = count; left > 0; left--) {
      bucket += reader.varint() + 1;
      cells.series[at] = series;
      cells.bucket[at++] = bucket < bucketCount ? bucket : reader.fail(`bucket ${bucket} of ${bucketCount}`);
    }
  });
  return cells;
}

function readValues(
  reader: ByteReader,
  kind: RollupName,
  at: number,
  length: number,
  before: Float64Array[]
): Float64Array {
  const { self, duration } = placesOf(kind);
  const code = reader.byte();
  const { scale } = valueColumns[code] ?? reader.fail(`values of kind ${code}`);
  const values = new Float64Array(length);
  for (let cell = 0; cell < length; cell++) {
    const told = scale === null ? reader.float() : reader.signed() / scale;
    values[cell] = at === self ? before[duration][cell] - told : told;
  }
  return values;
}
