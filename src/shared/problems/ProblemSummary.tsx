import { Stack, Text } from '@grafana/ui';
import React from 'react';
import { TwoLines } from '../text/TwoLines';
import { formatPlace } from './formatPlace';
import { ProblemLink } from './ProblemLink';
import type { ProblemRow } from '../../../contract/rows';

/** What a problem is called, and beneath it type, place and whether the shop caught it. */
export function ProblemSummary({ problem }: { problem: ProblemRow }) {
  const { id, title, type, file, line, handled } = problem;
  return (
    <Stack direction="column" gap={0.25}>
      <ProblemLink id={id} title={title || type} />
      <Text variant="bodySmall" color="secondary">
        <TwoLines>{[type, formatPlace(file, line), handled ? 'handled' : ''].filter(Boolean).join(' · ')}</TwoLines>
      </Text>
    </Stack>
  );
}
