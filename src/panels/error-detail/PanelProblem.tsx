import type { TimeRange } from '@grafana/data';
import React, { useState } from 'react';
import { ErrorDetail } from '../../shared/error-detail/ErrorDetail';

interface Props {
  problemId: string;
  range: TimeRange;
  generation: number;
  onRange: (range: TimeRange) => void;
}

/** A problem in a dashboard, whose keys are the dashboard's. */
export function PanelProblem({ problemId, range, generation, onRange }: Props) {
  const [occurrence, setOccurrence] = useState('last');
  return (
    <ErrorDetail
      problemId={problemId}
      view={{
        range,
        store: '',
        generation,
        onRange,
        occurrence,
        onOccurrence: setOccurrence,
        keyboard: false,
      }}
    />
  );
}
