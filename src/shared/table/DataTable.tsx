import { Checkbox, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { Column } from './Column';
import { ColumnHeader } from './ColumnHeader';
import type { RowSelection } from './RowSelection';
import { SelectionCell } from './SelectionCell';
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
  /** Rows can be ticked. */
  selection?: RowSelection;
  /** What a row is called, for the box that ticks it. */
  rowLabel?: (row: Row) => string;
  /** The row that keys act on. */
  currentKey?: string | null;
  /** Something in the row got the focus. */
  onFocusRow?: (key: string) => void;
}

/** Rows in Grafana's look; drops columns by importance when it gets narrow. */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, rowKey, sort, onSort, selection, rowLabel = rowKey, currentKey, onFocusRow } = props;
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
            {selection && (
              <th scope="col" className={styles.select}>
                <Checkbox
                  aria-label={selection.state === 'all' ? 'Select none' : 'Select all'}
                  value={selection.state === 'all'}
                  indeterminate={selection.state === 'some'}
                  onChange={selection.toggleAll}
                />
              </th>
            )}
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
          {rows.map((row) => {
            const key = rowKey(row);
            const selected = selection?.has(key);
            return (
              <tr
                key={key}
                data-row={key}
                className={selected ? styles.selected : undefined}
                aria-current={key === currentKey ? 'true' : undefined}
                onFocus={onFocusRow && (() => onFocusRow(key))}
              >
                {selection && (
                  <SelectionCell
                    label={`Select ${rowLabel(row)}`}
                    checked={selected === true}
                    onToggle={(range) => selection.toggle(key, range)}
                  />
                )}
                {columns.map((column) => (
                  <td key={column.id} className={classOf(column)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
