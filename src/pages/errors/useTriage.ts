import { useCallback, useState } from 'react';
import type { ProblemChange } from '../../../contract/problems';
import type { ProblemRow } from '../../../contract/rows';
import { useProblemChanges } from '../../shared/problem-actions/useProblemChanges';
import type { RunningChange } from './shownProblems';

/** Changes problems of the list, and tells which changes are under way. */
export function useTriage() {
  const changes = useProblemChanges();
  const [running, setRunning] = useState<RunningChange[]>([]);
  const { change } = changes;
  const run = useCallback(
    async (problems: ProblemRow[], asked: ProblemChange) => {
      // What is merged into has no revision to lose, and is no part of itself.
      const targets = asked.kind === 'merge' ? problems.filter(({ id }) => id !== asked.into) : problems;
      if (targets.length === 0) {
        return;
      }
      const mine: RunningChange = { ids: new Set(targets.map(({ id }) => id)), change: asked };
      setRunning((before) => [...before, mine]);
      // Answers once the list is read again, whatever became of the change.
      await change(
        targets.map(({ id, revision }) => ({ id, revision })),
        asked
      );
      setRunning((before) => before.filter((other) => other !== mine));
    },
    [change]
  );
  return { changes, running, run };
}
