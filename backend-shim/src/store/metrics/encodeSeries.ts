import { constants, zstdCompressSync } from 'node:zlib';
import { rollupKinds, type RollupName } from '../../pipeline/rollups.ts';
import { ByteWriter } from '../blocks/ByteWriter.ts';
import { gridOf, type Cell, type Grid } from './gridOf.ts';
import { meanBin } from './meanBin.ts';
import type { Series } from './Series.ts';
import { checksumOf, columnOf, placesOf, prefixLength, seriesVersion, sketchCode } from './seriesFormat.ts';
import { Sketch } from './Sketch.ts';

/**
 * Writes series as the body of a row; see docs/storage-format.md. What is alike stands together: dimensions, then each
 * value of all series, then the sketches' bins.
 *
 * @param buckets - of each part of the row's time its series, each once; one part, but for minutes packed by hours
 * @param level - of the compression: 1 is fast, 19 small
 */
export function encodeSeries(kind: RollupName, buckets: Series[][], level: number): Buffer {
  const grid = gridOf(kind, buckets);
  const writer = new ByteWriter(1024);
  writer.varint(buckets.length);
  writer.varint(grid.rows.length);
  grid.tables.forEach(({ ids, texts }) => writeTable(writer, ids, texts));
  writeDimensions(writer, grid);
  if (buckets.length > 1) {
    writeBuckets(writer, grid);
  }
  rollupKinds[kind].values.forEach((_, at) => writeValues(writer, kind, grid.cells, at));
  if (rollupKinds[kind].sketch) {
    writeSketches(writer, kind, grid.cells);
  }
  return seal(writer.written(), level);
}

/** Version, checksum, and what follows: packed if that makes it smaller. */
function seal(raw: Buffer, level: number): Buffer {
  const packed = zstdCompressSync(raw, { params: { [constants.ZSTD_c_compressionLevel]: level } });
  const length = new ByteWriter(8);
  length.varint(packed.length < raw.length ? raw.length : 0);
  const body = Buffer.concat([Buffer.alloc(prefixLength), length.written(), packed.length < raw.length ? packed : raw]);
  body[0] = seriesVersion;
  body.writeUInt32LE(checksumOf(body), 1);
  return body;
}

function writeTable(writer: ByteWriter, ids: string[], texts: string[]): void {
  writer.varint(ids.length);
  if (ids.length > 0) {
    writer.varint(ids[0].length / 2);
    ids.forEach((id) => writer.hex(id));
  }
  const bytes = texts.map((text) => Buffer.from(text));
  writer.varint(texts.length);
  bytes.forEach((text) => writer.varint(text.length));
  bytes.forEach((text) => writer.bytes(text));
}

/** Where all dimensions before are as in the series before, only the difference, which then is never negative. */
function writeDimensions(writer: ByteWriter, { tables, rows }: Grid): void {
  const isSame = new Uint8Array(rows.length).fill(1);
  isSame[0] = 0;
  tables.forEach((_table, at) => {
    let before = 0;
    rows.forEach(({ places }, row) => {
      const place = places[at];
      writer.varint(isSame[row] === 1 ? place - before : place);
      if (place !== before) {
        isSame[row] = 0;
      }
      before = place;
    });
  });
}

/** Of each series in how many buckets it is, and then in which. */
function writeBuckets(writer: ByteWriter, { rows }: Grid): void {
  rows.forEach(({ cells }) => writer.varint(cells.length));
  for (const { cells } of rows) {
    let before = -1;
    for (const { bucket } of cells) {
      writer.varint(bucket - before - 1);
      before = bucket;
    }
  }
}

function writeValues(writer: ByteWriter, kind: RollupName, cells: Cell[], at: number): void {
  const { self, duration } = placesOf(kind);
  const told = cells.map(({ series: { values } }) => (at === self ? values[duration] - values[self] : values[at]));
  const { code, scale } = columnOf(told);
  writer.byte(code);
  told.forEach((value) => (scale === null ? writer.float(value) : writer.signed(Math.round(value * scale))));
}

/** Numbers of bins, then bins, then counts. */
function writeSketches(writer: ByteWriter, kind: RollupName, cells: Cell[]): void {
  const { duration } = placesOf(kind);
  const bins = new ByteWriter(1024);
  const counts = new ByteWriter(1024);
  for (const { series } of cells) {
    const sketch = series.sketch ?? new Sketch();
    const mean = meanBin(series.values[0], series.values[duration]);
    if (isDerived(sketch, series.values[0], mean)) {
      writer.varint(sketchCode.derived);
      continue;
    }
    let [number, before] = [0, 0];
    sketch.forEachBin((bin, count) => {
      if (number === 0) {
        bins.signed(bin - mean);
      } else {
        bins.varint(bin - before - 1);
      }
      counts.signed(count);
      number += 1;
      before = bin;
    });
    writer.varint(sketchCode.bins + number);
  }
  writer.bytes(bins.written());
  writer.bytes(counts.written());
}

/** Most series of a minute hold one duration, which their values tell already. */
function isDerived(sketch: Sketch, count: number, mean: number): boolean {
  let bins = 0;
  let isAlike = true;
  sketch.forEachBin((bin, counted) => {
    bins += 1;
    isAlike &&= bin === mean && counted === count;
  });
  return bins === 1 && isAlike;
}
