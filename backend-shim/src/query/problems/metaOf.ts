import type { FrameMeta } from '../../../../contract/frames.ts';
import type { QueryOf } from '../../../../contract/queries.ts';
import { coveredRange } from '../figure/Buckets.ts';
import { countFigure } from '../figure/countFigure.ts';
import { Facts, type Scope } from '../figure/Facts.ts';
import { total } from '../figure/Row.ts';
import type { Shops } from '../shared/Shops.ts';
import { mostSearched } from './searchOccurrences.ts';

interface Bounds {
  /** Occurrences of problems that are not told apart. */
  folded: number;
  /** How many rows were counted, where there are more. */
  bounded: number | null;
  /** In how many occurrences of each visitors were counted, where there are more. */
  visitorsBounded: number | null;
  /** Whether text was looked for in some occurrences alone. */
  textBounded: boolean;
}

/**
 * What the list does not tell: failed requests that nothing explains, and, once it is known, what was not read because it
 * is too much.
 */
export async function metaOf(
  { store }: Pick<QueryOf<'problems'>, 'store'>,
  scope: Scope,
  shops: Shops
): Promise<(bounds: Bounds) => FrameMeta> {
  const facts = new Facts(scope);
  const failed = await countFigure({ figure: 'failedRequests', store, byStore: false }, scope, shops, facts);
  const explained = (await facts.occurrences('failedRequests')).filter(
    (row) => store === '' || shops.keyOf(row.service, row.storeId) === store
  );
  const all = total(failed.rows);
  const missing = Math.max(0, all - total(explained));
  const note = missing === 0 ? '' : unexplained(missing, all);
  return (bounds) => {
    const notices = [
      ...(note === '' ? [] : [{ severity: 'warning' as const, text: note }]),
      ...textsOf(bounds).map((text) => ({ severity: 'info' as const, text })),
    ];
    return {
      custom: { source: 'mixed', from: all - missing, of: all, note, range: coveredRange(scope.buckets) },
      ...(notices.length > 0 ? { notices } : {}),
    };
  };
}

function textsOf({ folded, bounded, visitorsBounded, textBounded }: Bounds): string[] {
  const narrower = 'A shorter time range is looked at as a whole.';
  return [
    ...(folded > 0
      ? [
          `${folded} occurrences are of more problems than are counted apart (INSIGHTS_MAX_SERIES) and in no row: ` +
            'a shorter time range may list them.',
        ]
      : []),
    ...(bounded === null
      ? []
      : [`What is searched for is in no count: the latest ${bounded} occurrences were looked at. ${narrower}`]),
    ...(visitorsBounded === null
      ? []
      : [
          `Visitors were counted in the latest ${visitorsBounded} occurrences of a problem, or of the most frequent ones.`,
        ]),
    ...(textBounded
      ? [`Text was searched for in problems, and in the latest ${mostSearched} occurrences. ${narrower}`]
      : []),
  ];
}

/** What ended a request is told by its trace alone: failed requests without one are in no row, but said beside them. */
function unexplained(missing: number, all: number): string {
  return (
    `${missing} of ${all} failed requests were not sampled by the store, so what ended them is not known and not listed. ` +
    'Raise its sampling rate to 1 to see every failure.'
  );
}
