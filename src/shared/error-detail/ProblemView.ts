import type { TimeRange } from '@grafana/data';

/** What surrounds a problem that is shown: a page, or a panel. */
export interface ProblemView {
  /** Of the chart and the distributions. */
  range: TimeRange;
  /** As queries take it; empty for all stores. */
  store: string;
  /** Another number has everything read again. */
  generation: number;
  /** Chooses another time range; absent where there is none to choose. */
  onRange?: (range: TimeRange) => void;
  /** The occurrence that is shown: `first`, `last` or an id. */
  occurrence: string;
  onOccurrence: (which: string) => void;
  /** Whether single keys act: on a page, which has the keyboard for itself. */
  keyboard: boolean;
}
