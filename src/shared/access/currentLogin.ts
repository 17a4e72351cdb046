import { config } from '@grafana/runtime';

/** The user's login; empty for nobody, as on a public dashboard. */
export function currentLogin(): string {
  return config.bootData?.user?.login ?? '';
}
