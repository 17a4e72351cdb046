import { Stack, Text, TextLink } from '@grafana/ui';
import React from 'react';
import type { RequestRow } from '../../../contract/rows';
import { toRows } from '../../shared/datasource/toRows';
import { coverageOf, isSample } from '../../shared/figures/coverageOf';
import { Section } from '../../shared/layout/Section';
import { paths } from '../../shared/navigation/paths';
import { useLinkTo } from '../../shared/navigation/useLinkTo';
import { usePageState } from '../../shared/page/PageState';
import { usePageFrames } from '../../shared/page/usePageFrames';
import { EmptyNote } from '../../shared/state/EmptyNote';
import { ErrorNotice } from '../../shared/state/ErrorNotice';
import { Skeleton } from '../../shared/state/Skeleton';
import type { Column } from '../../shared/table/Column';
import { DataTable } from '../../shared/table/DataTable';
import { formatCount } from '../../shared/text/formatCount';
import { formatDuration } from '../../shared/text/formatDuration';
import { TwoLines } from '../../shared/text/TwoLines';
import { sections } from './cards';

const shown = 8;

/** The slowest requests that have a trace, with what they asked of the database. */
export function SlowestRequests() {
  const { store } = usePageState();
  const { data, error, refetch } = usePageFrames({
    requests: { queryType: 'requests', sort: 'slowest', store, limit: shown },
  });
  const linkTo = useLinkTo();
  const columns: Array<Column<RequestRow>> = [
    { id: 'path', header: 'Request', grows: true, cell: (row) => <TwoLines>{nameOf(row)}</TwoLines> },
    { id: 'duration', header: 'Time', align: 'right', cell: ({ durationMs }) => formatDuration(durationMs) },
    { id: 'queries', header: 'Queries', align: 'right', cell: ({ queries }) => formatCount(queries) },
    {
      id: 'slow',
      header: 'Slow queries',
      align: 'right',
      from: 'sm',
      cell: ({ slowQueries }) => formatCount(slowQueries),
    },
    {
      id: 'trace',
      header: '',
      align: 'right',
      cell: (row) =>
        row.dropped ? (
          <Text color="secondary">not kept</Text>
        ) : (
          <TextLink href={linkTo(paths.trace(row.traceId))} aria-label={`Trace of ${nameOf(row)}`} inline={false}>
            Trace
          </TextLink>
        ),
    },
  ];
  const rows = data && toRows<RequestRow>(data.requests[0]);
  const coverage = coverageOf(data?.requests[0]);
  return (
    <Section id={sections.requests} title="Slowest requests">
      {error ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : !rows ? (
        <Skeleton lines={4} label="Loading slowest requests" />
      ) : (
        <Stack direction="column" gap={1}>
          {rows.length === 0 ? (
            <EmptyNote>No request of this time range has a trace.</EmptyNote>
          ) : (
            <DataTable label="Slowest requests" columns={columns} rows={rows} rowKey={({ traceId }) => traceId} />
          )}
          {isSample(coverage) && <EmptyNote>{coverage.note}</EmptyNote>}
        </Stack>
      )}
    </Section>
  );
}

function nameOf({ method, path, route }: RequestRow): string {
  return [method, path ?? route ?? 'unknown path'].filter(Boolean).join(' ');
}
