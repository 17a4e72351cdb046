import type { Pool } from 'mysql2/promise';
import type { Frame } from '../../../../contract/frames.ts';
import type { QueryOf, QueryType } from '../../../../contract/queries.ts';

/** Both ends belong to the range; ms since 1970. */
export interface TimeRange {
  from: number;
  to: number;
}

/** What a handler needs besides the query itself. */
export interface QueryContext {
  pool: Pool;
  range: TimeRange;
  intervalMs: number;
  maxDataPoints: number;
}

export type QueryHandler<T extends QueryType> = (query: QueryOf<T>, context: QueryContext) => Promise<Frame[]>;
