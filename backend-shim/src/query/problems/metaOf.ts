import type { FrameMeta } from '../../../../contract/frames.ts';
import type { QueryOf } from '../../../../contract/queries.ts';
import { coveredRange } from '../figure/Buckets.ts';
import { countFigure } from '../figure/countFigure.ts';
import { Facts, type Scope } from '../figure/Facts.ts';
import { total } from '../figure/Row.ts';
import type { Shops } from '../shared/Shops.ts';
import { mostOfProblem } from './countVisitors.ts';

interface Bounds {
  /** Occurrences of problems that are not told apart. */
  folded: number;
  visitorsBounded: boolean;
  /** How many occurrences were searched, null for all. */
  searchBounded: number | null;
}

/** What the list does not tell: failed requests that nothing explains, and what was not read because it is too much. */
export async function metaOf(
  { store }: QueryOf<'problems'>,
  scope: Scope,
  shops: Shops,
  { folded, visitorsBounded, searchBounded }: Bounds
): Promise<FrameMeta> {
  const facts = new Facts(scope);
  const failed = await countFigure({ figure: 'failedRequests', store, byStore: false }, scope, shops, facts);
  const explained = (await facts.occurrences('failedRequests')).filter(
    (row) => store === '' || shops.keyOf(row.service, row.storeId) === store
  );
  const all = total(failed.rows);
  const missing = Math.max(0, all - total(explained));
  const note = missing === 0 ? '' : unexplained(missing, all);
  const notices = [
    ...(note === '' ? [] : [{ severity: 'warning' as const, text: note }]),
    ...(folded > 0 ? [info(notApart(folded))] : []),
    ...(visitorsBounded
      ? [
          info(
            `Visitors of problems with more than ${mostOfProblem} occurrences are counted in the latest ${mostOfProblem}.`
          ),
        ]
      : []),
    ...(searchBounded === null
      ? []
      : [
          info(
            `Of the occurrences, the latest ${searchBounded} were searched. A shorter time range is searched as a whole.`
          ),
        ]),
  ];
  return {
    custom: { source: 'mixed', from: all - missing, of: all, note, range: coveredRange(scope.buckets) },
    ...(notices.length > 0 ? { notices } : {}),
  };
}

/** What ended a request is told by its trace alone: failed requests without one are in no row, but said beside them. */
function unexplained(missing: number, all: number): string {
  return (
    `${missing} of ${all} failed requests were not sampled by the store, so what ended them is not known and not listed. ` +
    'Raise its sampling rate to 1 to see every failure.'
  );
}

function notApart(occurrences: number): string {
  return (
    `${occurrences} occurrences are of more problems than are counted apart (INSIGHTS_MAX_SERIES) and in no row: ` +
    'a shorter time range may list them.'
  );
}

function info(text: string) {
  return { severity: 'info' as const, text };
}
