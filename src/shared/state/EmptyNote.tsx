import { Icon, Stack, Text } from '@grafana/ui';
import React, { type ReactNode } from 'react';

/** Says in one line why there is nothing, and whether that is good news. */
export function EmptyNote({ good, children }: { good?: boolean; children: NonNullable<ReactNode> }) {
  return (
    <Stack gap={1} alignItems="center">
      <Text color={good ? 'success' : 'secondary'}>
        <Icon name={good ? 'check-circle' : 'info-circle'} aria-hidden />
      </Text>
      <Text color="secondary">{children}</Text>
    </Stack>
  );
}
