import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { ChangesDocument, ChangesRequest, ProblemChange, UndoRequest } from '../../../contract/problems';
import { useDatasource } from '../datasource/DatasourceContext';
import type { InsightsError } from '../datasource/InsightsError';
import { postResource } from '../datasource/resources';
import { describeDone } from './describeDone';
import type { ProblemRef } from './ProblemRef';

export interface ProblemChanges {
  /**
   * Changes problems that the user sees in these revisions, then has all that shows problems read again.
   * @returns null when the change as a whole failed, which is told by `error`
   */
  change: (problems: ProblemRef[], change: ProblemChange) => Promise<ChangesDocument | null>;
  /** Takes the latest change back. */
  undo: () => void;
  /** The change that is on its way. */
  pending: ProblemChange | null;
  /** What was done last, to be told; null once it was dismissed, or when nothing came of it. */
  done: { text: string; mayUndo: boolean; at: number } | null;
  /** Problems that were left alone, and why. */
  refused: ChangesDocument['refused'];
  error: InsightsError | null;
  dismiss: () => void;
}

type Asked = { kind: 'change'; request: ChangesRequest } | { kind: 'undo'; request: UndoRequest };

interface Outcome {
  asked: Asked;
  answer: ChangesDocument;
  at: number;
}

/** What people do with problems: posts it, takes it back, and tells what became of it. Told by `ChangeNotices`. */
export function useProblemChanges(): ProblemChanges {
  const { uid } = useDatasource();
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { mutateAsync, isPending, variables, error, reset } = useMutation<ChangesDocument, InsightsError, Asked>({
    mutationFn: ({ kind, request }) =>
      postResource<ChangesDocument>(uid, kind === 'change' ? 'problems/changes' : 'problems/undo', request),
    onSuccess: (answer, asked) => setOutcome({ asked, answer, at: Date.now() }),
    // Whatever became of it: what is shown may be older than what the answer tells of.
    onSettled: () =>
      Promise.all(['resource', 'frames'].map((kind) => client.invalidateQueries({ queryKey: [kind, uid] }))),
  });

  const run = useCallback(
    async (asked: Asked) => {
      setOutcome(null);
      return mutateAsync(asked).catch(() => null);
    },
    [mutateAsync]
  );
  const undoable = outcome?.answer.undo;
  return {
    change: useCallback((problems, change) => run({ kind: 'change', request: { problems, change } }), [run]),
    undo: useCallback(() => void (undoable && run({ kind: 'undo', request: undoable })), [run, undoable]),
    pending: isPending && variables?.kind === 'change' ? variables.request.change : null,
    done: outcome && toldOf(outcome),
    refused: outcome?.answer.refused ?? [],
    error,
    dismiss: useCallback(() => {
      setOutcome(null);
      reset();
    }, [reset]),
  };
}

function toldOf({ asked, answer: { changed, undo }, at }: Outcome): ProblemChanges['done'] {
  if (changed.length === 0) {
    return null;
  }
  if (asked.kind === 'undo') {
    return { text: 'Undone', mayUndo: false, at };
  }
  return { text: describeDone(asked.request.change, changed.length), mayUndo: undo.problems.length > 0, at };
}
