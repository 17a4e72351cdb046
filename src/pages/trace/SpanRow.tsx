import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { formatDuration } from '../../shared/text/formatDuration';
import { plural } from '../../shared/text/plural';
import { ShopText } from '../../shared/text/ShopText';
import { SrOnly } from '../../shared/text/SrOnly';
import type { TreeNode } from './buildSpanTree';
import { isFailure } from './nextFailure';
import { getTreeStyles } from './treeStyles';

interface Props {
  id: string | undefined;
  node: TreeNode;
  /** Among the rows that are shown, from 0. */
  row: number;
  height: number;
  /** Of the whole trace, ms. */
  total: number;
  open: boolean;
  focused: boolean;
  selected: boolean;
  onToggle: () => void;
  onSelect: () => void;
}

/** Deeper spans are not moved further to the right, or nothing would be left for their names. */
const deepestIndent = 24;

export function SpanRow({ id, node, row, height, total, open, focused, selected, onToggle, onSelect }: Props) {
  const theme = useTheme2();
  const styles = useStyles2(getTreeStyles);
  const { span, depth, children, descendants, orphan } = node;
  const classes = [styles.row, selected && styles.selected, focused && styles.focused].filter(Boolean).join(' ');
  return (
    // The keyboard is handled by the tree as a whole.
    <div
      id={id}
      role="row"
      aria-level={depth + 1}
      aria-rowindex={row + 1}
      aria-expanded={children > 0 ? open : undefined}
      aria-selected={selected}
      className={classes}
      style={{ height }}
      onClick={onSelect}
    >
      <div role="gridcell" className={styles.name}>
        <span className={styles.indent} style={{ width: theme.spacing(Math.min(depth, deepestIndent)) }} />
        <Toggle shown={children > 0} open={open} onToggle={onToggle} />
        {isFailure(node) && (
          <>
            <Icon name="exclamation-circle" size="sm" className={styles.failed} aria-hidden />
            <SrOnly>{span.failed ? 'failed' : 'has an exception'}</SrOnly>
          </>
        )}
        <span className={styles.text} title={span.name}>
          <ShopText>{span.name}</ShopText>
        </span>
        {orphan && <span className={styles.note}>parent missing</span>}
        {children > 0 && !open && <span className={styles.note}>{plural(descendants, 'span')}</span>}
      </div>
      <div role="gridcell" className={styles.kind}>
        {span.kind}
      </div>
      <div role="gridcell" className={styles.offset}>
        <SrOnly>starts at </SrOnly>+{formatDuration(span.offset)}
      </div>
      <div role="gridcell" className={styles.duration}>
        {formatDuration(span.duration)}
      </div>
      <div role="presentation" className={styles.timeline}>
        <div
          className={span.failed ? styles.failedBar : styles.bar}
          style={barStyle(span.offset, span.duration, total)}
        />
      </div>
    </div>
  );
}

function Toggle({ shown, open, onToggle }: { shown: boolean; open: boolean; onToggle: () => void }) {
  const styles = useStyles2(getTreeStyles);
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden
      className={styles.toggle}
      style={{ visibility: shown ? undefined : 'hidden' }}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <Icon name={open ? 'angle-down' : 'angle-right'} />
    </button>
  );
}

function barStyle(offset: number, duration: number, total: number) {
  const percent = (part: number) => `${total > 0 ? Math.min((part / total) * 100, 100) : 0}%`;
  return { left: percent(offset), width: percent(duration) };
}
