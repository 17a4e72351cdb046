import { locationUtil } from '@grafana/data';
import { Alert, Button, LinkButton, Stack } from '@grafana/ui';
import React from 'react';
import { currentRole } from '../access/currentRole';
import type { InsightsError, InsightsErrorKind } from '../datasource/InsightsError';
import { ShopText } from '../text/ShopText';

interface Props {
  error: InsightsError;
  onRetry?: () => void;
  /** Of the datasource whose settings may be the cause. */
  datasourceUid?: string;
}

/** What happened, what to do, and a way to try again. */
export function ErrorNotice({ error, onRetry, datasourceUid }: Props) {
  const { title, advice, settings } = explanations[error.kind];
  return (
    <Alert severity="error" title={title}>
      <Stack direction="column" gap={1} alignItems="flex-start">
        <span>
          {advice} <ShopText>{error.message}</ShopText>
        </span>
        <Stack gap={1} wrap="wrap">
          {onRetry && (
            <Button size="sm" variant="secondary" icon="sync" onClick={onRetry}>
              Try again
            </Button>
          )}
          {settings && datasourceUid && currentRole() === 'Admin' && (
            <LinkButton
              size="sm"
              variant="secondary"
              fill="text"
              href={locationUtil.assureBaseUrl(`/connections/datasources/edit/${datasourceUid}`)}
            >
              Data source settings
            </LinkButton>
          )}
        </Stack>
      </Stack>
    </Alert>
  );
}

const explanations: Record<InsightsErrorKind, { title: string; advice: string; settings?: boolean }> = {
  unreachable: {
    title: 'The Insights service cannot be reached',
    advice:
      'Nothing can be shown until it answers. Check that it is running, and that the data source has its right address.',
    settings: true,
  },
  unauthenticated: {
    title: 'The Insights service refused the token',
    advice: 'Enter the query token of the service in the settings of the data source.',
    settings: true,
  },
  unavailable: {
    title: 'The Insights service is not ready',
    advice: 'What the stores send meanwhile is kept and will be processed. Try again in a minute.',
  },
  forbidden: { title: 'You may not do this', advice: 'Ask an editor or administrator of this Grafana.' },
  notFound: { title: 'Not found', advice: 'The link may be incomplete, or what it led to is now part of another one.' },
  conflict: { title: 'Somebody else changed this meanwhile', advice: 'Load it again to see what it is now.' },
  invalid: { title: 'The question was not understood', advice: 'Change the filters or the time range.' },
  unknown: {
    title: 'Something went wrong',
    advice: 'Try again; if it stays, look into the log of the Insights service.',
  },
};
