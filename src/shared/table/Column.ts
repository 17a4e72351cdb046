import type { ThemeBreakpointsKey } from '@grafana/data';
import type { ReactNode } from 'react';

export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Right for numbers. */
  align?: 'left' | 'right';
  /** The one column that takes what width is left; the others are as wide as their content. */
  grows?: boolean;
  /** The column is dropped while the table is narrower than this: the less it matters, the wider. */
  from?: ThemeBreakpointsKey;
  /** The key under which {@link DataTable} asks to sort by this column. */
  sortKey?: string;
}
