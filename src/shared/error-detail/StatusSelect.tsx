import { RadioButtonGroup, Stack, Text } from '@grafana/ui';
import React from 'react';
import type { ProblemDocument } from '../../../contract/documents';
import { problemStatuses } from '../../../contract/problemStatus';
import { currentRole } from '../access/currentRole';
import { statusLooks } from '../problems/statusLooks';
import { ShopText } from '../text/ShopText';
import { TimeAgo } from '../text/TimeAgo';
import { StatusChangeError } from './StatusChangeError';
import { useStatusChange } from './useStatusChange';

const options = problemStatuses.map((value) => ({
  value,
  label: statusLooks[value].label,
  icon: statusLooks[value].icon,
}));

/** The problem's status with who set it; editors and administrators change it here. */
export function StatusSelect({ problem }: { problem: ProblemDocument }) {
  const { change, pending, error, reload } = useStatusChange(problem.id);
  const role = currentRole();
  const mayChange = role === 'Editor' || role === 'Admin';
  return (
    <Stack direction="column" gap={0.5}>
      <Stack gap={1} alignItems="center" wrap="wrap">
        <Text variant="bodySmall" color="secondary">
          Status
        </Text>
        <RadioButtonGroup
          aria-label="Status"
          options={options}
          value={pending ?? problem.status}
          disabled={!mayChange || pending !== null}
          onChange={(status) => change({ status, from: problem.status })}
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
