import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Stack, useStyles2, useTheme2 } from '@grafana/ui';
import React, { useMemo, useRef, useState, type CSSProperties } from 'react';
import { plural } from '../../shared/text/plural';
import type { TreeNode } from './buildSpanTree';
import { ancestorsOf, isFailure, nextFailure } from './nextFailure';
import { SpanDetails } from './SpanDetails';
import { SpanTreeGrid } from './SpanTreeGrid';
import { useRoomBelow } from './useRoomBelow';

interface Props {
  nodes: TreeNode[];
  /** Of the whole trace, ms. */
  duration: number;
}

/** Theme units between tree and end of window: the page's own padding. */
const belowUnits = 5;

/** The tree with the chosen span's attributes beside it, or below it where that is too narrow. */
export function SpanExplorer({ nodes, duration }: Props) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const panes = useRef<HTMLDivElement>(null);
  const room = useRoomBelow(panes, theme.spacing.gridSize * belowUnits);
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [revealed, setRevealed] = useState(0);
  const failures = useMemo(() => nodes.filter(isFailure).length, [nodes]);
  const span = nodes.find((node) => node.span.id === selected)?.span;
  const select = (spanId: string) => {
    setSelected(spanId);
    setRevealed(revealed + 1);
  };
  const close = () => {
    setSelected(null);
    // What had the focus may be gone: keys go on where they were.
    panes.current?.querySelector<HTMLElement>('[role="treegrid"]')?.focus({ preventScroll: true });
  };
  const showNextFailure = () => {
    const index = nextFailure(nodes, selected);
    const hidden = new Set(collapsed);
    ancestorsOf(nodes, index).forEach((id) => hidden.delete(id));
    setCollapsed(hidden);
    setFocused(nodes[index].span.id);
    select(nodes[index].span.id);
  };
  return (
    <div className={styles.container}>
      <Stack gap={1}>
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          icon="angle-double-down"
          onClick={() => setCollapsed(new Set())}
        >
          Expand all
        </Button>
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          icon="angle-double-right"
          onClick={() => setCollapsed(parents(nodes))}
        >
          Collapse all
        </Button>
        {failures > 0 && (
          <Button size="sm" variant="secondary" fill="text" icon="exclamation-circle" onClick={showNextFailure}>
            {failures === 1 ? 'Go to the failure' : `Next of ${plural(failures, 'failure')}`}
          </Button>
        )}
      </Stack>
      <div
        ref={panes}
        className={span ? styles.both : styles.tree}
        style={{ '--room': `${room}px` } as CSSProperties}
        onKeyDown={(event) => span && event.key === 'Escape' && close()}
      >
        <SpanTreeGrid
          nodes={nodes}
          duration={duration}
          collapsed={collapsed}
          onCollapsed={setCollapsed}
          selected={selected}
          focused={focused}
          onFocused={setFocused}
          revealed={revealed}
          onSelect={select}
        />
        {span && <SpanDetails key={span.id} span={span} onClose={close} />}
      </div>
    </div>
  );
}

function parents(nodes: TreeNode[]): ReadonlySet<string> {
  return new Set(nodes.filter(({ children }) => children > 0).map(({ span }) => span.id));
}

const getStyles = (theme: GrafanaTheme2) => ({
  container: css({ containerType: 'inline-size' }),
  tree: css({ '> *': { maxHeight: 'var(--room)' } }),
  both: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    gap: theme.spacing(2),
    alignItems: 'start',
    '> *': { maxHeight: 'var(--room)' },
    [`@container (max-width: ${theme.breakpoints.values.lg}px)`]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      '> *': { maxHeight: `calc((var(--room) - ${theme.spacing(2)}) / 2)` },
    },
  }),
});
