import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export const getTreeStyles = (theme: GrafanaTheme2) => {
  const number = {
    flex: 'none',
    width: theme.spacing(11),
    textAlign: 'right',
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  } as const;
  const bar = {
    position: 'absolute',
    top: theme.spacing(1),
    bottom: theme.spacing(1),
    minWidth: 1,
    borderRadius: theme.shape.radius.default,
  } as const;
  const onlyFrom = (width: number) => ({ [`@container (max-width: ${width - 1}px)`]: { display: 'none' } });
  const { sm, md } = theme.breakpoints.values;
  return {
    scroller: css({
      containerType: 'inline-size',
      // What is only there for screen readers is placed within it, not below the page.
      position: 'relative',
      overflowY: 'auto',
      overflowX: 'hidden',
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
    }),
    row: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      padding: theme.spacing(0, 1),
      fontSize: theme.typography.bodySmall.fontSize,
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      cursor: 'pointer',
      '&:hover': { background: theme.colors.action.hover },
    }),
    selected: css({ background: theme.colors.action.selected }),
    focused: css({ '*:focus-visible > &': { boxShadow: `inset 0 0 0 2px ${theme.colors.primary.border}` } }),
    name: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5), flex: '1 1 0', minWidth: 0 }),
    indent: css({ flex: 'none' }),
    toggle: css({
      display: 'flex',
      flex: 'none',
      padding: 0,
      border: 'none',
      background: 'none',
      color: theme.colors.text.secondary,
    }),
    text: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
    note: css({ flex: 'none', color: theme.colors.text.secondary, fontStyle: 'italic' }),
    failed: css({ flex: 'none', color: theme.colors.error.text }),
    kind: css({ flex: 'none', width: theme.spacing(9), color: theme.colors.text.secondary, ...onlyFrom(md) }),
    offset: css({ ...number, color: theme.colors.text.secondary, ...onlyFrom(md) }),
    duration: css(number),
    timeline: css({
      position: 'relative',
      flex: '1 1 0',
      alignSelf: 'stretch',
      minWidth: 0,
      overflow: 'hidden',
      // Bars say more than the figures beside them: they are dropped last.
      ...onlyFrom(sm),
    }),
    bar: css({ ...bar, background: theme.colors.primary.main }),
    failedBar: css({ ...bar, background: theme.colors.error.main }),
  };
};
