import { DamagedBlockError } from '../DamagedBlockError.ts';
import { floorOf, restBits } from './buckets.ts';
import { modelAt } from './modelAt.ts';
import { RansReader } from './RansReader.ts';
import type { NumberColumns } from './readTimings.ts';
import type { Slots } from './Slots.ts';

/** The way back from encodeTimings, of one group. @throws DamagedBlockError */
export function decodeGroup(bytes: Buffer, slots: Slots, models: Uint16Array, group: number): NumberColumns {
  const { length } = slots;
  const reader = new RansReader(bytes);
  const gaps = new Int32Array(length);
  const lengths = new Int32Array(length);
  for (let row = 0; row < length; row++) {
    gaps[row] = readNumber(reader, models[slots.gaps[row]]);
    lengths[row] = readNumber(reader, models[slots.lengths[row]]);
  }
  if (!reader.isWhole()) {
    throw new DamagedBlockError('the code does not end where it should', `coded timings, group ${group}`);
  }
  return { gaps, lengths };
}

function readNumber(reader: RansReader, model: number): number {
  const bucket = reader.read(modelAt(model));
  const bits = restBits(bucket);
  return bits === 0 ? floorOf(bucket) : floorOf(bucket) + reader.readPlain(bits);
}
