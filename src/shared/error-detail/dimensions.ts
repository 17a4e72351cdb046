import type { DistributionRow } from '../../../contract/rows';

export interface Dimension {
  dimension: string;
  /** The most frequent first. */
  rows: DistributionRow[];
}

/** Rows by dimension, the most telling dimension first; as they came where they tell the same. */
export function dimensionsOf(rows: DistributionRow[]): Dimension[] {
  const found = new Map<string, DistributionRow[]>();
  for (const row of rows) {
    found.set(row.dimension, [...(found.get(row.dimension) ?? []), row]);
  }
  return [...found]
    .map(([dimension, values]) => ({ dimension, rows: values.sort((a, b) => b.share - a.share) }))
    .sort((a, b) => b.rows[0].weight - a.rows[0].weight);
}

const labels: Record<string, string> = {
  route: 'Route',
  store: 'Store',
  area: 'Area',
  customer: 'Customer or guest',
  host: 'Host',
  phpVersion: 'PHP',
  version: 'Maho',
  paymentMethod: 'Payment method',
  status: 'Status',
  method: 'Method',
};

export function labelOf(dimension: string): string {
  return labels[dimension] ?? dimension;
}

/** Less than this is by chance, or nothing to act upon. */
const telling = 0.1;

/** Whether the occurrences differ from all requests in it; what cannot be compared may. */
export function isTelling({ rows }: Dimension): boolean {
  return rows.some(({ share, shareOfAll }) => shareOfAll === null || Math.abs(share - shareOfAll) >= telling);
}
