import { clearButtonStyles, Icon, useStyles2 } from '@grafana/ui';
import React from 'react';
import { SrOnly } from '../text/SrOnly';
import { getTableStyles } from './tableStyles';

interface Props {
  header: string;
  className: string;
  sorted: boolean;
  onSort?: () => void;
}

export function ColumnHeader({ header, className, sorted, onSort }: Props) {
  const clear = useStyles2(clearButtonStyles);
  const styles = useStyles2(getTableStyles);
  if (!onSort) {
    return (
      <th scope="col" className={className}>
        {header || <SrOnly>Links</SrOnly>}
      </th>
    );
  }
  return (
    <th scope="col" className={className} aria-sort={sorted ? 'descending' : undefined}>
      <button
        type="button"
        className={`${clear} ${styles.sort} ${sorted ? styles.sorted : ''}`}
        aria-disabled={sorted}
        title={sorted ? 'Sorted by this: the largest or latest first' : undefined}
        onClick={sorted ? undefined : onSort}
      >
        {header}
        <Icon name="arrow-down" size="sm" aria-hidden className={sorted ? undefined : styles.unsorted} />
      </button>
    </th>
  );
}
