import { Stack } from '@grafana/ui';
import React, { useEffect, useId, useMemo, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { ProblemChange } from '../../../contract/problems';
import type { ProblemRow } from '../../../contract/rows';
import { mayTriage } from '../../shared/access/mayTriage';
import { useHotkeys } from '../../shared/keyboard/useHotkeys';
import { paths } from '../../shared/navigation/paths';
import { useLinkTo } from '../../shared/navigation/useLinkTo';
import { usePageState } from '../../shared/page/PageState';
import { withTerm } from '../../shared/search/editTerms';
import { DataTable } from '../../shared/table/DataTable';
import { focusRow } from '../../shared/table/focusRow';
import { useRowCursor } from '../../shared/table/useRowCursor';
import { useRowSelection } from '../../shared/table/useRowSelection';
import { askedOf } from './asked';
import { BulkBar } from './BulkBar';
import { focusField } from './focusField';
import { problemColumns } from './problemColumns';
import type { ErrorsFilter, ProblemSort } from './useErrorsFilter';

interface Props {
  filter: ErrorsFilter;
  onChange: (change: Partial<ErrorsFilter>) => void;
  rows: ProblemRow[];
  onTriage: (problems: ProblemRow[], change: ProblemChange) => Promise<void>;
}

const idOf = ({ id }: ProblemRow) => id;
const labelOf = ({ title, type }: ProblemRow) => title || type;

/** The problems with what can be done to those that are ticked, by pointer and by keys. */
export function ProblemTable({ filter, onChange, rows, onTriage }: Props) {
  const { range } = usePageState();
  const linkTo = useLinkTo();
  const assignId = useId();
  const ignoreRef = useRef<HTMLSpanElement>(null);
  const { selected, selection, select, clear } = useRowSelection(rows, idOf);
  const ids = useMemo(() => rows.map(idOf), [rows]);
  const cursor = useRowCursor(ids);
  const allowed = mayTriage();
  const { shownStatus } = askedOf(filter);
  const status = shownStatus === 'all' || shownStatus === null ? undefined : shownStatus;

  const none = selected.length === 0;
  useEffect(() => {
    const focused = document.activeElement;
    // Browsers swallow all keys while what has the focus is disabled, as the controls are once nothing is ticked.
    if (none && focused instanceof HTMLElement && focused.matches(':disabled')) {
      focused.blur();
      if (cursor.key !== null) {
        focusRow(cursor.key);
      }
    }
  }, [none, cursor.key]);

  const change = (problems: ProblemRow[], asked: ProblemChange) => {
    clear();
    void onTriage(problems, asked);
  };
  const targets = () => (selected.length > 0 ? selected : rows.filter(({ id }) => id === cursor.key));
  /** Does it with what is ticked, else with the current row; nothing for those who may not. */
  const triage = (act: (problems: ProblemRow[]) => void) => {
    const problems = targets();
    if (allowed && problems.length > 0) {
      act(problems);
    }
  };
  /** The controls act on what is ticked: so is the current row, before its control opens. */
  const throughControl = (open: () => void) =>
    triage((problems) => {
      flushSync(() => select(problems.map(idOf)));
      open();
    });
  useHotkeys({
    j: () => cursor.move(1),
    k: () => cursor.move(-1),
    x: () => allowed && cursor.key !== null && selection.toggle(cursor.key, false),
    r: () => triage((problems) => change(problems, { kind: 'status', status: 'resolved' })),
    i: () => throughControl(() => ignoreRef.current?.querySelector('button')?.click()),
    a: () => throughControl(() => focusField(assignId)),
  });

  const columns = useMemo(
    () =>
      problemColumns({
        withStatus: status === undefined,
        newSince: range.from.valueOf(),
        linkToOnly: (field, value) =>
          linkTo(paths.errors(), {
            tab: filter.tab,
            status: filter.status,
            sort: filter.sort,
            q: withTerm(filter.search, field, value),
          }),
      }),
    [range, linkTo, filter, status]
  );
  return (
    <Stack direction="column" gap={1}>
      <BulkBar
        selected={selected}
        status={status}
        onChange={(asked) => change(selected, asked)}
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
    </Stack>
  );
}
