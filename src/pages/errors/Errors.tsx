import { RadioButtonGroup, Stack, Text } from '@grafana/ui';
import React from 'react';
import { useDatasource } from '../../shared/datasource/DatasourceContext';
import { coverageOf, isSample } from '../../shared/figures/coverageOf';
import { usePageState } from '../../shared/page/PageState';
import { usePageFrames } from '../../shared/page/usePageFrames';
import { toProblemRows } from '../../shared/problems/toProblemRows';
import { statusLooks } from '../../shared/problems/statusLooks';
import { EmptyNote } from '../../shared/state/EmptyNote';
import { ErrorNotice } from '../../shared/state/ErrorNotice';
import { Skeleton } from '../../shared/state/Skeleton';
import { DataTable } from '../../shared/table/DataTable';
import { plural } from '../../shared/text/plural';
import { NoProblems } from './NoProblems';
import { problemColumns } from './problemColumns';
import { SearchField } from './SearchField';
import { statusFilters, useErrorsFilter, type ProblemSort } from './useErrorsFilter';

/** More rows than this are not read through but searched. */
const limit = 200;

const statusOptions = statusFilters.map((value) => ({
  value,
  label: value === 'all' ? 'All' : statusLooks[value].label,
}));

/** Problems seen in the time range, with what they hit. */
export function Errors() {
  const { uid } = useDatasource();
  const { store } = usePageState();
  const [filter, change] = useErrorsFilter();
  const { data, error, refetch } = usePageFrames({ problems: { queryType: 'problems', ...filter, store, limit } });
  const rows = data && toProblemRows(data.problems);
  const coverage = coverageOf(data?.problems[0]);
  const setSearch = React.useCallback((search: string) => change({ search }), [change]);
  return (
    <Stack direction="column" gap={2}>
      <Stack gap={2} wrap="wrap" alignItems="center">
        <SearchField value={filter.search} onChange={setSearch} />
        <RadioButtonGroup
          aria-label="Status"
          options={statusOptions}
          value={filter.status}
          onChange={(status) => change({ status })}
        />
      </Stack>
      {error ? (
        <ErrorNotice error={error} datasourceUid={uid} onRetry={() => void refetch()} />
      ) : !rows ? (
        <Skeleton lines={10} label="Loading problems" />
      ) : rows.length === 0 ? (
        <NoProblems filter={filter} onChange={change} />
      ) : (
        <>
          <DataTable
            label="Problems"
            columns={problemColumns}
            rows={rows}
            rowKey={({ id }) => id}
            sort={filter.sort}
            onSort={(sort) => change({ sort: sort as ProblemSort })}
          />
          <Text variant="bodySmall" color="secondary">
            {rows.length === limit
              ? `The first ${plural(limit, 'problem')} in this order: search, or choose a shorter time range, for the others.`
              : plural(rows.length, 'problem')}
          </Text>
          {isSample(coverage) && <EmptyNote>{coverage.note}</EmptyNote>}
        </>
      )}
    </Stack>
  );
}
