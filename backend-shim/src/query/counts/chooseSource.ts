import { rowCondition, rowFields } from '../search/rowCondition.ts';
import { seriesFilter, type Narrowing } from '../search/seriesFilter.ts';
import type { QueryContext } from '../shared/QueryContext.ts';
import type { Shops } from '../shared/Shops.ts';
import type { CountSource } from './CountSource.ts';
import { readRowCounts } from './readRowCounts.ts';

/**
 * Roll-ups, which are exact however many occurrences there are; or where the search asks for what they do not tell (who
 * met it, under which address), the latest rows of the range.
 */
export async function chooseSource(
  { pool, range, readProblemCounts }: Pick<QueryContext, 'pool' | 'range' | 'readProblemCounts'>,
  narrowing: Narrowing,
  shops: Shops
): Promise<CountSource> {
  const isOfRows = narrowing.terms.some(({ field }) => field !== null && rowFields.has(field));
  return isOfRows
    ? readRowCounts({ pool, range }, rowCondition(narrowing, shops), narrowing.terms)
    : { read: readProblemCounts, isWanted: seriesFilter(narrowing, shops), bounded: null };
}
