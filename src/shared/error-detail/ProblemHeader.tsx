import { Badge, Stack, Text } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import type { ProblemDocument } from '../../../contract/documents';
import { VisitorCount } from '../problems/VisitorCount';
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
      <LatestMessage problem={problem} />
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
        <Number label="Occurrences" suffix="in all">
          {formatCount(problem.occurrences)}
        </Number>
        <Number label="Visitors" suffix={problem.visitors === null ? undefined : 'in all'}>
          <VisitorCount count={problem.visitors} />
        </Number>
        <StatusSelect problem={problem} />
      </Stack>
    </Stack>
  );
}

/** What the latest occurrence said, where the title, which stands for all of them, says something else. */
function LatestMessage({ problem: { title, latest, stack } }: { problem: ProblemDocument }) {
  const message = (latest?.message || stack[0]?.message || '').trim();
  if (!message || message === title.trim()) {
    return null;
  }
  return (
    <div>
      <Text variant="bodySmall" color="secondary">
        Latest message:{' '}
      </Text>
      <LongText>{message}</LongText>
    </div>
  );
}

interface NumberProps {
  label: string;
  /** What the number counts, where the page's time range might be taken for it. */
  suffix?: string;
  children: NonNullable<ReactNode>;
}

function Number({ label, suffix, children }: NumberProps) {
  return (
    <Stack gap={0.5} alignItems="baseline">
      <Text variant="bodySmall" color="secondary">
        {label}
      </Text>
      <Text weight="medium" tabular>
        {children}
      </Text>
      {suffix && (
        <Text variant="bodySmall" color="secondary">
          {suffix}
        </Text>
      )}
    </Stack>
  );
}
