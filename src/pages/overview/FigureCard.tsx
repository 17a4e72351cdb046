import { Stack, Text, useStyles2 } from '@grafana/ui';
import { formattedValueToString, getValueFormat } from '@grafana/data';
import React, { useId } from 'react';
import { figures } from '../../../contract/figures';
import { FigureSparkline } from '../../shared/chart/FigureSparkline';
import { CoverageMark } from '../../shared/figures/CoverageMark';
import { judgeTrend } from '../../shared/figures/judgeTrend';
import { TrendText } from '../../shared/figures/TrendText';
import { usePageState } from '../../shared/page/PageState';
import { Skeleton } from '../../shared/state/Skeleton';
import type { CardDefinition } from './cards';
import { CardLink } from './CardLink';
import { describeSeries } from './describeSeries';
import { getCardStyles } from './cardStyles';
import { useComparison } from './useComparison';
import { withoutTimeBefore } from './withoutTimeBefore';

const sparklineHeight = 40;

/** One figure: value, whether it got better or worse, its course, and a link to what it counts. */
export function FigureCard({ figure, title, hint, words, target }: CardDefinition) {
  const styles = useStyles2(getCardStyles);
  const { range } = usePageState();
  const { comparison, series, error, retry } = useComparison(figure);
  const requests = useComparison('requests').comparison;
  const headingId = useId();
  const format = (value: number) => formattedValueToString(getValueFormat(figures[figure].unit)(value));
  return (
    <article className={styles.card} aria-labelledby={headingId}>
      <div id={headingId}>
        <CardLink target={target} title={title} />
        {hint && (
          <Text variant="bodySmall" color="secondary">
            {' '}
            {hint}
          </Text>
        )}
      </div>
      {error ? (
        <Stack direction="column" gap={0.5} alignItems="flex-start">
          <Text color="error">Not known</Text>
          <button type="button" className={styles.retry} onClick={retry} title={error.message}>
            Try again
          </button>
        </Stack>
      ) : comparison ? (
        <>
          <Stack gap={0.5} alignItems="baseline">
            {comparison.value !== null && <CoverageMark coverage={comparison.coverage} />}
            <span className={styles.value}>{comparison.value === null ? '–' : format(comparison.value)}</span>
          </Stack>
          <TrendText trend={judgeTrend(withoutTimeBefore(comparison, requests), words)} />
          <FigureSparkline
            frame={series}
            range={range}
            height={sparklineHeight}
            label={describeSeries(title, series, format)}
          />
        </>
      ) : (
        <Skeleton lines={3} label={`Loading ${title}`} />
      )}
    </article>
  );
}
