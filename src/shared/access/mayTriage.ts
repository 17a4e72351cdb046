import { currentRole } from './currentRole';

/** Whether the user may change problems: Viewers read, Editors triage. */
export function mayTriage(): boolean {
  const role = currentRole();
  return role === 'Editor' || role === 'Admin';
}

/** Who may, for those who may not. */
export const whoMayTriage = 'Editors and administrators can change problems.';
