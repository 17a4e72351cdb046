/**
 * How much of what happened a figure stands on; in `meta.custom` of every frame.
 * A figure is exact when `note` is empty.
 */
export interface Coverage {
  /** What the figure was counted from. */
  source: 'metrics' | 'traces' | 'logs' | 'mixed';
  /** Requests that the figure was counted from. */
  from: number;
  /** Requests that there were, where the store's counters tell; null where they do not. */
  of: number | null;
  /** One sentence for the reader, empty when exact. */
  note: string;
}
