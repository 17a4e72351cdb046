import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import type { TreeNode } from './buildSpanTree';
import { nextFocus } from './nextFocus';
import { SpanRow } from './SpanRow';
import { getTreeStyles } from './treeStyles';
import { useWindow } from './useWindow';
import { visibleRows } from './visibleRows';

interface Props {
  nodes: TreeNode[];
  /** Of the whole trace, ms. */
  duration: number;
  collapsed: ReadonlySet<string>;
  onCollapsed: (collapsed: ReadonlySet<string>) => void;
  selected: string | null;
  /** The span that keys act on. */
  focused: string | null;
  onFocused: (spanId: string) => void;
  /** Another number brings the focused span into sight. */
  revealed: number;
  onSelect: (spanId: string) => void;
}

/** Theme units. */
const rowUnits = 3.5;

/** A tree of spans as rows of one height, of which only those in sight are drawn; moved through with the arrow keys. */
export function SpanTreeGrid({
  nodes,
  duration,
  collapsed,
  onCollapsed,
  selected,
  onSelect,
  focused,
  onFocused,
  revealed,
}: Props) {
  const theme = useTheme2();
  const styles = useStyles2(getTreeStyles);
  const rowHeight = theme.spacing.gridSize * rowUnits;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => visibleRows(nodes, collapsed), [nodes, collapsed]);
  const { first, end, onScroll } = useWindow(scroller, rows.length, rowHeight);
  const current = Math.max(
    rows.findIndex((index) => nodes[index].span.id === focused),
    0
  );

  const toggle = (spanId: string) => {
    const next = new Set(collapsed);
    if (!next.delete(spanId)) {
      next.add(spanId);
    }
    onCollapsed(next);
  };
  const focus = (row: number) => {
    onFocused(nodes[rows[row]].span.id);
    scrollTo(scroller.current, row, rowHeight);
  };
  useEffect(() => {
    if (revealed) {
      scrollTo(scroller.current, current, rowHeight);
    }
    // Only when asked: opening and closing rows leaves the place where it is.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [revealed]);
  const onKeyDown = (event: KeyboardEvent) => {
    const node = nodes[rows[current]];
    if (event.key === 'Enter' || event.key === ' ') {
      onSelect(node.span.id);
    } else {
      const move = nextFocus(event.key, current, rows, nodes, collapsed);
      if (!move) {
        return;
      }
      if (move.toggle) {
        toggle(node.span.id);
      }
      focus(move.row);
    }
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="treegrid"
      aria-label="Spans"
      aria-rowcount={rows.length}
      aria-activedescendant={current >= first && current < end ? rowId(nodes[rows[current]]) : undefined}
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: first * rowHeight }} />
      {rows.slice(first, end).map((index, offset) => {
        const node = nodes[index];
        const row = first + offset;
        return (
          <SpanRow
            key={node.span.id}
            id={rowId(node)}
            node={node}
            row={row}
            height={rowHeight}
            total={duration}
            open={!collapsed.has(node.span.id)}
            focused={row === current}
            selected={node.span.id === selected}
            onToggle={() => toggle(node.span.id)}
            onSelect={() => {
              onFocused(node.span.id);
              onSelect(node.span.id);
            }}
          />
        );
      })}
      <div role="presentation" style={{ height: (rows.length - end) * rowHeight }} />
    </div>
  );
}

function rowId(node: TreeNode | undefined): string | undefined {
  return node && `span-${node.span.id}`;
}

function scrollTo(element: HTMLElement | null, row: number, rowHeight: number) {
  if (!element) {
    return;
  }
  const top = row * rowHeight;
  if (top < element.scrollTop) {
    element.scrollTop = top;
  } else if (top + rowHeight > element.scrollTop + element.clientHeight) {
    element.scrollTop = top + rowHeight - element.clientHeight;
  }
}
