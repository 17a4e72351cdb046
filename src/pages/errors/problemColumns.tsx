import React from 'react';
import { TrendBars } from '../../shared/chart/TrendBars';
import type { ProblemRow } from '../../../contract/rows';
import { ProblemSummary } from '../../shared/problems/ProblemSummary';
import { StatusBadge } from '../../shared/problems/StatusBadge';
import { VisitorCount } from '../../shared/problems/VisitorCount';
import type { Column } from '../../shared/table/Column';
import { formatCount } from '../../shared/text/formatCount';
import { plural } from '../../shared/text/plural';
import { ShopText } from '../../shared/text/ShopText';
import { TimeAgo } from '../../shared/text/TimeAgo';

/** The list of problems, most important first: what is last needed is dropped first on narrow screens. */
export const problemColumns: Array<Column<ProblemRow>> = [
  {
    id: 'problem',
    header: 'Problem',
    grows: true,
    cell: (problem) => <ProblemSummary problem={problem} />,
  },
  { id: 'route', header: 'Route', from: 'lg', cell: ({ route }) => <ShopText>{route ?? ''}</ShopText> },
  { id: 'status', header: 'Status', from: 'md', cell: ({ status }) => <StatusBadge status={status} /> },
  {
    id: 'trend',
    header: 'Trend',
    from: 'sm',
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
    from: 'sm',
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
];
