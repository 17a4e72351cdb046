import { css } from '@emotion/css';
import { Button, EmptyState, Stack, Text } from '@grafana/ui';
import React, { useId, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { parseSearch } from '../../../contract/search';
import type { ProblemChange } from '../../../contract/problems';
import type { ProblemRow } from '../../../contract/rows';
import { mayTriage } from '../../shared/access/mayTriage';
import { useDatasource } from '../../shared/datasource/DatasourceContext';
import { isSample } from '../../shared/figures/coverageOf';
import { useHotkeys } from '../../shared/keyboard/useHotkeys';
import { paths } from '../../shared/navigation/paths';
import { useLinkTo } from '../../shared/navigation/useLinkTo';
import { usePageState } from '../../shared/page/PageState';
import { ChangeNotices } from '../../shared/problem-actions/ChangeNotices';
import { withTerm } from '../../shared/search/editTerms';
import { EmptyNote } from '../../shared/state/EmptyNote';
import { ErrorNotice } from '../../shared/state/ErrorNotice';
import { Skeleton } from '../../shared/state/Skeleton';
import { DataTable } from '../../shared/table/DataTable';
import { useRowCursor } from '../../shared/table/useRowCursor';
import { useRowSelection } from '../../shared/table/useRowSelection';
import { formatCount } from '../../shared/text/formatCount';
import { plural } from '../../shared/text/plural';
import { askedOf } from './asked';
import { BulkBar } from './BulkBar';
import { HelpDialog } from './HelpDialog';
import { NoProblems } from './NoProblems';
import { problemColumns } from './problemColumns';
import { ProblemFilters } from './ProblemFilters';
import { shownProblems } from './shownProblems';
import type { ErrorsFilter, ProblemSort } from './useErrorsFilter';
import { useProblemPages } from './useProblemPages';
import { useTriage } from './useTriage';

interface Props {
  filter: ErrorsFilter;
  onChange: (change: Partial<ErrorsFilter>) => void;
}

const idOf = ({ id }: ProblemRow) => id;
const labelOf = ({ title, type }: ProblemRow) => title || type;

/** Problems seen in the time range, with what they hit, and what can be done with them. */
export function ProblemList({ filter, onChange }: Props) {
  const { uid } = useDatasource();
  const { store, range } = usePageState();
  const linkTo = useLinkTo();
  const searchId = useId();
  const assignId = useId();
  const ignoreRef = useRef<HTMLSpanElement>(null);
  const [helping, setHelping] = useState(false);
  const { status, handled, shownStatus } = askedOf(filter);
  const searchable = parseSearch(filter.search).problems.length === 0;
  const { pages, error, retry, hasMore, loadMore, isLoadingMore } = useProblemPages(
    { status, handled, search: filter.search, sort: filter.sort, store },
    searchable
  );
  const { changes, running, run } = useTriage();
  const shown = useMemo(() => pages && shownProblems(pages, running), [pages, running]);
  const rows = useMemo(() => shown?.rows ?? [], [shown]);
  const { selected, selection, select, clear } = useRowSelection(rows, idOf);
  const cursor = useRowCursor(useMemo(() => rows.map(idOf), [rows]));
  const allowed = mayTriage();

  const changeThese = (problems: ProblemRow[], change: ProblemChange) => {
    clear();
    void run(problems, change);
  };
  const targets = () => (selected.length > 0 ? selected : rows.filter(({ id }) => id === cursor.key));
  /** The controls act on what is selected: what the keys would act on is, from now on. */
  const withSelection = (act: () => void) => () => {
    if (allowed && targets().length > 0) {
      flushSync(() => select(targets().map(idOf)));
      act();
    }
  };
  useHotkeys({
    j: () => cursor.move(1),
    k: () => cursor.move(-1),
    x: () => allowed && cursor.key !== null && selection.toggle(cursor.key, false),
    r: () => allowed && targets().length > 0 && changeThese(targets(), { kind: 'status', status: 'resolved' }),
    i: withSelection(() => ignoreRef.current?.querySelector('button')?.click()),
    a: withSelection(() => focusField(assignId)),
    u: () => changes.done?.mayUndo && changes.undo(),
    '/': () => focusField(searchId),
    '?': () => setHelping(true),
  });

  const columns = useMemo(
    () =>
      problemColumns({
        newSince: range.from.valueOf(),
        linkToOnly: (field, value) =>
          linkTo(paths.errors(), { ...urlOf(filter), q: withTerm(filter.search, field, value) }),
      }),
    [range, linkTo, filter]
  );
  const coverage = pages?.[0]?.coverage ?? null;
  const notices = [...new Set(pages?.flatMap((page) => page.notices) ?? [])];

  return (
    <div className={container}>
      <Stack direction="column" gap={2}>
        <ProblemFilters
          filter={filter}
          onChange={onChange}
          rows={rows}
          searchId={searchId}
          onHelp={() => setHelping(true)}
        />
        {error && <ErrorNotice error={error} datasourceUid={uid} onRetry={retry} />}
        <ChangeNotices changes={changes} />
        {!shown ? (
          searchable ? (
            !error && <Skeleton lines={10} label="Loading problems" />
          ) : (
            <EmptyState variant="not-found" message="Correct the search to see problems" />
          )
        ) : rows.length === 0 && running.length === 0 ? (
          !error && <NoProblems filter={filter} onChange={onChange} />
        ) : (
          <>
            <BulkBar
              selected={selected}
              status={shownStatus === 'all' || shownStatus === null ? undefined : shownStatus}
              onChange={(change) => changeThese(selected, change)}
              onClear={clear}
              ignoreRef={ignoreRef}
              assignId={assignId}
            />
            <DataTable
              label="Problems"
              columns={columns}
              rows={rows}
              rowKey={idOf}
              rowLabel={labelOf}
              sort={filter.sort}
              onSort={(sort) => onChange({ sort: sort as ProblemSort })}
              selection={allowed ? selection : undefined}
              currentKey={cursor.key}
              onFocusRow={cursor.place}
            />
            <Stack gap={2} alignItems="center">
              <Text variant="bodySmall" color="secondary">
                {shown.matching > rows.length
                  ? `${formatCount(rows.length)} of ${plural(shown.matching, 'problem')}`
                  : plural(rows.length, 'problem')}
              </Text>
              {hasMore && (
                <Button size="sm" variant="secondary" onClick={loadMore} disabled={isLoadingMore}>
                  {isLoadingMore ? 'Loading' : 'Load more'}
                </Button>
              )}
            </Stack>
            {notices.map((notice) => (
              <EmptyNote key={notice}>{notice}</EmptyNote>
            ))}
            {isSample(coverage) && <EmptyNote>{coverage.note}</EmptyNote>}
          </>
        )}
      </Stack>
      {helping && <HelpDialog onDismiss={() => setHelping(false)} />}
    </div>
  );
}

function focusField(id: string): void {
  const field = document.getElementById(id);
  field?.focus();
  field?.click();
}

function urlOf({ tab, status, sort }: ErrorsFilter) {
  return { tab, status, sort };
}

const container = css({ containerType: 'inline-size', containerName: 'errors' });
