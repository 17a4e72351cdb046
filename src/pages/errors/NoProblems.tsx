import { Button, EmptyState } from '@grafana/ui';
import React from 'react';
import type { ErrorsFilter, StatusFilter } from './useErrorsFilter';

interface Props {
  filter: ErrorsFilter;
  onChange: (change: Partial<ErrorsFilter>) => void;
}

/** Nothing found is a success when nothing was filtered, else a way back. */
export function NoProblems({ filter: { status, search }, onChange }: Props) {
  if (search) {
    return (
      <EmptyState
        variant="not-found"
        message="No problem matches the search"
        button={
          <Button variant="secondary" onClick={() => onChange({ search: '' })}>
            Clear the search
          </Button>
        }
      >
        Only problems seen in the time range are searched; a longer one may have it.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      variant="completed"
      message={messages[status]}
      button={
        status === 'all' ? undefined : (
          <Button variant="secondary" fill="outline" onClick={() => onChange({ status: 'all' })}>
            Show problems of every status
          </Button>
        )
      }
    />
  );
}

const messages: Record<StatusFilter, string> = {
  open: 'No open problem in this time range',
  resolved: 'No resolved problem was seen in this time range',
  ignored: 'No ignored problem was seen in this time range',
  all: 'No problem in this time range',
};
