import { locationUtil, urlUtil } from '@grafana/data';
import { config } from '@grafana/runtime';
import { datasourceType } from '../../shared/datasource/datasourceType';

/** The trace in Explore, through the datasource's trace query. */
export function exploreTraceUrl(datasourceUid: string, traceId: string, start: number, duration: number): string {
  const pane = {
    datasource: datasourceUid,
    queries: [{ refId: 'A', datasource: { type: datasourceType, uid: datasourceUid }, queryType: 'trace', traceId }],
    // Explore wants a range; the query finds the trace whatever it is.
    range: { from: String(Math.floor(start)), to: String(Math.ceil(start + duration) + 1) },
  };
  return locationUtil.assureBaseUrl(
    urlUtil.renderUrl('/explore', {
      schemaVersion: 1,
      panes: JSON.stringify({ trace: pane }),
      orgId: config.bootData?.user?.orgId ?? 1,
    })
  );
}
