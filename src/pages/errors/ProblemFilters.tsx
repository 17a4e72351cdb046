import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, IconButton, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React, { useCallback, useId, useState } from 'react';
import { parseSearch } from '../../../contract/search';
import type { ProblemRow } from '../../../contract/rows';
import { statusLooks } from '../../shared/problems/statusLooks';
import { SearchField } from '../../shared/search/SearchField';
import { suggest } from '../../shared/search/suggest';
import { SrOnly } from '../../shared/text/SrOnly';
import { askedOf, withoutStatus } from './asked';
import { longestSearch, statusFilters, type ErrorsFilter, type ProblemSort } from './useErrorsFilter';
import { useKnownValues } from './useKnownValues';

interface Props {
  filter: ErrorsFilter;
  onChange: (change: Partial<ErrorsFilter>) => void;
  /** Values of these are proposed. */
  rows: ProblemRow[];
  searchId: string;
  onHelp: () => void;
}

const statusOptions = statusFilters.map((value) => ({
  value,
  label: value === 'all' ? 'All' : statusLooks[value].label,
}));

const sortOptions: Array<{ value: ProblemSort; label: string }> = [
  { value: 'lastSeen', label: 'Last seen' },
  { value: 'firstSeen', label: 'First seen' },
  { value: 'occurrences', label: 'Occurrences' },
  { value: 'visitors', label: 'Visitors' },
  { value: 'trend', label: 'Trend' },
];

const check = (text: string) => parseSearch(text).problems;

export function ProblemFilters({ filter, onChange, rows, searchId, onHelp }: Props) {
  const styles = useStyles2(getStyles);
  const sortLabel = useId();
  const [searching, setSearching] = useState(false);
  const known = useKnownValues(rows, searching);
  const setSearch = useCallback((search: string) => onChange({ search }), [onChange]);
  return (
    <div className={styles.filters}>
      <div className={styles.search}>
        <SearchField
          id={searchId}
          label="Search problems"
          placeholder="Search, such as: route:checkout* first:<2h deadlock"
          maxLength={longestSearch}
          value={filter.search}
          onApply={setSearch}
          check={check}
          suggest={(text, caret) => suggest(text, caret, known)}
          onFocus={() => setSearching(true)}
        />
        <div className={styles.help}>
          <IconButton
            name="question-circle"
            size="lg"
            aria-label="Keys and search"
            tooltip="Keys and search (?)"
            onClick={onHelp}
          />
        </div>
      </div>
      <RadioButtonGroup
        aria-label="Status"
        options={statusOptions}
        value={askedOf(filter).shownStatus ?? undefined}
        onChange={(status) => onChange({ status, search: withoutStatus(filter.search) })}
      />
      <div className={styles.sort}>
        <SrOnly>
          <span id={sortLabel}>Sort by</span>
        </SrOnly>
        <Combobox
          aria-labelledby={sortLabel}
          prefixIcon="sort-amount-down"
          options={sortOptions}
          value={filter.sort}
          onChange={({ value }) => onChange({ sort: value })}
          width={20}
        />
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  filters: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 2), alignItems: 'flex-start' }),
  // With its help on a line of its own where the other filters would leave it no room.
  search: css({ display: 'flex', flex: `1 1 ${theme.spacing(60)}`, gap: theme.spacing(1) }),
  help: css({ display: 'flex', alignItems: 'center', height: theme.spacing(theme.components.height.md) }),
  // Where the table has all of its columns, their headers sort.
  sort: css({ [`@container errors (min-width: ${theme.breakpoints.values.lg}px)`]: { display: 'none' } }),
});
