import { Badge, Text } from '@grafana/ui';
import React from 'react';
import type { ProblemDocument } from '../../../contract/documents';
import type { IgnoredUntil } from '../../../contract/problems';
import { formatCount } from '../text/formatCount';
import { ShopText } from '../text/ShopText';
import { TimeAgo } from '../text/TimeAgo';

/** Who set the status and when, how long it holds, and whether it came back. */
export function StatusNote({ problem }: { problem: ProblemDocument }) {
  const { status, statusChangedAt, statusChangedBy, resolvedAfter, ignoredUntil, regressedAt } = problem;
  return (
    <>
      {regressedAt !== null && (
        <Badge color="red" icon="history" text="Regression" tooltip="It was resolved, and was seen again after that." />
      )}
      <Text variant="bodySmall" color="secondary">
        {regressedAt !== null && (
          <>
            seen again <TimeAgo time={regressedAt} />
            {'. '}
          </>
        )}
        {status === 'resolved' && resolvedAfter !== null && (
          <>
            in the version after <ShopText>{resolvedAfter}</ShopText>{' '}
          </>
        )}
        {status === 'ignored' && ignoredUntil && <Until until={ignoredUntil} />}
        {statusChangedBy !== null && statusChangedAt !== null && (
          <>
            set by <ShopText>{statusChangedBy}</ShopText>, <TimeAgo time={statusChangedAt} />
          </>
        )}
      </Text>
    </>
  );
}

function Until({ until: { time, more, perHour } }: { until: IgnoredUntil }) {
  const conditions = [
    time !== null && <TimeAgo key="time" time={time} />,
    more !== null && `${formatCount(more)} more`,
    perHour !== null && `${formatCount(perHour)} within an hour`,
  ].filter(Boolean);
  if (conditions.length === 0) {
    return null;
  }
  return (
    <>
      until{' '}
      {conditions.map((condition, index) => (
        <React.Fragment key={index}>
          {index > 0 && ' or '}
          {condition}
        </React.Fragment>
      ))}
      {', '}
    </>
  );
}
