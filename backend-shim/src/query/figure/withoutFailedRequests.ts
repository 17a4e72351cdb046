import type { Row } from './Row.ts';

/**
 * Failures that only a log record tells may have ended their request or not. As many requests as failed without a
 * trace to tell why, so many of these failures were theirs: they are counted there, and not a second time here.
 *
 * @param unknown - failures told by log records alone
 * @param failed - all failed requests
 * @param explained - failed requests whose failure is known
 */
export function withoutFailedRequests(
  unknown: Row[],
  failed: Row[],
  explained: Row[],
  storeOf: (row: Row) => string
): Row[] {
  const keyOf = (row: Row) => JSON.stringify([row.service, storeOf(row), row.bucket]);
  const unexplained = new Map<string, number>();
  failed.forEach((row) => unexplained.set(keyOf(row), (unexplained.get(keyOf(row)) ?? 0) + row.value));
  explained.forEach((row) => unexplained.set(keyOf(row), (unexplained.get(keyOf(row)) ?? 0) - row.value));
  return unknown
    .map((row) => {
      const theirs = Math.min(row.value, Math.max(0, unexplained.get(keyOf(row)) ?? 0));
      unexplained.set(keyOf(row), (unexplained.get(keyOf(row)) ?? 0) - theirs);
      return { ...row, value: row.value - theirs };
    })
    .filter((row) => row.value > 0);
}
