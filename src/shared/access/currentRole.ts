import { config } from '@grafana/runtime';
import type { Role } from '../../../contract/access';

/** The user's role in this organisation. */
export function currentRole(): Role {
  const role = config.bootData?.user?.orgRole;
  return role === 'Admin' || role === 'Editor' || role === 'Viewer' ? role : 'None';
}
