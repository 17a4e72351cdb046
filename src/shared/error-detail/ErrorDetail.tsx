import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Stack, useStyles2 } from '@grafana/ui';
import React from 'react';
import { useDatasource } from '../datasource/DatasourceContext';
import { ErrorNotice } from '../state/ErrorNotice';
import { Skeleton } from '../state/Skeleton';
import { ProblemHeader } from './ProblemHeader';
import { RecentOccurrences } from './RecentOccurrences';
import { RequestContext } from './RequestContext';
import { StackTrace } from './StackTrace';
import { useProblem } from './useProblem';

interface Props {
  problemId: string;
  /** Another number has everything read again. */
  generation: number;
}

/** One problem whole: the page's body and the panel are this same component. */
export function ErrorDetail({ problemId, generation }: Props) {
  const styles = useStyles2(getStyles);
  const { uid } = useDatasource();
  const { data: problem, error, refetch } = useProblem(problemId, generation);
  if (error) {
    return <ErrorNotice error={error} datasourceUid={uid} onRetry={() => void refetch()} />;
  }
  if (!problem) {
    return <Skeleton lines={12} label="Loading the problem" />;
  }
  return (
    <Stack direction="column" gap={3}>
      <ProblemHeader problem={problem} />
      <div className={styles.container}>
        <div className={styles.columns}>
          <StackTrace stack={problem.stack} />
          <RequestContext latest={problem.latest} />
        </div>
      </div>
      <RecentOccurrences problem={problem} generation={generation} />
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  container: css({ containerType: 'inline-size' }),
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    gap: theme.spacing(3),
    alignItems: 'start',
    [`@container (max-width: ${theme.breakpoints.values.md}px)`]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
});
