import type { Retention } from './Retention.ts';

/** What one partition of a table spans. */
export type PartitionUnit = 'day' | 'month';

export interface PartitionedTable {
  name: string;
  unit: PartitionUnit;
  /** How the column that rows are told apart by says a time. */
  bound: 'time' | 'generation';
  /** Which retention holds; `generations`: today's and yesterday's, so that what comes about midnight finds its like. */
  kept: keyof Retention | 'generations';
}

export const partitionedTables: readonly PartitionedTable[] = [
  { name: 'maho_insights_trace_blocks', unit: 'day', bound: 'time', kept: 'traces' },
  { name: 'maho_insights_traces', unit: 'day', bound: 'time', kept: 'traces' },
  { name: 'maho_insights_metrics', unit: 'day', bound: 'time', kept: 'traces' },
  { name: 'maho_insights_error_occurrences', unit: 'day', bound: 'time', kept: 'occurrences' },
  { name: 'maho_insights_events', unit: 'day', bound: 'time', kept: 'occurrences' },
  { name: 'maho_insights_metrics_history', unit: 'month', bound: 'time', kept: 'metrics' },
  { name: 'maho_insights_trace_heads', unit: 'day', bound: 'generation', kept: 'generations' },
  { name: 'maho_insights_exports', unit: 'day', bound: 'generation', kept: 'generations' },
];
