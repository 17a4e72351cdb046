import { Stack, Text } from '@grafana/ui';
import React from 'react';
import type { ProblemRow } from '../../../contract/rows';
import { TwoLines } from '../text/TwoLines';
import { formatPlace } from './formatPlace';
import { ProblemLink } from './ProblemLink';
import { ProblemMarks } from './ProblemMarks';

interface Props {
  problem: ProblemRow;
  /** Problems first seen since this time (ms) are marked. */
  newSince?: number;
}

/** What a problem is called, and beneath it what is remarkable, type, place and whether the shop caught it. */
export function ProblemSummary({ problem, newSince }: Props) {
  const { id, title, type, file, line, handled } = problem;
  return (
    <Stack direction="column" gap={0.25}>
      <ProblemLink id={id} title={title || type} />
      <Stack gap={0.5} wrap="wrap" alignItems="center">
        <ProblemMarks problem={problem} newSince={newSince} />
        <Text variant="bodySmall" color="secondary">
          <TwoLines>{[type, formatPlace(file, line), handled ? 'handled' : ''].filter(Boolean).join(' · ')}</TwoLines>
        </Text>
      </Stack>
    </Stack>
  );
}
