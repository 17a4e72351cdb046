import { config } from '@grafana/runtime';

/** Whether the user may open Explore, which Grafana does not grant to every Viewer. */
export function mayExplore(): boolean {
  return config.bootData?.user?.permissions?.['datasources:explore'] === true;
}
