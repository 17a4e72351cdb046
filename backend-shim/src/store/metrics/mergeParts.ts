import type { Pool } from 'mysql2/promise';
import type { DamagedBlockError } from '../blocks/DamagedBlockError.ts';
import { inTransaction } from '../inTransaction.ts';
import { bucketAt, lengthOf, levels } from './levels.ts';
import { mergeGroup, type MergeOptions } from './mergeGroup.ts';
import { listPending, type Group } from './metricsRows.ts';
import { listUnpacked, packHour } from './packHour.ts';

/** Parts of a minute come a while after its end: they wait for the flush, and in the spool. */
const settleMs = 10_000;
/** Hours are packed when late parts are rare, and not at every one that comes. */
const packAfterMs = 10 * 60_000;
const packEveryMs = 10 * 60_000;
/** Of one round. */
const mostGroups = 600;
const mostMs = 5_000;

const packedAt = new WeakMap<Pool, number>();

interface MergePartsOptions {
  maxSeries: number;
  /** ms since 1970. */
  now: number;
  /**
   * Takes what cannot be read: it is left as it is, and all else goes on. Where it is not given, the first such error is
   * thrown after all else is done.
   */
  onDamage?: (error: DamagedBlockError, where: Group) => void;
}

/**
 * One round of bringing what was added to minutes that are over into their rows, and on into hours and days that are
 * over; now and then packs hours. Bounded; may be repeated, interrupted and done by several shims at once.
 *
 * @returns how many parts were merged; where it is not 0, another round may find more
 * @throws RetryableError, DamagedBlockError
 */
export async function mergeParts(pool: Pool, { maxSeries, now, onDamage }: MergePartsOptions): Promise<number> {
  const damaged: DamagedBlockError[] = [];
  const options = { maxSeries, onDamage: onDamage ?? ((error: DamagedBlockError) => damaged.push(error)) };
  const merged = await mergeAndPack(pool, now, options);
  if (damaged.length > 0) {
    throw damaged[0];
  }
  return merged;
}

async function mergeAndPack(pool: Pool, now: number, options: MergeOptions): Promise<number> {
  const deadline = Date.now() + mostMs;
  let merged = 0;
  for (const level of levels) {
    for (const group of await listPending(pool, level, now - lengthOf[level] - settleMs, mostGroups)) {
      if (Date.now() > deadline) {
        return merged;
      }
      merged += await inTransaction(pool, (connection) => mergeGroup(connection, group, options));
    }
  }
  await packHours(pool, now, deadline, options);
  return merged;
}

async function packHours(pool: Pool, now: number, deadline: number, options: MergeOptions): Promise<void> {
  const last = packedAt.get(pool) ?? -Infinity;
  if (now >= last && now < last + packEveryMs) {
    return;
  }
  for (const hour of await listUnpacked(pool, bucketAt('hour', now - packAfterMs))) {
    if (Date.now() > deadline) {
      return;
    }
    await inTransaction(pool, (connection) => packHour(connection, hour, options));
  }
  packedAt.set(pool, now);
}
