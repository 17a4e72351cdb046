import { Checkbox, useStyles2 } from '@grafana/ui';
import React, { useRef } from 'react';
import { getTableStyles } from './tableStyles';

interface Props {
  label: string;
  checked: boolean;
  onToggle: (range: boolean) => void;
}

/** The box that ticks a row. */
export function SelectionCell({ label, checked, onToggle }: Props) {
  const styles = useStyles2(getTableStyles);
  const shift = useRef(false);
  return (
    <td className={styles.select}>
      <Checkbox
        aria-label={label}
        value={checked}
        onClick={({ shiftKey }) => (shift.current = shiftKey)}
        onChange={() => onToggle(shift.current)}
      />
    </td>
  );
}
