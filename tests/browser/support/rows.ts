import type { ProblemStatus } from '../../../contract/problemStatus.ts';

/** What these tests read of a `problems` query's rows. */
export interface ProblemRow {
  id: string;
  title: string;
  type: string;
  status: ProblemStatus;
  handled: boolean;
  occurrences: number;
  /** Null where none is known. */
  visitors: number | null;
}

/** What these tests read of a `requests` query's rows. */
export interface RequestRow {
  traceId: string;
  method: string;
  path: string;
  failed: boolean;
  queries: number;
  spans: number;
}
