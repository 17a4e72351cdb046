import { crc32 } from 'node:zlib';
import { rollupKinds, type RollupName } from '../../pipeline/rollups.ts';

/** Of the encoding of series: the first byte of each body, and a column of its row. */
export const seriesVersion = 1;

/** Version byte and checksum. */
export const prefixLength = 5;

/** What stands in place of a sketch's number of bins. */
export const sketchCode = {
  /** One bin, that of the mean duration, with all that were counted. */
  derived: 0,
  /** And above: as many bins. */
  bins: 1,
} as const;

/** Where a kind's values stand: those that others are written by. */
export interface ValuePlaces {
  /** Without children's; written as what they took, which mostly is nothing. */
  self: number;
  duration: number;
}

export function placesOf(kind: RollupName): ValuePlaces {
  const values: readonly string[] = rollupKinds[kind].values;
  return { self: values.indexOf('selfDuration'), duration: values.indexOf('duration') };
}

/** How a column of values is written: as whole numbers of a unit, or where these do not fit, as doubles. */
export interface ValueColumn {
  code: number;
  /** Units in 1; null for doubles. */
  scale: number | null;
}

export const valueColumns: readonly ValueColumn[] = [
  { code: 0, scale: 1 },
  { code: 1, scale: 1_000_000 },
  { code: 2, scale: null },
];

const largest = 2 ** 52 - 1;

export function columnOf(values: number[]): ValueColumn {
  return valueColumns.find(({ scale }) => scale === null || values.every((value) => fits(value, scale))) as ValueColumn;
}

function fits(value: number, scale: number): boolean {
  const scaled = Math.round(value * scale);
  return Math.abs(scaled) <= largest && scaled / scale === value;
}

/** CRC-32 over everything but itself. */
export function checksumOf(body: Buffer): number {
  return crc32(body.subarray(prefixLength), crc32(body.subarray(0, 1)));
}
