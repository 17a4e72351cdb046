import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'mysql2/promise';
import type { Logger } from '../../pipeline/logger.ts';
import { Compactor } from '../compaction/Compactor.ts';
import type { KeepPolicy } from '../compaction/KeepPolicy.ts';
import type { Dictionary } from '../dictionary/Dictionary.ts';
import type { Retention } from '../partitions/Retention.ts';
import { cleanDictionary } from './cleanDictionary.ts';
import { freeDisk } from './freeDisk.ts';
import { holdLease } from './holdLease.ts';
import { jobNames, type Job, type JobName } from './Job.ts';
import type { JobReport } from './JobReport.ts';
import { keepPartitions } from './keepPartitions.ts';
import { keepProblems } from './keepProblems.ts';
import { mergeRollups } from './mergeRollups.ts';
import { rebuildDays } from './rebuildDays.ts';

export interface JobsOptions {
  pool: Pool;
  dictionary: Dictionary;
  retention: Retention;
  /** Bytes that the tables may take; null for any number. */
  maxDisk: number | null;
  policy: KeepPolicy;
  maxSeries: number;
  /** Of this process: at most 64 characters, of no other one, not even of the one before. */
  holder: string;
  logger: Logger;
  /** ms since 1970. */
  now?: () => number;
  /** How long after the last write traces are compacted, ms. */
  quietMs?: number;
}

export interface Jobs {
  /** Does all jobs when they are due, until the signal. Never fails: what fails is logged, reported and tried again. */
  run(signal: AbortSignal): Promise<void>;
  /**
   * Does one job now, as soon as no other shim does it; `compact everything` as well what waits for more to come.
   * @throws what the job throws
   */
  runOnce(name: JobName | 'compact everything'): Promise<JobReport>;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const longestWaitMs = 30 * secondMs;

/** What the database needs to be done now and then, by one shim at a time. */
export function createJobs(options: JobsOptions): Jobs {
  const { logger, now = Date.now } = options;
  const compactor = new Compactor(options);
  const compaction = (everything: boolean): Job => ({
    pauseMs: minuteMs,
    pauseAfterFailureMs: minuteMs,
    run: async ({ signal }) => ({ ...(await compactor.run({ now: now(), everything, signal })) }),
  });
  const jobs: Record<JobName, Job> = {
    partitions: keepPartitions(options, now),
    disk: freeDisk(options, now),
    rollups: mergeRollups(options, now),
    compaction: compaction(false),
    rebuild: rebuildDays(options, now),
    dictionary: cleanDictionary(options, now),
    problems: keepProblems(options, now),
  };

  /** Told once while it is away. */
  let isAway = false;

  async function attempt(name: JobName, job: Job, evenEarly: boolean, signal: AbortSignal) {
    const { pauseMs, pauseAfterFailureMs } = job;
    const lease = { pool: options.pool, job: name, holder: options.holder };
    const held = await holdLease(lease, { evenEarly, pauseMs, pauseAfterFailureMs, signal }, (work) => job.run(work));
    isAway = false;
    if (held?.error) {
      logger.error({ err: held.error, job: name }, 'A job of the database failed and will be tried again');
    } else if (held) {
      logger.debug({ job: name, ...held.report }, 'A job of the database is done');
    }
    return held;
  }

  async function keepRunning(name: JobName, signal: AbortSignal): Promise<void> {
    const job = jobs[name];
    while (!signal.aborted) {
      await attempt(name, job, false, signal).catch((error: Error) => {
        if (!isAway) {
          logger.warn({ err: error, job: name }, 'The database does not say which jobs are due; asking on');
        }
        isAway = true;
      });
      await sleep(Math.min(job.pauseMs + 50, longestWaitMs), undefined, { signal }).catch(() => undefined);
    }
  }

  return {
    run: async (signal) => {
      await Promise.all(jobNames.map((name) => keepRunning(name, signal)));
    },
    runOnce: async (name) => {
      const never = new AbortController().signal;
      const [job, own] =
        name === 'compact everything' ? (['compaction', compaction(true)] as const) : [name, jobs[name]];
      for (;;) {
        const held = await attempt(job as JobName, own as Job, true, never);
        if (held?.error) {
          throw held.error;
        }
        if (held) {
          return held.report;
        }
        await sleep(200);
      }
    },
  };
}
