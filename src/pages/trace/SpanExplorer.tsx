import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Stack, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import { plural } from '../../shared/text/plural';
import type { TreeNode } from './buildSpanTree';
import { ancestorsOf, isFailure, nextFailure } from './nextFailure';
import { SpanDetails } from './SpanDetails';
import { SpanTreeGrid } from './SpanTreeGrid';

interface Props {
  nodes: TreeNode[];
  /** Of the whole trace, ms. */
  duration: number;
}

/** The tree with the chosen span's attributes beside it. */
export function SpanExplorer({ nodes, duration }: Props) {
  const styles = useStyles2(getStyles);
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [revealed, setRevealed] = useState(0);
  const failures = useMemo(() => nodes.filter(isFailure).length, [nodes]);
  const span = nodes.find((node) => node.span.id === selected)?.span;
  const showNextFailure = () => {
    const index = nextFailure(nodes, selected);
    const hidden = new Set(collapsed);
    ancestorsOf(nodes, index).forEach((id) => hidden.delete(id));
    setCollapsed(hidden);
    setSelected(nodes[index].span.id);
    setFocused(nodes[index].span.id);
    setRevealed(revealed + 1);
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
      <div className={span ? styles.beside : undefined}>
        <SpanTreeGrid
          nodes={nodes}
          duration={duration}
          collapsed={collapsed}
          onCollapsed={setCollapsed}
          selected={selected}
          focused={focused}
          onFocused={setFocused}
          revealed={revealed}
          onSelect={setSelected}
        />
        {span && <SpanDetails span={span} onClose={() => setSelected(null)} />}
      </div>
    </div>
  );
}

function parents(nodes: TreeNode[]): ReadonlySet<string> {
  return new Set(nodes.filter(({ children }) => children > 0).map(({ span }) => span.id));
}

const getStyles = (theme: GrafanaTheme2) => ({
  container: css({ containerType: 'inline-size' }),
  beside: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    gap: theme.spacing(2),
    alignItems: 'start',
    [`@container (max-width: ${theme.breakpoints.values.lg}px)`]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
});
