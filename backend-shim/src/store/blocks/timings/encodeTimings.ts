import { ByteWriter } from '../ByteWriter.ts';
import { bucketOf, restBits } from './buckets.ts';
import { fitModels } from './fitModels.ts';
import { groupsOf, type Group } from './groupsOf.ts';
import { modelAt } from './modelAt.ts';
import { RansWriter } from './RansWriter.ts';
import type { Slots } from './Slots.ts';
import type { TimingColumns } from './TimingColumns.ts';

/** Each number by how likely it is in its slot: a third smaller than planes, and some ten times as much work. */
export function encodeTimings(
  columns: TimingColumns,
  slots: Slots,
  rowCounts: number[],
  templateCount: number
): { models: Buffer; coded: Buffer } {
  const rows = columns.length;
  const numberSlots = new Int32Array(2 * rows);
  const buckets = new Uint8Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    numberSlots[2 * row] = slots.gaps[row];
    numberSlots[2 * row + 1] = slots.lengths[row];
    buckets[2 * row] = bucketOf(columns.gaps[row]);
    buckets[2 * row + 1] = bucketOf(columns.lengths[row]);
  }
  const { models, section } = fitModels(numberSlots, buckets, templateCount);
  const lengths = new ByteWriter();
  const writer = new RansWriter();
  const pieces = groupsOf(rowCounts).map((group) => {
    encodeGroup(writer, group, columns, numberSlots, buckets, models);
    const piece = writer.finish();
    lengths.varint(piece.length);
    return piece;
  });
  return { models: section, coded: Buffer.concat([lengths.written(), ...pieces]) };
}

/** Backwards, for what is written last is read first. */
function encodeGroup(
  writer: RansWriter,
  { firstRow, rows }: Group,
  { gaps, lengths }: TimingColumns,
  slots: Int32Array,
  buckets: Uint8Array,
  models: Uint16Array
): void {
  for (let at = 2 * (firstRow + rows) - 1; at >= 2 * firstRow; at--) {
    const number = at % 2 === 0 ? gaps[at >> 1] : lengths[at >> 1];
    const bucket = buckets[at];
    const bits = restBits(bucket);
    if (bits > 0) {
      writer.writePlain(number & ((1 << bits) - 1), bits);
    }
    const { below } = modelAt(models[slots[at]]);
    writer.write(below[bucket], below[bucket + 1] - below[bucket]);
  }
}
