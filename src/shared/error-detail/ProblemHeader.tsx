import { Badge, Stack, Text } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import type { ProblemDocument } from '../../../contract/documents';
import { VisitorCount } from '../problems/VisitorCount';
import { formatCount } from '../text/formatCount';
import { LongText } from '../text/LongText';
import { ShopText } from '../text/ShopText';
import { TimeAgo } from '../text/TimeAgo';
import { Place } from './Place';

/** What it is, where, since when, how often; its children are what was and can be decided about it. */
export function ProblemHeader({ problem, children }: { problem: ProblemDocument; children: ReactNode }) {
  return (
    <Stack direction="column" gap={1}>
      <Text element="h2" variant="h4">
        <LongText limit={300}>{problem.title || problem.type || 'Untitled'}</LongText>
      </Text>
      <Stack gap={1} alignItems="center" wrap="wrap">
        {problem.handled ? (
          <Badge color="blue" icon="shield" text="Handled" tooltip="The shop caught it and went on." />
        ) : (
          <Badge color="red" icon="exclamation-circle" text="Unhandled" tooltip="It ended the request." />
        )}
        <ShopText>{problem.type}</ShopText>
        {problem.file && (
          <Text color="secondary">
            <Place file={problem.file} line={problem.line} />
          </Text>
        )}
        {problem.route && (
          <Text color="secondary">
            <ShopText>{problem.route}</ShopText>
          </Text>
        )}
      </Stack>
      {children}
      <Stack gap={3} rowGap={1} wrap="wrap" alignItems="center">
        <Fact label="First seen" suffix={problem.firstVersion && <>in {<ShopText>{problem.firstVersion}</ShopText>}</>}>
          <TimeAgo time={problem.firstSeen} />
        </Fact>
        <Fact label="Last seen" suffix={problem.lastVersion && <>in {<ShopText>{problem.lastVersion}</ShopText>}</>}>
          <TimeAgo time={problem.lastSeen} />
        </Fact>
        <Fact label="Occurrences" suffix="in all">
          {formatCount(problem.occurrences)}
        </Fact>
        <Fact label="Visitors" suffix={problem.visitors === null ? undefined : 'in all'}>
          <VisitorCount count={problem.visitors} />
        </Fact>
        <Fact label="Orders" suffix="placed nevertheless">
          {formatCount(problem.orders)}
        </Fact>
      </Stack>
    </Stack>
  );
}

interface FactProps {
  label: string;
  /** What the number counts, where the page's time range might be taken for it. */
  suffix?: ReactNode;
  children: NonNullable<ReactNode>;
}

function Fact({ label, suffix, children }: FactProps) {
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
