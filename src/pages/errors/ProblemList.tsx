import { css } from '@emotion/css';
import { Stack } from '@grafana/ui';
import React, { useId, useMemo, useState } from 'react';
import { parseSearch } from '../../../contract/search';
import type { ProblemRow } from '../../../contract/rows';
import { useDatasource } from '../../shared/datasource/DatasourceContext';
import { useHotkeys } from '../../shared/keyboard/useHotkeys';
import { usePageState } from '../../shared/page/PageState';
import { ChangeNotices } from '../../shared/problem-actions/ChangeNotices';
import { EmptyNote } from '../../shared/state/EmptyNote';
import { ErrorNotice } from '../../shared/state/ErrorNotice';
import { Skeleton } from '../../shared/state/Skeleton';
import { askedOf } from './asked';
import { focusField } from './focusField';
import { HelpDialog } from './HelpDialog';
import { ListNotes } from './ListNotes';
import { NoProblems } from './NoProblems';
import { ProblemFilters } from './ProblemFilters';
import { ProblemTable } from './ProblemTable';
import { shownProblems } from './shownProblems';
import type { ErrorsFilter } from './useErrorsFilter';
import { useProblemPages } from './useProblemPages';
import { useTriage } from './useTriage';

interface Props {
  filter: ErrorsFilter;
  onChange: (change: Partial<ErrorsFilter>) => void;
}

const none: ProblemRow[] = [];

/** Problems seen in the time range, with what they hit, and what can be done with them. */
export function ProblemList({ filter, onChange }: Props) {
  const { uid } = useDatasource();
  const { store } = usePageState();
  const searchId = useId();
  const [helping, setHelping] = useState(false);
  const { status, handled } = askedOf(filter);
  const searchable = parseSearch(filter.search).problems.length === 0;
  const list = useProblemPages({ status, handled, search: filter.search, sort: filter.sort, store }, searchable);
  const { pages, error } = list;
  const triage = useTriage();
  const { changes, running } = triage;
  const shown = useMemo(() => pages && shownProblems(pages, running), [pages, running]);
  useHotkeys({
    '/': () => focusField(searchId),
    '?': () => setHelping(true),
    u: () => changes.done?.mayUndo && changes.undo(),
  });
  return (
    <div className={container}>
      <Stack direction="column" gap={2}>
        <ProblemFilters
          filter={filter}
          onChange={onChange}
          rows={shown?.rows ?? none}
          searchId={searchId}
          onHelp={() => setHelping(true)}
        />
        {error && <ErrorNotice error={error} datasourceUid={uid} onRetry={list.retry} />}
        <ChangeNotices changes={changes} />
        {shown && (shown.rows.length > 0 || running.length > 0) ? (
          <>
            <ProblemTable filter={filter} onChange={onChange} rows={shown.rows} onTriage={triage.run} />
            <ListNotes pages={pages ?? []} shown={shown} list={list} />
          </>
        ) : shown ? (
          !error && <NoProblems filter={filter} onChange={onChange} />
        ) : searchable ? (
          !error && <Skeleton lines={10} label="Loading problems" />
        ) : (
          <EmptyNote>Nothing is searched for until the search is corrected.</EmptyNote>
        )}
      </Stack>
      {helping && <HelpDialog onDismiss={() => setHelping(false)} />}
    </div>
  );
}

// Filters and table drop by the list's own width, not by the window's.
const container = css({ containerType: 'inline-size', containerName: 'errors' });
