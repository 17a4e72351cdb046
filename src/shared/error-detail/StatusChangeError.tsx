import { Alert, Button, Stack } from '@grafana/ui';
import React from 'react';
import type { InsightsError } from '../datasource/InsightsError';
import { ShopText } from '../text/ShopText';

interface Props {
  error: InsightsError;
  onReload: () => void;
}

/** Why the status is still what it was. */
export function StatusChangeError({ error, onReload }: Props) {
  const title =
    error.kind === 'conflict'
      ? 'Somebody else changed the status meanwhile'
      : error.kind === 'forbidden'
        ? 'You may not change the status'
        : 'The status was not changed';
  return (
    <Alert severity={error.kind === 'conflict' ? 'warning' : 'error'} title={title}>
      <Stack direction="column" gap={1} alignItems="flex-start">
        <ShopText>{error.message}</ShopText>
        <Button size="sm" variant="secondary" icon="sync" onClick={onReload}>
          Load again
        </Button>
      </Stack>
    </Alert>
  );
}
