import { TextLink } from '@grafana/ui';
import React from 'react';
import { Section } from '../../shared/layout/Section';
import { paths } from '../../shared/navigation/paths';
import { useLinkTo } from '../../shared/navigation/useLinkTo';
import type { ProblemRow } from '../../../contract/rows';
import { ProblemSummary } from '../../shared/problems/ProblemSummary';
import { EmptyNote } from '../../shared/state/EmptyNote';
import { Skeleton } from '../../shared/state/Skeleton';
import type { Column } from '../../shared/table/Column';
import { DataTable } from '../../shared/table/DataTable';
import { formatCount } from '../../shared/text/formatCount';
import { TimeAgo } from '../../shared/text/TimeAgo';
import { sections } from './cards';

const shown = 8;

/** The open problems seen last. */
export function RecentProblems({ rows }: { rows?: ProblemRow[] }) {
  const linkTo = useLinkTo();
  const columns: Array<Column<ProblemRow>> = [
    {
      id: 'problem',
      header: 'Problem',
      grows: true,
      cell: (problem) => <ProblemSummary problem={problem} />,
    },
    {
      id: 'occurrences',
      header: 'Occurrences',
      align: 'right',
      from: 'sm',
      cell: ({ occurrences }) => formatCount(occurrences),
    },
    { id: 'when', header: 'Last seen', align: 'right', cell: ({ lastSeen }) => <TimeAgo time={lastSeen} /> },
    {
      id: 'view',
      header: '',
      align: 'right',
      cell: ({ id, title }) => (
        <TextLink href={linkTo(paths.problem(id))} aria-label={`View ${title}`} inline={false}>
          View
        </TextLink>
      ),
    },
  ];
  return (
    <Section
      id={sections.problems}
      title="Recent problems"
      actions={
        <TextLink href={linkTo(paths.errors())} inline={false}>
          All errors
        </TextLink>
      }
    >
      {!rows ? (
        <Skeleton lines={4} label="Loading recent problems" />
      ) : rows.length === 0 ? (
        <EmptyNote good>No open problem was seen in this time range.</EmptyNote>
      ) : (
        <DataTable label="Recent problems" columns={columns} rows={rows.slice(0, shown)} rowKey={({ id }) => id} />
      )}
    </Section>
  );
}
