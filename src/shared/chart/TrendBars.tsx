import { useTheme2 } from '@grafana/ui';
import React from 'react';

interface Props {
  counts: number[];
  /** For a screen reader: what the bars show. */
  label: string;
}

const barWidth = 3;
const gap = 1;
const height = 20;
/** What is not 0 is seen as such. */
const lowest = 2;

/** Counts in equal parts of a time as bars: light enough to stand in each of a thousand rows. */
export function TrendBars({ counts, label }: Props) {
  const theme = useTheme2();
  const highest = Math.max(...counts, 1);
  const width = Math.max(counts.length * (barWidth + gap) - gap, 0);
  return (
    <svg role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <line x1={0} x2={width} y1={height} y2={height} stroke={theme.colors.border.medium} strokeWidth={1} />
      {counts.map((count, index) => {
        const bar = count > 0 ? Math.max((count / highest) * height, lowest) : 0;
        return (
          <rect
            key={index}
            x={index * (barWidth + gap)}
            y={height - bar}
            width={barWidth}
            height={bar}
            fill={theme.colors.text.secondary}
          />
        );
      })}
    </svg>
  );
}
