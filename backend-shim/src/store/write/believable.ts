export interface Filing {
  /** How far back traces are kept, ms: what is older would be dropped at once. */
  retentionMs: number;
}

/** Clocks of stores that are this far ahead are not believed. */
const aheadMs = 10 * 60_000;

/**
 * The time told, or where that cannot be right, that of receipt.
 *
 * @param told microseconds since 1970
 * @param receivedAt ms since 1970, as is the answer
 */
export function believableMs(told: number, receivedAt: number, { retentionMs }: Filing): number {
  const ms = Math.floor(told / 1000);
  return ms > receivedAt + aheadMs || ms < receivedAt - retentionMs ? receivedAt : ms;
}

/** Records at the time they tell, or where that cannot be right, at that of receipt. */
export function believable<T extends { time: number }>(records: T[], receivedAt: number, filing: Filing): T[] {
  return records.map((record) => {
    const ms = believableMs(record.time, receivedAt, filing);
    return ms === Math.floor(record.time / 1000) ? record : { ...record, time: ms * 1000 };
  });
}
