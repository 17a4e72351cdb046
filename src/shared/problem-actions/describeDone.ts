import type { ProblemChange } from '../../../contract/problems';
import { plural } from '../text/plural';

/** A change in the words of one who made it: `Resolved`, `3 problems ignored for a time`. */
export function describeDone(change: ProblemChange, problems: number): string {
  const words = wordsOf(change);
  return problems === 1 ? words.charAt(0).toUpperCase() + words.slice(1) : `${plural(problems, 'problem')} ${words}`;
}

function wordsOf(change: ProblemChange): string {
  switch (change.kind) {
    case 'status':
      return statusWords(change);
    case 'assign':
      return change.assignee === null ? 'assigned to nobody' : `assigned to ${change.assignee}`;
    case 'note':
      return 'noted';
    case 'merge':
      return 'merged';
    case 'unmerge':
      return 'split off';
  }
}

function statusWords({ status, inNextVersion, until, count, perHour }: Extract<ProblemChange, { kind: 'status' }>) {
  if (status === 'open') {
    return 'reopened';
  }
  if (status === 'resolved') {
    return inNextVersion ? 'resolved in the next version' : 'resolved';
  }
  return until || count || perHour ? 'ignored for a while' : 'ignored';
}
