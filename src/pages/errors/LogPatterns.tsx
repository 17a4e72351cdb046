import { EmptyState, Stack, Text } from '@grafana/ui';
import React, { useCallback } from 'react';
import type { LogPatternRow } from '../../../contract/rows';
import { TrendBars } from '../../shared/chart/TrendBars';
import { toCounts } from '../../shared/chart/toCounts';
import { useDatasource } from '../../shared/datasource/DatasourceContext';
import { toRows } from '../../shared/datasource/toRows';
import { useLastGood } from '../../shared/datasource/useLastGood';
import { usePageState } from '../../shared/page/PageState';
import { usePageFrames } from '../../shared/page/usePageFrames';
import { SeverityBadge } from '../../shared/log/SeverityBadge';
import { SearchField } from '../../shared/search/SearchField';
import { EmptyNote } from '../../shared/state/EmptyNote';
import { ErrorNotice } from '../../shared/state/ErrorNotice';
import { Skeleton } from '../../shared/state/Skeleton';
import type { Column } from '../../shared/table/Column';
import { DataTable } from '../../shared/table/DataTable';
import { formatCount } from '../../shared/text/formatCount';
import { LongText } from '../../shared/text/LongText';
import { plural } from '../../shared/text/plural';
import { TimeAgo } from '../../shared/text/TimeAgo';
import { longestSearch, type ErrorsFilter, type LogSort } from './useErrorsFilter';

interface Props {
  filter: Pick<ErrorsFilter, 'logSearch' | 'logSort'>;
  onChange: (change: Partial<ErrorsFilter>) => void;
}

/** More patterns than this are not read through but searched. */
const limit = 200;
const longestPattern = 300;

/** What the stores write into their logs, by pattern: what every request writes is one row. */
export function LogPatterns({ filter: { logSearch, logSort }, onChange }: Props) {
  const { uid } = useDatasource();
  const { store, range } = usePageState();
  const query = { queryType: 'logPatterns', search: logSearch, sort: logSort, store, limit } as const;
  const result = usePageFrames({ patterns: query });
  const data = useLastGood(result, JSON.stringify({ query, range: range.raw }));
  const frame = data?.patterns[0];
  const rows = data && toRows<LogPatternRow>(frame).map((row) => ({ ...row, trend: toCounts(row.trend) }));
  const matching: number = frame?.meta?.custom?.matching ?? rows?.length ?? 0;
  const setSearch = useCallback((search: string) => onChange({ logSearch: search }), [onChange]);
  return (
    <Stack direction="column" gap={2}>
      <SearchField
        label="Search log patterns"
        placeholder="Search the patterns' text"
        maxLength={longestSearch}
        value={logSearch}
        onApply={setSearch}
      />
      {result.error && <ErrorNotice error={result.error} datasourceUid={uid} onRetry={() => void result.refetch()} />}
      {rows && rows.length > 0 ? (
        <>
          <DataTable
            label="Log patterns"
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            sort={logSort}
            onSort={(sort) => onChange({ logSort: sort as LogSort })}
          />
          <Text variant="bodySmall" color="secondary">
            {matching > rows.length
              ? `${formatCount(rows.length)} of ${plural(matching, 'pattern')}: search, or choose a shorter time range, for the others.`
              : plural(rows.length, 'pattern')}
          </Text>
          {frame?.meta?.notices?.map(({ text }) => (
            <EmptyNote key={text}>{text}</EmptyNote>
          ))}
        </>
      ) : rows ? (
        <EmptyState
          variant={logSearch ? 'not-found' : 'completed'}
          message={logSearch ? 'No log pattern matches the search' : 'No log record in this time range'}
        >
          {logSearch ? '' : 'Stores send their log when its export is switched on.'}
        </EmptyState>
      ) : (
        !result.error && <Skeleton lines={10} label="Loading log patterns" />
      )}
    </Stack>
  );
}

const columns: Array<Column<LogPatternRow>> = [
  {
    id: 'pattern',
    header: 'Pattern',
    grows: true,
    cell: ({ pattern }) => <LongText limit={longestPattern}>{pattern}</LongText>,
  },
  { id: 'severity', header: 'Severity', cell: ({ severity }) => <SeverityBadge severity={severity} /> },
  {
    id: 'trend',
    header: 'Trend',
    from: 'sm',
    cell: ({ trend, records }) => (
      <TrendBars counts={trend} label={`${plural(records, 'record')} over the time range`} />
    ),
  },
  {
    id: 'records',
    header: 'Records',
    align: 'right',
    sortKey: 'records',
    cell: ({ records }) => formatCount(records),
  },
  {
    id: 'lastSeen',
    header: 'Last seen',
    align: 'right',
    sortKey: 'lastSeen',
    cell: ({ lastSeen }) => <TimeAgo time={lastSeen} />,
  },
];
