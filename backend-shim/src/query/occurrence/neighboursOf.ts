import type { Pool } from 'mysql2/promise';
import type { OccurrenceDocument } from '../../../../contract/problems.ts';
import { countPlaces, selectNext, type Place, type Sought } from './sql.ts';

type Told = Pick<OccurrenceDocument, 'first' | 'previous' | 'next' | 'last' | 'position' | 'kept' | 'positionBounded'>;

/** Positions beyond are not counted: it would take longer the more there are. */
const mostCounted = 1_000;

/** Where an occurrence stands among those that are kept. */
export async function neighboursOf(
  pool: Pool,
  sought: Sought,
  place: Place
): Promise<{ told: Told; places: Array<Place | null> }> {
  const [first, previous, next, last, kept, position] = await Promise.all([
    selectNext(pool, sought, 1),
    selectNext(pool, sought, -1, place),
    selectNext(pool, sought, 1, place),
    selectNext(pool, sought, -1),
    countPlaces(pool, sought, mostCounted + 1),
    countPlaces(pool, sought, mostCounted + 1, place),
  ]);
  const told = {
    first: first?.id ?? null,
    previous: previous?.id ?? null,
    next: next?.id ?? null,
    last: last?.id ?? null,
    position: position > mostCounted ? null : position,
    kept: Math.min(kept, mostCounted),
    positionBounded: kept > mostCounted,
  };
  return { told, places: [first, previous, next, last] };
}
