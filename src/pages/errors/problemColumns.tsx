import { Icon, Stack, TextLink } from '@grafana/ui';
import React from 'react';
import type { ProblemRow } from '../../../contract/rows';
import { TrendBars } from '../../shared/chart/TrendBars';
import { ProblemSummary } from '../../shared/problems/ProblemSummary';
import { StatusBadge } from '../../shared/problems/StatusBadge';
import { VisitorCount } from '../../shared/problems/VisitorCount';
import type { Column } from '../../shared/table/Column';
import { formatCount } from '../../shared/text/formatCount';
import { plural } from '../../shared/text/plural';
import { ShopText } from '../../shared/text/ShopText';
import { TimeAgo } from '../../shared/text/TimeAgo';

interface Options {
  /** Problems first seen since this time (ms) are marked. */
  newSince: number;
  /** Address of the list narrowed down to a value. */
  linkToOnly: (field: string, value: string) => string;
  /** Whether rows can differ in status. */
  withStatus: boolean;
}

/** The list of problems, in the order of reading: what matters least is dropped first on narrow screens. */
export function problemColumns({ newSince, linkToOnly, withStatus }: Options): Array<Column<ProblemRow>> {
  const columns: Array<Column<ProblemRow>> = [
    {
      id: 'problem',
      header: 'Problem',
      grows: true,
      cell: (problem) => <ProblemSummary problem={problem} newSince={newSince} />,
    },
    {
      id: 'route',
      header: 'Route',
      from: 'lg',
      cell: ({ route }) =>
        route && (
          <TextLink href={linkToOnly('route', route)} color="secondary" variant="bodySmall" inline={false}>
            <ShopText>{route}</ShopText>
          </TextLink>
        ),
    },
    {
      id: 'trend',
      header: 'Trend',
      from: 'sm',
      sortKey: 'trend',
      cell: ({ trend, occurrences }) => (
        <TrendBars counts={trend} label={`${plural(occurrences, 'occurrence')} over the time range`} />
      ),
    },
    {
      id: 'occurrences',
      header: 'Occurrences',
      align: 'right',
      sortKey: 'occurrences',
      cell: ({ occurrences }) => formatCount(occurrences),
    },
    {
      id: 'visitors',
      header: 'Visitors',
      align: 'right',
      from: 'md',
      sortKey: 'visitors',
      cell: ({ visitors }) => <VisitorCount count={visitors} />,
    },
    {
      id: 'firstSeen',
      header: 'First seen',
      align: 'right',
      from: 'lg',
      sortKey: 'firstSeen',
      cell: ({ firstSeen }) => <TimeAgo time={firstSeen} />,
    },
    {
      id: 'lastSeen',
      header: 'Last seen',
      align: 'right',
      sortKey: 'lastSeen',
      cell: ({ lastSeen }) => <TimeAgo time={lastSeen} />,
    },
    {
      id: 'assignee',
      header: 'Assignee',
      from: 'md',
      cell: ({ assignee }) =>
        assignee && (
          <TextLink href={linkToOnly('assignee', assignee)} color="secondary" variant="bodySmall" inline={false}>
            <Stack gap={0.5} alignItems="center">
              <Icon name="user" size="sm" aria-hidden />
              <ShopText>{assignee}</ShopText>
            </Stack>
          </TextLink>
        ),
    },
    { id: 'status', header: 'Status', from: 'md', cell: ({ status }) => <StatusBadge status={status} /> },
  ];
  return columns.filter(({ id }) => withStatus || id !== 'status');
}
