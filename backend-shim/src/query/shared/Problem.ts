import type { ProblemStatus } from '../../../../contract/problemStatus.ts';

/** What lists tell of a problem. */
export interface Problem {
  id: string;
  title: string;
  type: string;
  file: string;
  line: number;
  /** Empty where not known. */
  route: string;
  status: ProblemStatus;
  handled: boolean;
  /** ms since 1970 */
  firstSeen: number;
  lastSeen: number;
  /** Of all time. */
  occurrences: number;
  assignee: string | null;
  regressedAt: number | null;
  revision: number;
  /** The problem that it was merged into by hand. */
  mergedInto: string | null;
  /** Whether others were ever merged into it: of a hundred thousand, those that need not be looked up are many. */
  mayHaveParts: boolean;
  /** In lower case: what free text is searched in. */
  text: string;
}
