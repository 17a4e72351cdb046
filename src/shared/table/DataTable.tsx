import { useStyles2 } from '@grafana/ui';
import React from 'react';
import type { Column } from './Column';
import { ColumnHeader } from './ColumnHeader';
import { getTableStyles } from './tableStyles';

interface Props<Row> {
  /** What the table lists, for screen readers. */
  label: string;
  columns: Array<Column<Row>>;
  rows: Row[];
  rowKey: (row: Row) => string;
  /** The sort key in use, largest or latest first. */
  sort?: string;
  onSort?: (sortKey: string) => void;
}

/** Rows in Grafana's look; drops columns by importance when it gets narrow. */
export function DataTable<Row>({ label, columns, rows, rowKey, sort, onSort }: Props<Row>) {
  const styles = useStyles2(getTableStyles);
  const classOf = (column: Column<Row>) =>
    [
      column.align === 'right' && styles.right,
      column.grows ? styles.grows : styles.fits,
      column.from && styles.from[column.from],
    ]
      .filter(Boolean)
      .join(' ');
  return (
    <div className={styles.container}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <ColumnHeader
                key={column.id}
                header={column.header}
                className={classOf(column)}
                sorted={Boolean(column.sortKey) && column.sortKey === sort}
                onSort={column.sortKey && onSort ? () => onSort(column.sortKey!) : undefined}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.id} className={classOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
