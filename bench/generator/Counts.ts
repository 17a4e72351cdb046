/** What exports hold, as the query API's figures tell it too. */
export interface Counts {
  exports: number;
  /** Of bodies. */
  bytes: number;
  spans: number;
  /** Log records. */
  logs: number;
  /** The shop's own counters. */
  requests: number;
  orders: number;
  cartAdditions: number;
}

export function noCounts(): Counts {
  return { exports: 0, bytes: 0, spans: 0, logs: 0, requests: 0, orders: 0, cartAdditions: 0 };
}

export function addCounts(to: Counts, counts: Counts): void {
  for (const key of Object.keys(to) as Array<keyof Counts>) {
    to[key] += counts[key];
  }
}
