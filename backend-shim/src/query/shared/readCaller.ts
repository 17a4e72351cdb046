import type { Request } from 'express';
import { callerHeaders, roles, type Role } from '../../../../contract/access.ts';

/** Who asks, as the bridge tells. */
export interface Caller {
  /** Empty where it is not told. */
  login: string;
  role: Role;
}

/** Without a known role a caller has none. */
export function readCaller(request: Request): Caller {
  const role = request.get(callerHeaders.role);
  return { login: request.get(callerHeaders.login) ?? '', role: roles.find((known) => known === role) ?? 'None' };
}
