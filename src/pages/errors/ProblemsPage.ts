import type { DataFrame } from '@grafana/data';
import type { Coverage } from '../../../contract/coverage';
import type { QueryOf } from '../../../contract/queries';
import type { PageOf, ProblemRow } from '../../../contract/rows';
import { coverageOf } from '../../shared/figures/coverageOf';
import { toProblemRows } from '../../shared/problems/toProblemRows';

/** A page of the list as it was asked for and answered. */
export interface ProblemsPage extends PageOf {
  status: QueryOf<'problems'>['status'];
  rows: ProblemRow[];
  coverage: Coverage | null;
  notices: string[];
}

export function toProblemsPage(frames: DataFrame[], status: ProblemsPage['status']): ProblemsPage {
  const rows = toProblemRows(frames);
  const meta = frames[0]?.meta;
  const custom = (meta?.custom ?? {}) as Partial<PageOf>;
  return {
    status,
    rows,
    coverage: coverageOf(frames[0]),
    notices: meta?.notices?.map(({ text }) => text) ?? [],
    nextCursor: custom.nextCursor ?? null,
    matching: custom.matching ?? rows.length,
  };
}
