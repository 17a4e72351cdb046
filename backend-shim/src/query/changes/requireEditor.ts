import { roles } from '../../../../contract/access.ts';
import type { Caller } from '../shared/readCaller.ts';
import { QueryError } from '../shared/QueryError.ts';

/** As long as a login may be that is kept. */
const longestLogin = 190;

/**
 * @returns who makes a change
 * @throws QueryError `forbidden` below Editor, `invalid` where it is not told who asks
 */
export function requireEditor({ login, role }: Caller): string {
  if (roles.indexOf(role) < roles.indexOf('Editor')) {
    throw new QueryError(
      'forbidden',
      `Only Editors and Admins may change problems; ${login || 'this user'} has the role ${role}.`
    );
  }
  if (login === '') {
    throw new QueryError('invalid', 'A change has to say who makes it: the login is missing.');
  }
  return login.slice(0, longestLogin);
}
