import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { clearButtonStyles, Text, TextLink, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { ProblemDocument } from '../../../contract/documents';
import type { OccurrenceRow } from '../../../contract/rows';
import { toRows } from '../datasource/toRows';
import { useFrames } from '../datasource/useFrames';
import { Section } from '../layout/Section';
import { paths } from '../navigation/paths';
import { useLinkTo } from '../navigation/useLinkTo';
import { absoluteRange } from '../page/absoluteRange';
import { EmptyNote } from '../state/EmptyNote';
import { ErrorNotice } from '../state/ErrorNotice';
import { Skeleton } from '../state/Skeleton';
import type { Column } from '../table/Column';
import { DataTable } from '../table/DataTable';
import { formatDuration } from '../text/formatDuration';
import { TimeAgo } from '../text/TimeAgo';
import { TwoLines } from '../text/TwoLines';
import type { ProblemView } from './ProblemView';

const shown = 10;

interface Props {
  problem: ProblemDocument;
  /** Id of the occurrence that is shown above. */
  shownId: string | undefined;
  view: ProblemView;
}

/** The last occurrences of all time, whatever the page's time range: they are what tells how to repeat it. */
export function RecentOccurrences({ problem, shownId, view: { generation, onOccurrence } }: Props) {
  const { data, error, refetch } = useFrames(
    {
      queries: { occurrences: { queryType: 'occurrences', problemId: problem.id, limit: shown } },
      range: absoluteRange(problem.firstSeen - 1, problem.lastSeen + 1),
    },
    { generation }
  );
  const rows = data && toRows<OccurrenceRow>(data.occurrences[0]);
  const columns = useColumns(shownId, onOccurrence);
  return (
    <Section title={`Recent occurrences (last ${shown})`}>
      {error ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : !rows ? (
        <Skeleton lines={4} label="Loading occurrences" />
      ) : rows.length === 0 ? (
        <EmptyNote>No occurrence is kept any more.</EmptyNote>
      ) : (
        <DataTable label="Recent occurrences" columns={columns} rows={rows} rowKey={({ id }) => id} />
      )}
    </Section>
  );
}

const unknown = (
  <Text color="secondary">
    <span title="not known">–</span>
  </Text>
);

function useColumns(shownId: string | undefined, onShow: (id: string) => void): Array<Column<OccurrenceRow>> {
  const linkTo = useLinkTo();
  const clear = useStyles2(clearButtonStyles);
  const link = useStyles2(getLinkStyles);
  return [
    {
      id: 'time',
      header: 'When',
      cell: ({ id, time }) =>
        id === shownId ? (
          <Text weight="medium">
            <TimeAgo time={time} /> (shown)
          </Text>
        ) : (
          <button type="button" className={`${clear} ${link}`} title="Show this occurrence" onClick={() => onShow(id)}>
            <TimeAgo time={time} />
          </button>
        ),
    },
    {
      id: 'request',
      header: 'Request',
      grows: true,
      from: 'sm',
      cell: ({ method, path }) => <TwoLines>{[method, path].filter(Boolean).join(' ')}</TwoLines>,
    },
    {
      id: 'duration',
      header: 'Duration',
      align: 'right',
      from: 'md',
      cell: ({ durationMs }) => (durationMs === null ? unknown : formatDuration(durationMs)),
    },
    { id: 'customer', header: 'Customer', align: 'right', cell: ({ customerId }) => customerId ?? unknown },
    { id: 'visitor', header: 'Visitor', align: 'right', from: 'sm', cell: ({ visitorId }) => visitorId ?? unknown },
    {
      id: 'trace',
      header: 'Trace',
      align: 'right',
      cell: ({ traceId }) =>
        traceId ? (
          <TextLink href={linkTo(paths.trace(traceId))} inline={false}>
            View trace
          </TextLink>
        ) : (
          <Text color="secondary">not sampled</Text>
        ),
    },
  ];
}

const getLinkStyles = (theme: GrafanaTheme2) =>
  css({ color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } });
