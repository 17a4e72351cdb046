import type { Pool } from 'mysql2/promise';
import { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import { Dictionary } from '../../store/dictionary/Dictionary.ts';
import { readLongestRequests } from '../../store/metrics/readLongestRequests.ts';
import { readProblemCounts } from '../../store/metrics/readProblemCounts.ts';
import { readRollups } from '../../store/metrics/readRollups.ts';
import { BlockCache } from '../../store/read/BlockCache.ts';
import { createTraceReader } from '../../store/read/readTrace.ts';
import { Orders } from '../problems/Orders.ts';
import { createProblems } from './createProblems.ts';
import type { Sources } from './QueryContext.ts';
import { readKept } from './readKept.ts';
import { shareRollups } from './shareRollups.ts';

export type SourcesOf = (onDamage: (error: Error) => void) => Sources;

/** The sources of each query, with what they remember between queries. `onDamage` takes what is left out. */
export function createSources(pool: Pool): SourcesOf {
  const dictionary = new Dictionary();
  const cache = new BlockCache();
  const orders = new Orders();
  const readProblems = createProblems(pool);
  const read = shareRollups((wanted) => readRollups(pool, wanted));
  return (onDamage) => ({
    pool,
    readKept: () => readKept(pool),
    readRollups: (wanted) => read({ ...wanted, onDamage }),
    readProblemCounts: (wanted) => readProblemCounts(pool, { ...wanted, onDamage }),
    readProblems,
    orders,
    readLongest: (range) => readLongestRequests(pool, { ...range, onDamage }),
    readText: async (id) => (await dictionary.load(pool, [id])).text(id),
    readTrace: async (traceId, at) => {
      // A table of its own: one for all traces would keep whatever was ever looked at.
      const templates = new TemplateTable();
      const trace = await createTraceReader({ pool, dictionary, templates, cache })(traceId, at);
      return trace && { ...trace, templates };
    },
  });
}
