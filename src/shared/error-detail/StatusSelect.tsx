import { Combobox, Stack, Text } from '@grafana/ui';
import React, { useId } from 'react';
import type { ProblemDocument } from '../../../contract/documents';
import { problemStatuses } from '../../../contract/problemStatus';
import { currentRole } from '../access/currentRole';
import { statusLooks } from '../problems/statusLooks';
import { ShopText } from '../text/ShopText';
import { TimeAgo } from '../text/TimeAgo';
import { StatusChangeError } from './StatusChangeError';
import { useStatusChange } from './useStatusChange';

const options = problemStatuses.map((value) => ({ value, label: statusLooks[value].label }));

/** The problem's status with who set it; editors and administrators change it here. */
export function StatusSelect({ problem }: { problem: ProblemDocument }) {
  const { change, pending, error, reload } = useStatusChange(problem.id);
  const role = currentRole();
  const mayChange = role === 'Editor' || role === 'Admin';
  const id = useId();
  return (
    <Stack direction="column" gap={0.5}>
      <Stack gap={1} alignItems="center" wrap="wrap">
        <label htmlFor={id}>
          <Text variant="bodySmall" color="secondary">
            Status
          </Text>
        </label>
        <Combobox
          id={id}
          options={options}
          value={pending ?? problem.status}
          disabled={!mayChange || pending !== null}
          loading={pending !== null}
          prefixIcon={statusLooks[pending ?? problem.status].icon}
          width="auto"
          minWidth={16}
          onChange={({ value }) => value !== problem.status && change({ status: value, from: problem.status })}
        />
        {problem.statusChangedAt !== null && (
          <Text variant="bodySmall" color="secondary">
            set by <ShopText>{problem.statusChangedBy ?? 'somebody'}</ShopText>,{' '}
            <TimeAgo time={problem.statusChangedAt} />
          </Text>
        )}
        {!mayChange && (
          <Text variant="bodySmall" color="secondary">
            Editors and administrators can change it.
          </Text>
        )}
      </Stack>
      {error && <StatusChangeError error={error} onReload={() => void reload()} />}
    </Stack>
  );
}
