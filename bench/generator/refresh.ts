import { randomFillSync } from 'node:crypto';
import type { PreparedExport, Unit } from './Unit.ts';

/** What makes one sending of a unit different from every other. */
export interface Freshness {
  /** 16 bytes for each of the unit's traces. */
  traceIds: Buffer[];
  /** Span ids are combined with it by exclusive or, so that parents still fit. */
  maskHigh: number;
  maskLow: number;
  /** When the unit happens, ns since 1970 in two halves. */
  atHigh: number;
  atLow: number;
  /** Times are stretched by it: order and nesting stay, and no two requests took the same time. */
  stretch: number;
}

/** Ten digits that replace one another, for each place of a number counted from its end. */
export type DigitKey = Uint8Array;

const longestNumber = 32;
const zero = 48;
const two32 = 2 ** 32;
const random = new Uint32Array(256);
let randomAt = random.length;

function randomUint32(): number {
  if (randomAt === random.length) {
    randomFillSync(random);
    randomAt = 0;
  }
  return random[randomAt++];
}

/** @param at - ms since 1970 */
export function freshnessOf(unit: Unit, at: number): Freshness {
  const ns = BigInt(at) * 1_000_000n + BigInt(randomUint32() % 1_000_000);
  return {
    traceIds: unit.traces.map(() => {
      const id = Buffer.allocUnsafe(16);
      for (let place = 0; place < 16; place += 4) {
        id.writeUInt32BE(randomUint32(), place);
      }
      return id;
    }),
    maskHigh: randomUint32(),
    maskLow: randomUint32(),
    atHigh: Number(ns >> 32n),
    atLow: Number(ns & 0xffffffffn),
    stretch: 0.8 + (0.4 * randomUint32()) / two32,
  };
}

export function freshDigitKey(): DigitKey {
  return Uint8Array.from({ length: longestNumber }, () => randomUint32() % 9);
}

/**
 * Writes an export with fresh ids, times and numbers.
 * @param digitKey - null to leave the numbers in SQL as they were recorded
 * @returns how many bytes of `into` are to be sent
 */
export function refresh(item: PreparedExport, fresh: Freshness, digitKey: DigitKey | null, into: Buffer): number {
  const length = item.request.copy(into);
  writeTraceIds(item, fresh, into);
  writeSpanIds(item, fresh, into);
  writeTimes(item, fresh, into);
  if (digitKey) {
    writeDigits(item, digitKey, into);
  }
  return length;
}

function writeTraceIds(item: PreparedExport, { traceIds }: Freshness, into: Buffer): void {
  for (let index = 0; index < item.traceIdAt.length; index++) {
    const id = traceIds[item.traceIdOf[index]];
    const at = item.traceIdAt[index];
    for (let place = 0; place < 16; place++) {
      into[at + place] = id[place];
    }
  }
  for (let index = 0; index < item.traceTextAt.length; index++) {
    into.write(traceIds[item.traceTextOf[index]].toString('hex'), item.traceTextAt[index], 'latin1');
  }
}

function writeSpanIds(item: PreparedExport, { maskHigh, maskLow }: Freshness, into: Buffer): void {
  for (let index = 0; index < item.spanIdAt.length; index++) {
    writeHalf(item.spanIdHigh[index] ^ maskHigh, item.spanIdAt[index], into);
    writeHalf(item.spanIdLow[index] ^ maskLow, item.spanIdAt[index] + 4, into);
  }
  for (let index = 0; index < item.spanTextAt.length; index++) {
    const text = hex32(item.spanTextHigh[index] ^ maskHigh) + hex32(item.spanTextLow[index] ^ maskLow);
    into.write(text, item.spanTextAt[index], 'latin1');
  }
}

/** Without BigInt, which would cost as much as all the rest together. */
function writeTimes(item: PreparedExport, { atHigh, atLow, stretch }: Freshness, into: Buffer): void {
  for (let index = 0; index < item.timeAt.length; index++) {
    const after = Math.round(item.time[index] * stretch);
    const low = atLow + (after >>> 0);
    const high = atHigh + Math.floor(after / two32) + (low >= two32 ? 1 : 0);
    const at = item.timeAt[index];
    into[at] = low;
    into[at + 1] = low >>> 8;
    into[at + 2] = low >>> 16;
    into[at + 3] = low >>> 24;
    into[at + 4] = high;
    into[at + 5] = high >>> 8;
    into[at + 6] = high >>> 16;
    into[at + 7] = high >>> 24;
  }
}

/** The same number becomes the same other one everywhere, of as many digits: what belongs together stays together. */
function writeDigits(item: PreparedExport, key: DigitKey, into: Buffer): void {
  const { digits } = item;
  for (let index = 0; index < digits.length; index += 2) {
    const at = digits[index];
    const length = Math.min(digits[index + 1], longestNumber);
    for (let place = 0; place < length; place++) {
      const digit = into[at + place] - zero;
      const shift = key[length - 1 - place];
      // A number does not begin with 0 unless it did.
      into[at + place] =
        zero + (place === 0 ? (digit === 0 ? 0 : ((digit - 1 + shift) % 9) + 1) : (digit + shift) % 10);
    }
  }
}

function writeHalf(value: number, at: number, into: Buffer): void {
  into[at] = value >>> 24;
  into[at + 1] = value >>> 16;
  into[at + 2] = value >>> 8;
  into[at + 3] = value;
}

function hex32(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
