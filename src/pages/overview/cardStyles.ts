import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** As Grafana's own panels look. */
export const getCardStyles = (theme: GrafanaTheme2) => ({
  card: css({
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    minWidth: 0,
    padding: theme.spacing(1.5, 2),
    background: theme.colors.background.primary,
    border: `1px solid ${theme.components.panel.borderColor}`,
    borderRadius: theme.shape.radius.default,
    overflow: 'hidden',
    '&:hover': { borderColor: theme.colors.border.strong },
  }),
  // The whole card leads where its title does; what is on top of it stays reachable.
  link: css({
    ...theme.typography.h6,
    color: theme.colors.text.primary,
    '&::after': { content: '""', position: 'absolute', inset: 0 },
  }),
  value: css({ ...theme.typography.h1, fontVariantNumeric: 'tabular-nums' }),
  retry: css({
    position: 'relative',
    zIndex: 1,
    padding: 0,
    border: 'none',
    background: 'none',
    color: theme.colors.text.link,
    textDecoration: 'underline',
  }),
});
