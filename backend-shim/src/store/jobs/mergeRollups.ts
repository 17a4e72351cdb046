import type { Pool } from 'mysql2/promise';
import type { Logger } from '../../pipeline/logger.ts';
import { mergeParts } from '../metrics/mergeParts.ts';
import type { Job } from './Job.ts';

export interface MergeRollupsOptions {
  pool: Pool;
  maxSeries: number;
  logger: Logger;
}

const secondMs = 1000;
const mostRounds = 100;

/** Merges what each batch adds to the figures of a minute, and hands it on to hours and days. */
export function mergeRollups({ pool, maxSeries, logger }: MergeRollupsOptions, now: () => number): Job {
  /** Told once each: they stay as they are. */
  const damaged = new Set<string>();
  return {
    pauseMs: 10 * secondMs,
    pauseAfterFailureMs: 10 * secondMs,
    run: async ({ signal }) => {
      let merged = 0;
      for (let round = 0; round < mostRounds && !signal.aborted; round++) {
        const more = await mergeParts(pool, {
          maxSeries,
          now: now(),
          onDamage: (error, where) => {
            const place = JSON.stringify(where);
            if (!damaged.has(place)) {
              damaged.add(place);
              logger.error({ err: error, where }, 'Figures cannot be read and are left out');
            }
          },
        });
        merged += more;
        if (more === 0) {
          break;
        }
      }
      return { merged, damaged: damaged.size };
    },
  };
}
