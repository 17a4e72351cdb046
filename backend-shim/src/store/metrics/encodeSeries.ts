import { constants, zstdCompressSync } from 'node:zlib';
import { rollupKinds, type RollupName } from '../../pipeline/rollups.ts';
import { ByteWriter } from '../blocks/ByteWriter.ts';
import { columnOf, prefixLength, seriesVersion, sketchCode, checksumOf, type DimensionTable } from './seriesFormat.ts';
import type { Series } from './Series.ts';
import { Sketch } from './Sketch.ts';

/**
 * Writes series, each once, as the body of a row; see docs/storage-format.md. What is alike stands together: columns of
 * dimensions (sorted, so that they hardly change from series to series), of values, and of the sketches' bins.
 *
 * @param level - of the compression: 1 is fast, 19 small
 */
export function encodeSeries(kind: RollupName, unsorted: Series[], level: number): Buffer {
  const width = rollupKinds[kind].dimensions.length;
  const tables = Array.from({ length: width }, (_, at) => tableOf(unsorted, at));
  const series = sort(unsorted, tables);
  const writer = new ByteWriter(1024);
  writer.varint(series.length);
  tables.forEach((table) => writeTable(writer, table));
  writeDimensions(writer, series, tables);
  rollupKinds[kind].values.forEach((_, at) => writeValues(writer, series, at));
  if (rollupKinds[kind].sketch) {
    writeSketches(writer, kind, series);
  }
  return seal(writer.written(), level);
}

/** Version, checksum, and what follows: packed if that makes it smaller. */
function seal(raw: Buffer, level: number): Buffer {
  const packed = zstdCompressSync(raw, { params: { [constants.ZSTD_c_compressionLevel]: level } });
  const length = new ByteWriter(8);
  length.varint(packed.length < raw.length ? raw.length : 0);
  const body = Buffer.concat([
    Buffer.alloc(prefixLength),
    length.written(),
    packed.length < raw.length ? packed : raw,
  ]);
  body[0] = seriesVersion;
  body.writeUInt32LE(checksumOf(body), 1);
  return body;
}

interface Table extends DimensionTable {
  places: Map<string, number>;
}

/** Ids as bytes first, then texts; both sorted. */
function tableOf(series: Series[], at: number): Table {
  const distinct = [...new Set(series.map(({ dimensions }) => dimensions[at]))].sort();
  const digits = distinct.find(isHex)?.length ?? 0;
  const ids = distinct.filter((text) => text.length === digits && isHex(text));
  const texts = distinct.filter((text) => text.length !== digits || !isHex(text));
  return { ids, texts, places: new Map([...ids, ...texts].map((text, place) => [text, place])) };
}

function isHex(text: string): boolean {
  return text.length >= 16 && text.length % 2 === 0 && /^[0-9a-f]+$/.test(text);
}

function writeTable(writer: ByteWriter, { ids, texts }: DimensionTable): void {
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

function sort(series: Series[], tables: Table[]): Series[] {
  const placed = series.map((each) => ({
    each,
    places: each.dimensions.map((text, at) => tables[at].places.get(text) as number),
  }));
  placed.sort((a, b) => {
    for (let at = 0; at < tables.length; at++) {
      if (a.places[at] !== b.places[at]) {
        return a.places[at] - b.places[at];
      }
    }
    return 0;
  });
  return placed.map(({ each }) => each);
}

/** Where all dimensions before are as in the series before, only the difference, which then is never negative. */
function writeDimensions(writer: ByteWriter, series: Series[], tables: Table[]): void {
  const isSame = new Uint8Array(series.length).fill(1);
  isSame[0] = 0;
  tables.forEach(({ places }, at) => {
    let before = 0;
    series.forEach(({ dimensions }, row) => {
      const place = places.get(dimensions[at]) as number;
      writer.varint(isSame[row] === 1 ? place - before : place);
      if (place !== before) {
        isSame[row] = 0;
      }
      before = place;
    });
  });
}

function writeValues(writer: ByteWriter, series: Series[], at: number): void {
  const column = columnOf(series.map(({ values }) => values[at]));
  writer.byte(column.code);
  series.forEach(({ values }) => {
    if (column.scale === null) {
      writer.float(values[at]);
    } else {
      writer.signed(Math.round(values[at] * column.scale));
    }
  });
}

/** Numbers of bins, then bins, then counts. */
function writeSketches(writer: ByteWriter, kind: RollupName, series: Series[]): void {
  const bins = new ByteWriter(1024);
  const counts = new ByteWriter(1024);
  for (const each of series) {
    const sketch = each.sketch ?? new Sketch();
    if (isDerived(kind, each, sketch)) {
      writer.varint(sketchCode.derived);
      continue;
    }
    let [number, before] = [0, -2];
    sketch.forEachBin((bin, count) => {
      number += 1;
      bins.varint(bin - before - 1);
      counts.signed(count);
      before = bin;
    });
    writer.varint(sketchCode.bins + number);
  }
  writer.bytes(bins.written());
  writer.bytes(counts.written());
}

/** Most series of a minute hold one duration, which their values tell already. */
function isDerived(kind: RollupName, series: Series, sketch: Sketch): boolean {
  const [count, duration] = derivedFrom(kind, series);
  let isAlike = count !== 0;
  let bins = 0;
  sketch.forEachBin((bin, counted) => {
    bins += 1;
    isAlike &&= counted === count && bin === Sketch.binOf(Math.floor(duration / count));
  });
  return isAlike && bins === 1;
}

/** How many durations a series' values tell of, and their sum. */
export function derivedFrom(kind: RollupName, { values }: Pick<Series, 'values'>): [number, number] {
  return [values[0], values[(rollupKinds[kind].values as readonly string[]).indexOf('duration')]];
}
