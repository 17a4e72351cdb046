export const datasourceType = 'maho-insights-datasource';
