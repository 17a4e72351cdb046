/** The app's settings (`jsonData`): Grafana gives them to everybody, so nothing secret is among them. */
export interface AppSettings {
  /** A URL with `{file}`, `{path}` and `{line}`, which opens a place in the shop's code. */
  editorUrl?: string;
  /** What `{path}` leaves out of the beginning of `{file}`. */
  editorPathPrefix?: string;
}

export const appId = 'maho-insights-app';
export const appSettingsUrl = `/api/plugins/${appId}/settings`;
