import type { Pool } from 'mysql2/promise';
import { roles } from '../../../../contract/access.ts';
import { statusChange, type ProblemDocument } from '../../../../contract/documents.ts';
import type { Caller } from '../shared/readCaller.ts';
import { parse } from '../shared/parse.ts';
import { QueryError } from '../shared/QueryError.ts';
import { problemDocument } from './problemDocument.ts';
import { updateStatus } from './problemSql.ts';

/**
 * Sets a problem's status, if it still is what the caller saw, and records who did.
 * @returns the problem as it is then
 * @throws QueryError `forbidden` below Editor, `conflict` when another one changed it, `invalid`, `not_found`
 */
export async function changeStatus(pool: Pool, id: string, body: unknown, caller: Caller): Promise<ProblemDocument> {
  if (roles.indexOf(caller.role) < roles.indexOf('Editor')) {
    throw new QueryError(
      'forbidden',
      `Only Editors and Admins may change the status of a problem; ${caller.login || 'this user'} has the role ${caller.role}.`
    );
  }
  if (caller.login === '') {
    throw new QueryError('invalid', 'A change has to say who makes it: the login is missing.');
  }
  const change = parse(statusChange, body);
  await problemDocument(pool, id);
  if (await updateStatus(pool, id, { ...change, login: caller.login, time: new Date() })) {
    return problemDocument(pool, id);
  }
  throw new QueryError('conflict', conflictOf(await problemDocument(pool, id)));
}

function conflictOf({ status, statusChangedBy, statusChangedAt }: ProblemDocument): string {
  const when =
    statusChangedAt === null ? '' : ` at ${new Date(statusChangedAt).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const what =
    statusChangedBy === null
      ? `It was seen again${when} and is ${status} now`
      : `${statusChangedBy} set it to ${status}${when}`;
  return `The status was not changed, because it is another one than you saw: ${what}. Look at it again, then decide.`;
}
