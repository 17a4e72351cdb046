import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { DistributionRow } from '../../../contract/rows';
import { TwoLines } from '../text/TwoLines';
import { formatPercent } from './formatPercent';

/** A value with how many of the occurrences have it, beside how many of all requests, in words and as a bar. */
export function ShareBar({ row: { share, shareOfAll }, name }: { row: DistributionRow; name: string }) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        {name === '' ? <Text color="secondary">not known</Text> : <TwoLines>{name}</TwoLines>}
        <span className={styles.shares}>
          <Text variant="bodySmall" weight="medium">
            {formatPercent(share)} of these
          </Text>
          {shareOfAll !== null && (
            <Text variant="bodySmall" color="secondary">
              , {formatPercent(shareOfAll)} of all requests
            </Text>
          )}
        </span>
      </div>
      <div className={styles.bar} aria-hidden>
        <div className={styles.filled} style={{ width: toWidth(share) }} />
        {shareOfAll !== null && <div className={styles.usual} style={{ left: toWidth(shareOfAll) }} />}
      </div>
    </li>
  );
}

function toWidth(share: number): string {
  return `${Math.min(Math.max(share, 0), 1) * 100}%`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ padding: theme.spacing(0.5, 0) }),
  words: css({ display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', gap: theme.spacing(2) }),
  shares: css({ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }),
  bar: css({
    position: 'relative',
    height: theme.spacing(0.75),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  filled: css({
    height: '100%',
    background: theme.colors.primary.main,
    borderRadius: theme.shape.radius.default,
  }),
  // Where the bar would end if these were like all requests.
  usual: css({
    position: 'absolute',
    top: `-${theme.spacing(0.25)}`,
    bottom: `-${theme.spacing(0.25)}`,
    width: 2,
    background: theme.colors.text.primary,
  }),
});
