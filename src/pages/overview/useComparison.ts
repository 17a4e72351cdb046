import type { DataFrame } from '@grafana/data';
import type { Figure } from '../../../contract/figures';
import { toComparison, type Comparison } from '../../shared/figures/Comparison';
import type { InsightsError } from '../../shared/datasource/InsightsError';
import { usePageState } from '../../shared/page/PageState';
import { usePageFrames } from '../../shared/page/usePageFrames';

/** Enough for a card's width; more would only be drawn over each other. */
const points = 60;

export interface FigureResult {
  /** Undefined until it has come. */
  comparison?: Comparison;
  series?: DataFrame;
  error: InsightsError | null;
  retry: () => void;
}

/** A figure of the page's range and store beside the time before, and over time; asked for once however often used. */
export function useComparison(figure: Figure): FigureResult {
  const { store } = usePageState();
  const { data, error, refetch } = usePageFrames(
    {
      comparison: { queryType: 'figure', figure, format: 'comparison', store },
      series: { queryType: 'figure', figure, format: 'timeseries', store },
    },
    points
  );
  return {
    comparison: data && toComparison(data.comparison),
    series: data?.series[0],
    error,
    retry: () => void refetch(),
  };
}
