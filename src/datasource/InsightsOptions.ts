import type { DataSourceJsonData } from '@grafana/data';

/** The URL of Insights' receiver is the datasource's own `url`. */
export type InsightsOptions = DataSourceJsonData;

export interface InsightsSecrets {
  /** The receiver's query token (`INSIGHTS_TOKEN`). */
  token?: string;
}
