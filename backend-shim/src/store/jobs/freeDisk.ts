import type { Pool } from 'mysql2/promise';
import type { Logger } from '../../pipeline/logger.ts';
import { dropPartition, hasUnmergedParts } from '../partitions/dropPartitions.ts';
import { readTableSizes } from '../readTableSizes.ts';
import type { Job } from './Job.ts';
import { planFreeing, type Freeable } from './planFreeing.ts';

export interface FreeDiskOptions {
  pool: Pool;
  maxDisk: number | null;
  logger: Logger;
}

/** What was dropped before its time, and why. */
interface Freed {
  at: number;
  what: Freeable['what'];
  /** `2026-11-23` */
  day: string;
  bytes: number;
  why: string;
}

const minuteMs = 60_000;
const mostTold = 50;

/** Where the tables take more than they may, drops the oldest traces first, then figures by minute, never of today. */
export function freeDisk({ pool, maxDisk, logger }: FreeDiskOptions, now: () => number): Job {
  return {
    pauseMs: 5 * minuteMs,
    pauseAfterFailureMs: minuteMs,
    run: async ({ before, signal }) => {
      const time = now();
      const sizes = await readTableSizes(pool);
      let usedBytes = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
      const freed: Freed[] = [];
      for (const freeable of maxDisk === null ? [] : planFreeing(sizes, time)) {
        if (usedBytes <= maxDisk! || signal.aborted) {
          break;
        }
        if (await drop(pool, freeable)) {
          const day = new Date(freeable.day).toISOString().slice(0, 10);
          const why = `the tables took ${usedBytes} bytes, and may take ${maxDisk}`;
          freed.push({ at: time, what: freeable.what, day, bytes: freeable.bytes, why });
          logger.warn({ what: freeable.what, day, bytes: freeable.bytes }, `Dropped before its time: ${why}`);
          usedBytes -= freeable.bytes;
        }
      }
      const told = (before?.result.dropped as Freed[] | undefined) ?? [];
      return {
        usedBytes,
        maxBytes: maxDisk,
        overBytes: maxDisk === null ? 0 : Math.max(0, usedBytes - maxDisk),
        dropped: [...told, ...freed].slice(-mostTold),
      };
    },
  };
}

async function drop(pool: Pool, { partitions }: Freeable): Promise<boolean> {
  let any = false;
  for (const { table, partition } of partitions) {
    if (!(await hasUnmergedParts(pool, table, partition))) {
      any = (await dropPartition(pool, table, partition)) || any;
    }
  }
  return any;
}
