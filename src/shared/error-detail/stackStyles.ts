import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export const getStackStyles = (theme: GrafanaTheme2) => {
  const frame = { padding: theme.spacing(0.25, 1), borderLeft: `${theme.spacing(0.25)} solid transparent` };
  return {
    chain: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
    exception: css({ marginBottom: theme.spacing(0.5), overflowWrap: 'anywhere' }),
    frames: css({
      listStyle: 'none',
      margin: 0,
      padding: theme.spacing(0.5, 0),
      background: theme.colors.background.secondary,
      borderRadius: theme.shape.radius.default,
      fontFamily: theme.typography.fontFamilyMonospace,
      fontSize: theme.typography.bodySmall.fontSize,
      overflowWrap: 'anywhere',
    }),
    // By weight and a mark at the side as well as by colour.
    inApp: css({
      ...frame,
      borderLeftColor: theme.colors.primary.border,
      fontWeight: theme.typography.fontWeightMedium,
    }),
    library: css({ ...frame, color: theme.colors.text.secondary }),
    // Goes to the next line as a whole before it is broken within.
    whole: css({ display: 'inline-block', maxWidth: '100%' }),
    in: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  };
};
