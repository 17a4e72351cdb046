import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Stack, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { StatusDocument } from '../../../contract/documents';
import { useDatasource } from '../../shared/datasource/DatasourceContext';
import { useResource } from '../../shared/datasource/useResource';
import { usePageState } from '../../shared/page/PageState';
import { ErrorNotice } from '../../shared/state/ErrorNotice';
import { cards } from './cards';
import { ConnectStore } from '../../shared/state/ConnectStore';
import { FigureCard } from './FigureCard';
import { LatestOrders } from './LatestOrders';
import { RecentProblems } from './RecentProblems';
import { SlowestRequests } from './SlowestRequests';
import { useComparison } from './useComparison';
import { useOpenProblems } from './useOpenProblems';
import { VerdictLine } from './VerdictLine';

export function Overview() {
  const styles = useStyles2(getStyles);
  const { uid } = useDatasource();
  const { generation } = usePageState();
  const problems = useOpenProblems();
  const errors = useComparison('errors');
  const status = useResource<StatusDocument>('status', { generation });
  const failure = errors.error ?? problems.error;

  if (failure && errors.error && problems.error) {
    // Every part would say the same.
    return (
      <ErrorNotice
        error={failure}
        datasourceUid={uid}
        onRetry={() => [errors, problems].forEach(({ retry }) => retry())}
      />
    );
  }
  const received = Object.values(status.data?.lastReceived ?? {}).filter((time) => time !== null);
  const latest = received.length > 0 ? Math.max(...received) : null;
  if (status.data && latest === null) {
    return <ConnectStore />;
  }
  return (
    <Stack direction="column" gap={3}>
      <VerdictLine problems={problems.rows} moreProblems={problems.more} lastReceived={latest} />
      <div className={styles.container}>
        <div className={styles.cards}>
          {cards.map((card) => (
            <FigureCard key={card.figure} {...card} />
          ))}
        </div>
      </div>
      <div className={styles.container}>
        <div className={styles.tables}>
          {problems.error ? (
            <ErrorNotice error={problems.error} datasourceUid={uid} onRetry={problems.retry} />
          ) : (
            <RecentProblems rows={problems.rows} />
          )}
          <SlowestRequests />
        </div>
      </div>
      <LatestOrders />
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  container: css({ containerType: 'inline-size' }),
  cards: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
    gap: theme.spacing(2),
    [`@container (max-width: ${theme.breakpoints.values.md}px)`]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  }),
  tables: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: theme.spacing(3),
    alignItems: 'start',
    [`@container (max-width: ${theme.breakpoints.values.lg}px)`]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
});
