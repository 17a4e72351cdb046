import { css } from '@emotion/css';
import type { GrafanaTheme2, ThemeBreakpointsKey } from '@grafana/data';

export const getTableStyles = (theme: GrafanaTheme2) => ({
  container: css({ containerType: 'inline-size', width: '100%' }),
  table: css({
    width: '100%',
    borderCollapse: 'collapse',
    'th, td': { padding: theme.spacing(0.75, 1), verticalAlign: 'top', textAlign: 'left' },
    'th:first-of-type, td:first-of-type': { paddingLeft: theme.spacing(1) },
    th: {
      ...theme.typography.bodySmall,
      fontWeight: theme.typography.fontWeightMedium,
      color: theme.colors.text.secondary,
      whiteSpace: 'nowrap',
      borderBottom: `1px solid ${theme.colors.border.medium}`,
    },
    td: { borderBottom: `1px solid ${theme.colors.border.weak}` },
    'tbody tr:hover': { background: theme.colors.action.hover },
    'tbody tr[aria-current]': { boxShadow: `inset ${theme.spacing(0.375)} 0 0 ${theme.colors.primary.main}` },
  }),
  // The arrow stands before the words, so that the words are above the numbers.
  right: css({
    '&&': { textAlign: 'right' },
    fontVariantNumeric: 'tabular-nums',
    button: { flexDirection: 'row-reverse' },
  }),
  select: css({ '&&': { width: theme.spacing(4), paddingRight: 0 } }),
  selected: css({ background: theme.colors.action.selected }),
  // The narrowest that fits on one line; what grows shares the rest.
  fits: css({ width: '1%', whiteSpace: 'nowrap' }),
  grows: css({ width: 'auto', maxWidth: 0, minWidth: theme.spacing(20) }),
  sort: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.25),
    font: 'inherit',
    letterSpacing: 'inherit',
    '&:hover': { color: theme.colors.text.primary },
  }),
  // There is but one direction: a second click would change nothing.
  sorted: css({ color: theme.colors.text.primary, cursor: 'default' }),
  unsorted: css({ visibility: 'hidden' }),
  from: hiddenBelow(theme),
});

/** Classes that hide a cell while its table is narrower than the breakpoint. */
function hiddenBelow(theme: GrafanaTheme2): Record<ThemeBreakpointsKey, string> {
  const below = (width: number) => css({ [`@container (max-width: ${width - 1}px)`]: { display: 'none' } });
  const { xs, sm, md, lg, xl, xxl } = theme.breakpoints.values;
  return { xs: below(xs), sm: below(sm), md: below(md), lg: below(lg), xl: below(xl), xxl: below(xxl) };
}
