import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { Coverage } from '../../../contract/coverage';
import { SrOnly } from '../text/SrOnly';
import { isSample } from './coverageOf';

/** The word "about" before a figure that stands on a sample, with the reason on hover and for screen readers. */
export function CoverageMark({ coverage }: { coverage: Coverage | null }) {
  const styles = useStyles2(getStyles);
  if (!isSample(coverage)) {
    return null;
  }
  return (
    <Tooltip content={coverage.note || 'From a sample of the requests.'}>
      <span className={styles.mark}>
        about<SrOnly> ({coverage.note})</SrOnly>
      </span>
    </Tooltip>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  mark: css({
    // Above the link that covers a whole card.
    position: 'relative',
    zIndex: 1,
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
    borderBottom: `1px dotted ${theme.colors.text.secondary}`,
  }),
});
