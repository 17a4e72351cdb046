const root = '/a/maho-insights-app';

/** Grafana-internal paths of the app's pages, without the sub-path that Grafana may be served under. */
export const paths = {
  overview: () => root,
  errors: () => `${root}/errors`,
  problem: (id: string) => `${root}/errors/${encodeURIComponent(id)}`,
  trace: (traceId: string) => `${root}/traces/${encodeURIComponent(traceId)}`,
};
