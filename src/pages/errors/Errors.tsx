import { Stack } from '@grafana/ui';
import React from 'react';
import { askedOf, withoutHandled } from './asked';
import { ErrorsTabs } from './ErrorsTabs';
import { LogPatterns } from './LogPatterns';
import { ProblemList } from './ProblemList';
import { useErrorsFilter, type ErrorsTab } from './useErrorsFilter';

/** What is broken, and does it matter? Problems by how they are handled, and what the log says. */
export function Errors() {
  const [filter, change] = useErrorsFilter();
  const choose = (tab: ErrorsTab) => change(tab === 'logs' ? { tab } : { tab, search: withoutHandled(filter.search) });
  const logs = filter.tab === 'logs';
  return (
    <Stack direction="column" gap={2}>
      <ErrorsTabs tab={logs ? 'logs' : askedOf(filter).shownHandled} onChange={choose} />
      {logs ? <LogPatterns filter={filter} onChange={change} /> : <ProblemList filter={filter} onChange={change} />}
    </Stack>
  );
}
