import type { DataFrame } from '@grafana/data';
import { toRows } from '../../shared/datasource/toRows';

/** A row of an `orders` query. */
export interface OrderRow {
  time: number;
  number: string;
  total: number | null;
  currency: string | null;
  paymentMethod: string | null;
  store: string | null;
  traceId: string | null;
}

const names = ['time', 'number', 'total', 'currency', 'paymentMethod', 'store', 'traceId'] as const;

export function toOrderRows(frames: DataFrame[] | undefined): OrderRow[] {
  return toRows<OrderRow>(frames?.[0], names);
}
