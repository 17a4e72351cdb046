import type { Pool } from 'mysql2/promise';
import type { ProblemStatus } from '../../../../contract/problemStatus.ts';
import type { Problem } from './Problem.ts';
import { Problems } from './Problems.ts';
import { select } from './select.ts';

/** Who wrote last may commit first: what changed so long before is read again. Seconds. */
const overlap = 30;
/**
 * All are read anew this often, ms: so problems that are gone are noticed (until then nothing counts for them, so that no
 * list shows them), and whatever took longer than the overlap to be committed.
 */
const refreshMs = 600_000;

/**
 * All problems, kept in memory: of a hundred thousand, each query reads those alone that changed since the one before.
 * What was committed before the call is in the answer.
 */
export function createProblems(pool: Pool): () => Promise<Problems> {
  const byId = new Map<string, Problem>();
  const intern = createInterner();
  const merged = new Set<Problem>();
  let known = new WeakMap<readonly string[], Array<Problem | undefined>>();
  let since = 0;
  let refreshedAt = 0;
  let running: Promise<Problems> | null = null;
  let next: Promise<Problems> | null = null;

  const take = (rows: ProblemRow[]) => {
    for (const row of rows) {
      const now = problemOf(row, intern);
      // The same object for as long as it is there, so that lists of them need not be made anew.
      const problem = Object.assign(byId.get(now.id) ?? now, now);
      byId.set(problem.id, problem);
      merged[problem.mergedInto === null ? 'delete' : 'add'](problem);
    }
  };

  const sync = async (): Promise<Problems> => {
    const now = await readClock(pool);
    const isFirst = refreshedAt === 0;
    take(await selectChanged(pool, since));
    since = Math.max(0, now - overlap);
    if (isFirst) {
      refreshedAt = Date.now();
    } else if (Date.now() - refreshedAt >= refreshMs) {
      refreshedAt = Date.now();
      // Nobody waits for it; where it fails, the next one does it.
      void refresh(since).catch(() => undefined);
    }
    return new Problems({ byId, merged, known });
  };

  const refresh = async (from: number) => {
    const before = [...byId.values()];
    const rows = await selectChanged(pool, 0);
    take(rows);
    const kept = new Set(rows.map(({ id }) => id.toString('hex')));
    const gone = before.filter(({ id }) => !kept.has(id));
    gone.forEach((problem) => byId.delete(problem.id) && merged.delete(problem));
    known = gone.length > 0 ? new WeakMap() : known;
    // What changed meanwhile may have been overwritten by what was read before.
    since = Math.min(since, from);
  };

  const run = (): Promise<Problems> => {
    const started = sync().finally(() => {
      running = running === started ? null : running;
    });
    running = started;
    return started;
  };

  return () => {
    if (running === null) {
      return run();
    }
    // What is under way may have read before the caller's own change was committed.
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return run();
      });
    return next;
  };
}

interface ProblemRow {
  id: Buffer;
  title: string;
  type: string;
  file: string;
  line: number;
  route: string | null;
  status: ProblemStatus;
  handled: number;
  firstSeen: Date;
  lastSeen: Date;
  occurrences: number;
  assignee: string | null;
  regressedAt: Date | null;
  revision: number;
  mergedInto: Buffer | null;
  message: string;
}

/** Seconds since 1970, as the database has it. */
async function readClock(pool: Pool): Promise<number> {
  const [row] = await select<{ now: string }>(pool, 'SELECT UNIX_TIMESTAMP(CURRENT_TIMESTAMP(3)) AS now', []);
  return Number(row?.now ?? 0);
}

function selectChanged(pool: Pool, since: number): Promise<ProblemRow[]> {
  return select(
    pool,
    `SELECT error_hash AS id, title, error_type AS type, file_path AS file, line_number AS line, route, status, handled,
       first_seen AS firstSeen, last_seen AS lastSeen, occurrence_count AS occurrences, assignee,
       regressed_at AS regressedAt, revision, merged_into AS mergedInto, LEFT(error_message, 300) AS message
     FROM maho_insights_errors${since === 0 ? '' : ' WHERE updated_at >= FROM_UNIXTIME(?)'}`,
    since === 0 ? [] : [since]
  );
}

type Intern = <Text extends string>(text: Text) => Text;

/** Many problems are of the same type, file and route: each of these is kept once, and compared by where it is. */
function createInterner(): Intern {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) {
      return found as typeof text;
    }
    known.set(text, text);
    return text;
  };
}

function problemOf({ id, message, mergedInto, regressedAt, ...row }: ProblemRow, intern: Intern): Problem {
  return {
    ...row,
    id: id.toString('hex'),
    type: intern(row.type),
    file: intern(row.file),
    route: intern(row.route ?? ''),
    status: intern(row.status),
    handled: Boolean(row.handled),
    firstSeen: +row.firstSeen,
    lastSeen: +row.lastSeen,
    occurrences: Number(row.occurrences),
    regressedAt: regressedAt && +regressedAt,
    mergedInto: mergedInto && mergedInto.toString('hex'),
    mayHaveParts: false,
    text: [row.title, message, `${row.type}:`, `${row.file}:${row.line}`, row.route ?? ''].join('\n').toLowerCase(),
  };
}
