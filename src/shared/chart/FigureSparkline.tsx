import { css } from '@emotion/css';
import { FieldColorModeId, FieldType, type DataFrame, type Field, type TimeRange } from '@grafana/data';
import { GraphDrawStyle, type GraphFieldConfig } from '@grafana/schema';
import { Sparkline, useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { useElementWidth } from '../layout/useElementWidth';

interface Props {
  /** A `timeseries-multi` frame: a time field and a number field. */
  frame: DataFrame | undefined;
  range: TimeRange;
  /** For a screen reader: what the line shows. */
  label: string;
  height: number;
}

/** A figure over the page's time range, without axes. */
export function FigureSparkline({ frame, range, label, height }: Props) {
  const theme = useTheme2();
  const [ref, width] = useElementWidth<HTMLDivElement>();
  const sparkline = useMemo(() => toSparkline(frame, range), [frame, range]);
  return (
    <div ref={ref} role="img" aria-label={label} className={css({ height })}>
      {width > 0 && sparkline && (
        <Sparkline theme={theme} width={width} height={height} sparkline={sparkline} config={config} />
      )}
    </div>
  );
}

/** The size of points is for those that stand alone between gaps: Grafana draws no others here. */
const config = {
  color: { mode: FieldColorModeId.Fixed, fixedColor: 'text' },
  custom: { drawStyle: GraphDrawStyle.Line, lineWidth: 1, fillOpacity: 10, pointSize: 3 } satisfies GraphFieldConfig,
};

/** One point makes no line. The scale starts at 0, so that small changes do not look like large ones. */
function toSparkline(frame: DataFrame | undefined, timeRange: TimeRange) {
  const x = frame?.fields.find(({ type }) => type === FieldType.time);
  const y = frame?.fields.find(({ type }) => type === FieldType.number);
  if (!x || !y || x.values.length < 2) {
    return undefined;
  }
  const max = y.values.reduce((highest: number, value: number | null) => Math.max(highest, value ?? 0), 0);
  const drawn: Field = { ...y, config: { ...y.config, ...config }, state: { range: { min: 0, max, delta: max } } };
  return { x, y: drawn, timeRange };
}
