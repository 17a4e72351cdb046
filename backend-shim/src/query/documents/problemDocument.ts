import type { OccurrenceContext, ProblemDocument } from '../../../../contract/documents.ts';
import type { IgnoredUntil } from '../../../../contract/problems.ts';
import { readActivity } from '../../store/tables/activity.ts';
import { notSampled, withoutRoot } from '../shared/contextNotes.ts';
import { checkProblemId, findTold, noSuchProblem } from '../shared/findTold.ts';
import type { Sources } from '../shared/QueryContext.ts';
import { contextOf } from '../shared/storedContext.ts';
import {
  countOfServices,
  selectLatest,
  selectProblem,
  selectVersions,
  type CountedOfService,
  type LatestRow,
  type StoredProblem,
} from './problemSql.ts';
import { similarTo } from './similarTo.ts';

/**
 * A problem with those merged into it, and the context of its latest occurrence. Of a part, the problem that it was
 * merged into.
 *
 * @throws QueryError `invalid` or `not_found`
 */
export async function problemDocument(
  { pool, readProblems }: Pick<Sources, 'pool' | 'readProblems'>,
  asked: string
): Promise<ProblemDocument> {
  checkProblemId(asked);
  const problems = await readProblems();
  const problem = findTold(problems, asked);
  const { id } = problem;
  const seen = { ids: problems.idsOf(problem), from: problems.firstSeen(problem), to: problems.lastSeen(problem) };
  const [row, latest, counted, activity] = await Promise.all([
    selectProblem(pool, id),
    selectLatest(pool, seen),
    countOfServices(pool, seen),
    readActivity(pool, id),
  ]);
  if (!row) {
    throw noSuchProblem();
  }
  const parts = problems.partsOf(problem);
  const firstSeen = problems.firstSeen(problem);
  const services = counted.map(({ service }) => service).filter((service) => service !== '');
  const occurrences = parts.reduce((sum, part) => sum + part.occurrences, Number(row.occurrences));
  return {
    id,
    ...toldOf(row),
    ignoredUntil: row.status === 'ignored' ? ignoredUntilOf(row, occurrences) : null,
    firstSeen,
    lastSeen: problems.lastSeen(problem),
    occurrences,
    ...countsOf(counted),
    latest: latest && latestOf(latest),
    versions: (await selectVersions(pool, services, firstSeen)).map((one) => ({ ...one, firstSeen: +one.firstSeen })),
    merged: parts.map((part) => ({
      id: part.id,
      title: part.title,
      occurrences: part.occurrences,
      revision: part.revision,
    })),
    similar: similarTo(problem, problems),
    activity,
  };
}

function toldOf(row: StoredProblem) {
  return {
    type: row.type,
    title: row.title,
    file: row.file,
    line: row.line,
    route: row.route ?? '',
    handled: Boolean(row.handled),
    status: row.status,
    statusChangedBy: row.statusChangedBy,
    statusChangedAt: msOf(row.statusChangedAt),
    stack: JSON.parse(row.stack) as ProblemDocument['stack'],
    revision: row.revision,
    assignee: row.assignee,
    regressedAt: msOf(row.regressedAt),
    resolvedAfter: row.resolvedAfter,
    firstVersion: row.firstVersion,
    lastVersion: row.lastVersion,
  };
}

/** @param occurrences - of the problem and its parts, which is what its life cycle looks at */
function ignoredUntilOf({ ignoredUntil, ignoredCount, ignoredRate }: StoredProblem, occurrences: number): IgnoredUntil {
  return {
    time: msOf(ignoredUntil),
    more: ignoredCount === null ? null : Math.max(0, Number(ignoredCount) - occurrences),
    perHour: ignoredRate,
  };
}

/** No number of visitors where no occurrence tells its visitor. */
function countsOf(counted: CountedOfService[]): Pick<ProblemDocument, 'visitors' | 'orders'> {
  const visitors = counted.reduce((sum, one) => sum + one.visitors, 0);
  return { visitors: visitors === 0 ? null : visitors, orders: counted.reduce((sum, one) => sum + one.orders, 0) };
}

/** What the shop's own database says is looked up for one occurrence at a time. */
function latestOf(row: LatestRow): OccurrenceContext {
  const note = row.hasTrace ? (row.duration === null ? withoutRoot : '') : notSampled;
  return contextOf(row, { time: +row.time, note, storeName: null, customerEmail: null });
}

function msOf(time: Date | null): number | null {
  return time === null ? null : +time;
}
