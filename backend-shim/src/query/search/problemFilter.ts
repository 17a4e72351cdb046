import type { ProblemStatus } from '../../../../contract/problemStatus.ts';
import { searchTime, type SearchTerm } from '../../../../contract/search.ts';
import type { Problem } from '../shared/Problem.ts';
import type { Problems } from '../shared/Problems.ts';
import type { TimeRange } from '../shared/QueryContext.ts';
import { QueryError } from '../shared/QueryError.ts';
import { Wildcard } from '../shared/Wildcard.ts';
import { combine } from './combine.ts';

export interface WantedProblems {
  status: ProblemStatus | 'all';
  terms: SearchTerm[];
}

interface Asking {
  range: TimeRange;
  /** Of the caller; empty where it is not told. */
  login: string;
  problems: Problems;
  /** Of each free text of the search, the problems of which an occurrence holds it. */
  told: ReadonlyMap<string, ReadonlySet<string>>;
  /** ms since 1970 */
  now: number;
}

const statuses = new Set(['open', 'resolved', 'ignored']);
const ofProblem: ReadonlySet<string> = new Set(['is', 'type', 'title', 'file', 'assignee', 'first', 'last']);

/**
 * Whether a problem is what is asked for, by what it is itself, whatever its occurrences. Of merged ones, that they are
 * told as says where it stands, and any of them what it is about. A status that the search says goes before `status`.
 *
 * @throws QueryError `invalid` where only who asks can tell
 */
export function problemFilter({ status, terms }: WantedProblems, asking: Asking): (problem: Problem) => boolean {
  const { problems } = asking;
  const saysStatus = terms.some(({ field, value }) => field === 'is' && statuses.has(value.toLowerCase()));
  const only = status === 'all' || saysStatus ? null : status;
  const told = terms.filter(({ field }) => field === null || ofProblem.has(field));
  const holds = combine<Problem>(told, (term) => {
    switch (term.field) {
      case 'is':
        return standing(term.value.toLowerCase(), asking);
      case 'assignee': {
        const wanted = new Wildcard(term.value);
        return ({ assignee }) => assignee !== null && wanted.matches(assignee);
      }
      case 'first':
      case 'last':
        return seen(term, asking);
      default: {
        const isAbout = about(term, asking);
        return (problem) => isAbout(problem) || problems.partsOf(problem).some(isAbout);
      }
    }
  });
  return (problem) => (only === null || problem.status === only) && holds(problem);
}

function standing(value: string, { range, login, problems }: Asking): (problem: Problem) => boolean {
  switch (value) {
    case 'regressed':
      return ({ regressedAt }) => regressedAt !== null;
    case 'new':
      return (problem) => isWithin(problems.firstSeen(problem), range);
    case 'assigned':
      return ({ assignee }) => assignee !== null;
    case 'unassigned':
      return ({ assignee }) => assignee === null;
    case 'mine':
      if (login === '') {
        throw new QueryError('invalid', 'is:mine needs to know who asks, and no login was told.');
      }
      return ({ assignee }) => assignee === login;
    default:
      return ({ status }) => status === value;
  }
}

function seen(term: SearchTerm, { problems, now }: Asking): (problem: Problem) => boolean {
  const { from, to } = searchTime(term, now) ?? { from: -Infinity, to: Infinity };
  return (problem) => {
    const time = term.field === 'first' ? problems.firstSeen(problem) : problems.lastSeen(problem);
    return from <= time && time < to;
  };
}

function about({ field, value, negated }: SearchTerm, { told }: Asking): (problem: Problem) => boolean {
  const whole = new Wildcard(value);
  const anywhere = new Wildcard(`*${value}*`);
  const inFolder = new Wildcard(`*/${value}`);
  switch (field) {
    case 'type':
      return ({ type }) => whole.matches(type);
    case 'title':
      return ({ title }) => anywhere.matches(title);
    case 'file':
      return ({ file }) => whole.matches(file) || inFolder.matches(file);
    default: {
      const occurred = negated ? undefined : told.get(value);
      return ({ id, text }) => anywhere.isIn(text) || occurred?.has(id) === true;
    }
  }
}

function isWithin(time: number, { from, to }: TimeRange): boolean {
  return from <= time && time <= to;
}
