import type { DataQuery } from '@grafana/schema';
import type { QueryInput } from '../../contract/queries';

/** A query as Grafana stores it: one of the contract's query types, with Grafana's own keys beside it. */
export type InsightsQuery = DataQuery & QueryInput;
