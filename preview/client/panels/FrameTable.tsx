import type { DataFrame } from '@grafana/data';
import { Table } from '@grafana/ui';
import React, { useMemo } from 'react';
import { prepareFrames } from './prepareFrames';

interface Props {
  frame: DataFrame;
  width: number;
  height: number;
}

export function FrameTable({ frame, width, height }: Props) {
  const [data] = useMemo(() => prepareFrames([frame]), [frame]);
  return <Table data={data} width={width} height={height} ariaLabel={frame.name ?? 'Result'} />;
}
