import { problemId } from '../../../../contract/problems.ts';
import type { Problem } from './Problem.ts';
import type { Problems } from './Problems.ts';
import { QueryError } from './QueryError.ts';

/** @throws QueryError `invalid` */
export function checkProblemId(id: string): void {
  if (!problemId.safeParse(id).success) {
    throw new QueryError('invalid', 'A problem id has 32 hexadecimal digits.');
  }
}

/** The problem, or the one that it was merged into. @throws QueryError `not_found` */
export function findTold(problems: Problems, id: string): Problem {
  const problem = problems.targetOf(id);
  if (!problem) {
    throw noSuchProblem();
  }
  return problem;
}

export function noSuchProblem(): QueryError {
  return new QueryError(
    'not_found',
    'There is no such problem. It may have turned out to be part of another one: look in the list of errors.'
  );
}
