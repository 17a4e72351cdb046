import { dateTimeFormatTimeAgo } from '@grafana/data';
import { Button, EmptyState, Stack } from '@grafana/ui';
import React, { useContext } from 'react';
import type { StatusDocument } from '../../../contract/documents';
import { useResource } from '../../shared/datasource/useResource';
import { usePageState } from '../../shared/page/PageState';
import { ConnectStore } from '../../shared/state/ConnectStore';
import { Skeleton } from '../../shared/state/Skeleton';
import { TimeZoneContext } from '../../shared/text/TimeZoneContext';
import { withoutStatus } from './asked';
import type { ErrorsFilter } from './useErrorsFilter';

interface Props {
  filter: ErrorsFilter;
  onChange: (change: Partial<ErrorsFilter>) => void;
}

/** Nothing found is a success when nothing was filtered, else a way back; or nothing ever came. */
export function NoProblems({ filter, onChange }: Props) {
  const { generation } = usePageState();
  const timeZone = useContext(TimeZoneContext);
  const { data, error } = useResource<StatusDocument>('status', { generation });
  if (!data && !error) {
    return <Skeleton lines={4} label="Loading what was received" />;
  }
  const received = Object.values(data?.lastReceived ?? {}).filter((time) => time !== null);
  if (data && received.length === 0) {
    return <ConnectStore />;
  }
  const last = received.length > 0 ? dateTimeFormatTimeAgo(Math.max(...received), { timeZone }) : '';
  const { status, search, tab } = filter;
  if (search) {
    return <NothingFound filter={filter} onChange={onChange} />;
  }
  const kind = tab === 'all' ? '' : `${tab} `;
  const seen = status === 'open' || status === 'all' ? '' : ' was seen';
  const quiet = status === 'open' && tab === 'all';
  return (
    <EmptyState
      variant="completed"
      message={`${quiet ? 'All quiet: no' : 'No'} ${status === 'all' ? '' : `${status} `}${kind}problem${seen} in this time range`}
      button={
        <Stack gap={1} justifyContent="center" wrap="wrap">
          {status !== 'all' && <Way onClick={() => onChange({ status: 'all' })}>Show problems of every status</Way>}
          {tab !== 'all' && <Way onClick={() => onChange({ tab: 'all' })}>Show handled and unhandled ones</Way>}
        </Stack>
      }
    >
      {last && `The last data came ${last}.`}
    </EmptyState>
  );
}

function NothingFound({ filter: { status, search, tab }, onChange }: Props) {
  const filters = [status !== 'all' && status, tab !== 'all' && tab].filter(Boolean).join(', ');
  return (
    <EmptyState
      variant="not-found"
      message="No problem matches the search"
      button={
        <Stack gap={1} justifyContent="center" wrap="wrap">
          <Way onClick={() => onChange({ search: '' })}>Clear the search</Way>
          {filters && (
            <Way onClick={() => onChange({ status: 'all', tab: 'all', search: withoutStatus(search) })}>
              Search problems of every kind
            </Way>
          )}
        </Stack>
      }
    >
      {filters
        ? `Only ${filters} problems seen in the time range were searched.`
        : 'Only problems seen in the time range were searched; a longer one may have it.'}
    </EmptyState>
  );
}

function Way({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Button variant="secondary" fill="outline" onClick={onClick}>
      {children}
    </Button>
  );
}
