import type { Pool } from 'mysql2/promise';
import type { Frame } from '../../../../contract/frames.ts';
import type { QueryOf, QueryType } from '../../../../contract/queries.ts';
import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import type { ProblemCounts, WantedCounts } from '../../store/metrics/readProblemCounts.ts';
import type { LongestOfHours } from '../../store/metrics/readLongestRequests.ts';
import type { ReadTrace } from '../../store/read/readTrace.ts';
import type { Orders } from '../problems/Orders.ts';
import type { Problems } from './Problems.ts';
import type { Caller } from './readCaller.ts';
import type { Kept } from './readKept.ts';
import type { RollupReader } from './Rollups.ts';

/** Both ends belong to the range; ms since 1970. */
export interface TimeRange {
  from: number;
  to: number;
}

/** From where handlers have their answers. */
export interface Sources {
  pool: Pool;
  readKept: () => Promise<Kept>;
  readRollups: RollupReader;
  /** Occurrences of problems: for what many of them are counted from. */
  readProblemCounts: (wanted: Omit<WantedCounts, 'onDamage'>) => Promise<ProblemCounts>;
  /** All problems as they are now. */
  readProblems: () => Promise<Problems>;
  /** Of the lists whose further pages may be asked for. */
  orders: Orders;
  /** The longest requests of whole hours; `to` is not included. */
  readLongest: (range: TimeRange) => Promise<LongestOfHours>;
  /** Null when nothing is known of the trace. `at`: when a failure of it occurred (ms), where that is known. */
  readTrace: (traceId: string, at?: number) => Promise<(ReadTrace & { templates: TemplateTable }) | null>;
  /** A text of the dictionary; rejects with a DamagedBlockError where there is none. */
  readText: (id: string) => Promise<string>;
}

/** What a handler needs besides the query itself. */
export interface QueryContext extends Sources {
  caller: Caller;
  range: TimeRange;
  intervalMs: number;
  maxDataPoints: number;
}

export type QueryHandler<T extends QueryType> = (query: QueryOf<T>, context: QueryContext) => Promise<Frame[]>;
