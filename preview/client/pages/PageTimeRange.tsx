import React from 'react';
import { getTimeZone, type TimeRange } from '@grafana/data';
import { TimeRangePicker } from '@grafana/ui';

interface Props {
  value: TimeRange;
  onChange(range: TimeRange): void;
}

export function PageTimeRange({ value, onChange }: Props) {
  return (
    <TimeRangePicker
      value={value}
      timeZone={getTimeZone()}
      onChange={onChange}
      onChangeTimeZone={() => {}}
      onMoveBackward={() => {}}
      onMoveForward={() => {}}
      onZoom={() => {}}
    />
  );
}
