import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** Stands for text or a table that is loading for the first time. */
export function Skeleton({ lines = 1, label = 'Loading' }: { lines?: number; label?: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div role="status" aria-label={label} className={styles.block}>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className={styles.line} />
      ))}
    </div>
  );
}

const pulse = keyframes({ '0%, 100%': { opacity: 1 }, '50%': { opacity: 0.5 } });

const getStyles = (theme: GrafanaTheme2) => ({
  block: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), width: '100%' }),
  line: css({
    height: theme.spacing(3),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    [theme.transitions.handleMotion('no-preference')]: { animation: `${pulse} 2s ease-in-out infinite` },
  }),
});
