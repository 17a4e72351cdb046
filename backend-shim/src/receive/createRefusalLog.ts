import type { Logger } from '../pipeline/logger.ts';

/** Tells of a refused body. */
export type RefusalLog = (status: number, reason: string) => void;

const quietMs = 10_000;

/** Tells of each status at most once in ten seconds, with how many there were: a full spool refuses thousands a second. */
export function createRefusalLog(logger: Logger, now: () => number = Date.now): RefusalLog {
  const untold = new Map<number, { since: number; count: number }>();
  return (status, reason) => {
    const last = untold.get(status);
    if (last && now() - last.since < quietMs) {
      last.count++;
      return;
    }
    logger.warn({ status, reason, more: last?.count ?? 0 }, 'A body was refused');
    untold.set(status, { since: now(), count: 0 });
  };
}
