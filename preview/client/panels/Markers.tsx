import type { DataFrame } from '@grafana/data';
import { useTheme2, type UPlotConfigBuilder } from '@grafana/ui';
import { useLayoutEffect, useRef } from 'react';

interface Props {
  config: UPlotConfigBuilder;
  /** With a field `time`, and one `color` that names a colour of the theme. */
  annotations: DataFrame[];
}

/** Draws annotations as dashed lines, as Grafana's time series panel does. */
export function Markers({ config, annotations }: Props) {
  const theme = useTheme2();
  const drawn = useRef(annotations);
  useLayoutEffect(() => {
    drawn.current = annotations;
  });
  useLayoutEffect(() => {
    config.addHook('draw', (plot) => {
      const { ctx, bbox } = plot;
      ctx.save();
      ctx.setLineDash([5, 5]);
      ctx.lineWidth = 2;
      for (const { time, color } of drawn.current.flatMap(toMarkers)) {
        const x = Math.round(plot.valToPos(time, 'x', true));
        if (x >= bbox.left && x <= bbox.left + bbox.width) {
          ctx.strokeStyle = theme.visualization.getColorByName(color);
          ctx.beginPath();
          ctx.moveTo(x, bbox.top);
          ctx.lineTo(x, bbox.top + bbox.height);
          ctx.stroke();
        }
      }
      ctx.restore();
    });
  }, [config, theme]);
  return null;
}

function toMarkers({ fields }: DataFrame): Array<{ time: number; color: string }> {
  const values = (name: string) => fields.find((field) => field.name === name)?.values ?? [];
  const colors = values('color');
  return values('time').map((time: number, index: number) => ({ time, color: colors[index] ?? 'red' }));
}
