import type { ProblemChange } from '../../../contract/problems';
import type { ProblemRow } from '../../../contract/rows';

/** A row as the change leaves it; null where it is no row of its own any more. */
export function applyChange(row: ProblemRow, change: ProblemChange): ProblemRow | null {
  switch (change.kind) {
    case 'status':
      return { ...row, status: change.status, regressedAt: change.status === 'open' ? row.regressedAt : null };
    case 'assign':
      return { ...row, assignee: change.assignee };
    case 'merge':
      return row.id === change.into ? row : null;
    default:
      return row;
  }
}
