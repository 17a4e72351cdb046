import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export const getSearchStyles = (theme: GrafanaTheme2) => ({
  field: css({ flex: 1, minWidth: theme.spacing(30) }),
  box: css({ position: 'relative' }),
  list: css({
    position: 'absolute',
    top: '100%',
    left: 0,
    zIndex: theme.zIndex.dropdown,
    minWidth: `min(100%, ${theme.spacing(60)})`,
    maxWidth: '100%',
    maxHeight: theme.spacing(40),
    margin: theme.spacing(0.5, 0, 0),
    padding: theme.spacing(0.5),
    overflowY: 'auto',
    listStyle: 'none',
    background: theme.colors.background.elevated ?? theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z3,
  }),
  option: css({
    display: 'flex',
    gap: theme.spacing(2),
    alignItems: 'baseline',
    padding: theme.spacing(0.5, 1),
    borderRadius: theme.shape.radius.default,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
  }),
  active: css({
    background: theme.colors.action.selected,
    outline: `2px solid ${theme.colors.primary.border}`,
    outlineOffset: -2,
  }),
  code: css({ fontFamily: theme.typography.fontFamilyMonospace, minWidth: theme.spacing(14) }),
  describe: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  marks: css({
    position: 'absolute',
    zIndex: 1,
    overflow: 'hidden',
    whiteSpace: 'pre',
    color: 'transparent',
    pointerEvents: 'none',
    userSelect: 'none',
  }),
  mark: css({
    textDecoration: `underline wavy ${theme.colors.error.main}`,
    textDecorationSkipInk: 'none',
    textUnderlineOffset: '0.2em',
  }),
});
