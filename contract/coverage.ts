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
  /**
   * The time that was counted, where figures come by whole minutes: at least what was asked for. Both ends belong to
   * it; ms since 1970.
   */
  range?: { from: number; to: number };
}
