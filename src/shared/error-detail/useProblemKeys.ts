import type { RefObject } from 'react';
import type { ProblemDocument } from '../../../contract/documents';
import type { OccurrenceDocument, ProblemChange } from '../../../contract/problems';
import { mayTriage } from '../access/mayTriage';
import { useHotkeys, type Hotkeys } from '../keyboard/useHotkeys';
import { assigneeId } from './ProblemActions';
import type { ProblemView } from './ProblemView';

interface Options {
  problem: ProblemDocument;
  occurrence: OccurrenceDocument | undefined;
  view: ProblemView;
  /** A change is on its way. */
  busy: boolean;
  /** Around the button that opens the ways to ignore. */
  ignoreRef: RefObject<HTMLElement>;
  onChange: (change: ProblemChange) => void;
  onHelp: () => void;
}

/** The keys of a problem's page, as `KeyboardHelp` tells them; none where the view does not have the keyboard. */
export function useProblemKeys({ problem, occurrence, view, busy, ignoreRef, onChange, onHelp }: Options): void {
  const walk = (to: string | null | undefined) => {
    if (to) {
      view.onOccurrence(to);
    }
  };
  const triage = (act: () => void) => () => {
    if (mayTriage() && !busy) {
      act();
    }
  };
  const resolve = () => {
    if (problem.status !== 'resolved') {
      onChange({ kind: 'status', status: 'resolved' });
    }
  };
  const keys: Hotkeys = {
    j: () => walk(occurrence?.next),
    k: () => walk(occurrence?.previous),
    r: triage(resolve),
    i: () => triage(() => ignoreRef.current?.querySelector('button')?.click())(),
    a: triage(openPicker),
    '?': onHelp,
  };
  useHotkeys(view.keyboard ? keys : none);
}

const none: Hotkeys = {};

function openPicker() {
  const input = document.getElementById(assigneeId);
  input?.focus();
  input?.click();
}
