import { Badge, Stack, Text } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import type { ProblemDocument } from '../../../contract/documents';
import { formatCount } from '../text/formatCount';
import { LongText } from '../text/LongText';
import { ShopText } from '../text/ShopText';
import { TimeAgo } from '../text/TimeAgo';
import { formatFile } from './formatStack';
import { StatusSelect } from './StatusSelect';

/** What it is, where, since when, how often, and what was decided about it. */
export function ProblemHeader({ problem }: { problem: ProblemDocument }) {
  return (
    <Stack direction="column" gap={1}>
      <Text element="h2" variant="h4">
        <LongText limit={300}>{problem.title || problem.type}</LongText>
      </Text>
      <Stack gap={1} alignItems="center" wrap="wrap">
        <ShopText>{problem.type}</ShopText>
        {problem.file && (
          <Text color="secondary">
            <ShopText>{formatFile(problem.file, problem.line)}</ShopText>
          </Text>
        )}
        {problem.route && (
          <Text color="secondary">
            <ShopText>{problem.route}</ShopText>
          </Text>
        )}
        {problem.handled ? (
          <Badge color="blue" icon="shield" text="Handled" tooltip="The shop caught it and went on." />
        ) : (
          <Badge color="red" icon="exclamation-circle" text="Unhandled" tooltip="It ended the request." />
        )}
      </Stack>
      <Stack gap={3} rowGap={1} wrap="wrap" alignItems="center">
        <Number label="First seen">
          <TimeAgo time={problem.firstSeen} />
        </Number>
        <Number label="Last seen">
          <TimeAgo time={problem.lastSeen} />
        </Number>
        <Number label="Occurrences">{formatCount(problem.occurrences)}</Number>
        <Number label="Visitors">{formatCount(problem.visitors)}</Number>
        <StatusSelect problem={problem} />
      </Stack>
    </Stack>
  );
}

function Number({ label, children }: { label: string; children: NonNullable<ReactNode> }) {
  return (
    <Stack gap={0.5} alignItems="baseline">
      <Text variant="bodySmall" color="secondary">
        {label}
      </Text>
      <Text weight="medium" tabular>
        {children}
      </Text>
    </Stack>
  );
}
