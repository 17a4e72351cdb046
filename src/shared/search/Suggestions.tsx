import { useStyles2 } from '@grafana/ui';
import React, { useEffect, useRef } from 'react';
import type { Completion } from '../../../contract/search';
import { ShopText } from '../text/ShopText';
import { getSearchStyles } from './searchStyles';

interface Props {
  id: string;
  label: string;
  completions: Completion[];
  /** -1 for none. */
  active: number;
  onChoose: (completion: Completion) => void;
}

/** The focus stays in the field: what is active is told by its `aria-activedescendant`. */
export function Suggestions({ id, label, completions, active, onChoose }: Props) {
  const styles = useStyles2(getSearchStyles);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  if (completions.length === 0) {
    return null;
  }
  return (
    <ul ref={list} id={id} role="listbox" aria-label={`${label}: completions`} className={styles.list}>
      {completions.map((completion, index) => (
        <li
          key={completion.text}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={`${styles.option} ${index === active ? styles.active : ''}`}
          // Before the field loses the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(completion);
          }}
        >
          <ShopText className={styles.code}>{completion.text}</ShopText>
          <span className={styles.describe}>{completion.describe}</span>
        </li>
      ))}
    </ul>
  );
}
