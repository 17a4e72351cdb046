import type { ByteReader } from '../blocks/ByteReader.ts';
import { meanBin } from './meanBin.ts';
import { sketchCode } from './seriesFormat.ts';
import { Sketch } from './Sketch.ts';

/** The bins of all cells, one cell's after the other's. */
export interface SketchColumns {
  /** Of each cell where its bins end. */
  ends: Int32Array;
  bins: Int16Array;
  counts: Float64Array;
}

/** Of the longest duration there can be. */
const lastBin = Sketch.binOf(Infinity);

/**
 * @param counted - of each cell how many durations it holds
 * @param durations - of each cell their sum
 */
export function readSketches(reader: ByteReader, counted: Float64Array, durations: Float64Array): SketchColumns {
  const codes = Int32Array.from({ length: counted.length }, () => reader.varint());
  const ends = new Int32Array(counted.length);
  let total = 0;
  codes.forEach((code, cell) => {
    total += Math.max(1, code) - sketchCode.bins + (code === sketchCode.derived ? 1 : 0);
    ends[cell] = total;
  });
  if (total > reader.left + counted.length) {
    reader.fail(`${total} bins cannot fit`);
  }
  const bins = new Int16Array(total);
  const counts = new Float64Array(total);
  for (let cell = 0, at = 0; cell < codes.length; cell++) {
    let bin = meanBin(counted[cell], durations[cell]);
    if (codes[cell] === sketchCode.derived) {
      counts[at] = counted[cell];
      bins[at++] = bin;
    }
    for (let number = 0; number < codes[cell] - sketchCode.bins; number++) {
      bin += number === 0 ? reader.signed() : reader.varint() + 1;
      bins[at++] = bin >= -1 && bin <= lastBin ? bin : reader.fail(`bin ${bin}`);
    }
  }
  for (let cell = 0; cell < codes.length; cell++) {
    for (let at = ends[cell] - Math.max(0, codes[cell] - sketchCode.bins); at < ends[cell]; at++) {
      counts[at] = reader.signed();
    }
  }
  reader.end();
  return { ends, bins, counts };
}
