import type { OccurrenceDocument } from '../../../../contract/problems.ts';
import { checkProblemId, findTold } from '../shared/findTold.ts';
import type { Sources } from '../shared/QueryContext.ts';
import { QueryError } from '../shared/QueryError.ts';
import { neighboursOf } from './neighboursOf.ts';
import { RecentPlaces } from './RecentPlaces.ts';
import { findPlace, selectContext, selectNext, type Place, type Sought } from './sql.ts';
import { tellOccurrence, type TellSources } from './tellOccurrence.ts';

export interface OccurrenceSources extends TellSources, Pick<Sources, 'pool' | 'readProblems'> {
  /** ms since 1970. */
  now?: () => number;
}

/** Around the times at which a problem was seen first and last, which others may be changing. */
const marginMs = 86_400_000;

type ReadOccurrence = (problemId: string, which: string) => Promise<OccurrenceDocument>;

/**
 * One occurrence of a problem, or of what was merged into it: its context, its stack, what the request did before, and
 * its neighbours.
 *
 * @throws QueryError `invalid`, `not_found`
 */
export function createOccurrenceDocument(sources: OccurrenceSources): ReadOccurrence {
  const { pool, now = Date.now } = sources;
  const recent = new RecentPlaces();
  return async (problemId, which) => {
    checkIds(problemId, which);
    const problems = await sources.readProblems();
    const problem = findTold(problems, problemId);
    const sought = {
      problemIds: problems.idsOf(problem),
      from: problems.firstSeen(problem) - marginMs,
      to: problems.lastSeen(problem) + marginMs,
    };
    const place = await placeOf(sources, recent, sought, which);
    const [stored, around] = await Promise.all([selectContext(pool, place), neighboursOf(pool, sought, place)]);
    if (!stored) {
      throw gone(which);
    }
    recent.remember([place, ...around.places]);
    return {
      id: place.id,
      problemId: problem.id,
      ...around.told,
      ...(await tellOccurrence(sources, place, stored, now())),
    };
  };
}

function checkIds(problemId: string, which: string): void {
  checkProblemId(problemId);
  if (!/^(first|last|[0-9a-f]{32})$/.test(which)) {
    throw new QueryError('invalid', 'An occurrence is "first", "last", or an id of 32 hexadecimal digits.');
  }
}

async function placeOf(
  { pool }: OccurrenceSources,
  recent: RecentPlaces,
  sought: Sought,
  which: string
): Promise<Place> {
  if (which === 'first' || which === 'last') {
    const edge = await selectNext(pool, sought, which === 'first' ? 1 : -1);
    if (!edge) {
      throw new QueryError(
        'not_found',
        'No occurrence of this problem is kept any more: INSIGHTS_RETENTION_OCCURRENCES says for how long they are.'
      );
    }
    return edge;
  }
  const time = recent.timeOf(which);
  const place = await findPlace(pool, sought, which, time);
  if (!place) {
    throw gone(which);
  }
  return place;
}

function gone(which: string): QueryError {
  return new QueryError(
    'not_found',
    `The occurrence ${which} is not there: it is older than what is kept, it belongs to another problem, or the ` +
      'problem occurred so often that not every occurrence is kept.'
  );
}
