import { DataSourcePlugin } from '@grafana/data';
import { ConfigEditor } from './ConfigEditor';
import { InsightsDataSource } from './InsightsDataSource';
import type { InsightsOptions, InsightsSecrets } from './InsightsOptions';
import type { InsightsQuery } from './InsightsQuery';
import { QueryEditor } from './QueryEditor';

export const plugin = new DataSourcePlugin<InsightsDataSource, InsightsQuery, InsightsOptions, InsightsSecrets>(
  InsightsDataSource
)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
