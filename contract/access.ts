/** Grafana's organisation roles, in rising order. */
export const roles = ['None', 'Viewer', 'Editor', 'Admin'] as const;
export type Role = (typeof roles)[number];

/** Headers by which the bridge tells the shim who asks; trusted because of the token alone. */
export const callerHeaders = {
  login: 'x-insights-login',
  role: 'x-insights-role',
} as const;
