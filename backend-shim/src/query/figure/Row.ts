/** A count or sum as a source tells it, of one service and whatever else the source knows. */
export interface Row {
  service: string;
  /** Null where the source does not tell. */
  storeId: number | null;
  /** HTTP status; empty where there is none. */
  status: string;
  /** Empty for all but revenue. */
  currency: string;
  /** Place in {@link Buckets}. */
  bucket: number;
  value: number;
  /** What `value` is divided by for a mean; else 0. */
  weight: number;
}

export function total(rows: Row[]): number {
  return rows.reduce((sum, row) => sum + row.value, 0);
}

/** The one that tells most; the first of equals. */
export function larger(...candidates: Row[][]): Row[] {
  return candidates.reduce((a, b) => (total(b) > total(a) ? b : a));
}
