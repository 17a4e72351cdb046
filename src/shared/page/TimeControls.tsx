import type { TimeRange } from '@grafana/data';
import { Stack, TimeRangePicker } from '@grafana/ui';
import React from 'react';
import { absoluteRange } from './absoluteRange';
import { usePageState } from './PageState';
import { RefreshControl } from './RefreshControl';

export function TimeControls() {
  const { range, timeZone, setRange, setTimeZone } = usePageState();
  const from = range.from.valueOf();
  const length = range.to.valueOf() - from;
  return (
    <Stack gap={1} alignItems="center">
      <TimeRangePicker
        value={range}
        timeZone={timeZone}
        onChange={setRange}
        onChangeTimeZone={setTimeZone}
        onMoveBackward={() => setRange(endingByNow(from - length / 2, length))}
        onMoveForward={() => setRange(endingByNow(from + length / 2, length))}
        onZoom={() => setRange(endingByNow(from - length / 2, length * 2))}
        isOnCanvas
      />
      <RefreshControl />
    </Stack>
  );
}

/** Never beyond now: there is nothing to see in the future. */
function endingByNow(from: number, length: number): TimeRange {
  const to = Math.min(from + length, Date.now());
  return absoluteRange(to - length, to);
}
