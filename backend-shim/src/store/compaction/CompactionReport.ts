/** What a run of compaction did; kept for the status document. */
export interface CompactionReport {
  /** Blocks that were replaced, and those that took their place. */
  blocksBefore: number;
  blocksAfter: number;
  traces: number;
  /** Traces that lost their spans to the storage policy. */
  dropped: number;
  /** Blocks that cannot be read and are left as they are. */
  damaged: number;
  /** Blocks that wait, because more may come for them. */
  waiting: number;
}
