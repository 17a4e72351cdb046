import type { Pool } from 'mysql2/promise';
import type { OccurrenceContext, ProblemDocument } from '../../../../contract/documents.ts';
import { QueryError } from '../shared/QueryError.ts';
import { selectLatest, selectProblem, type LatestRow } from './problemSql.ts';

const problemId = /^[0-9a-f]{32}$/;

const withoutTrace =
  'The store did not sample this request: all that is known of it comes from its log record, so its address, its visitor ' +
  'and its trace are missing. A sampling rate of 1 in the store keeps them for every request.';
const withoutRoot = 'The first span of this request has not arrived (yet): its address and outcome are missing.';

/**
 * A problem with the context of its latest occurrence.
 * @throws QueryError `invalid` or `not_found`
 */
export async function problemDocument(pool: Pool, id: string): Promise<ProblemDocument> {
  if (!problemId.test(id)) {
    throw new QueryError('invalid', 'A problem id has 32 hexadecimal digits.');
  }
  const [row, latest] = await Promise.all([selectProblem(pool, id), selectLatest(pool, id)]);
  if (!row) {
    throw new QueryError(
      'not_found',
      'There is no such problem. It may have turned out to be part of another one: look in the list of errors.'
    );
  }
  return {
    id,
    type: row.type,
    title: row.title,
    file: row.file,
    line: row.line,
    route: row.route ?? '',
    handled: Boolean(row.handled),
    status: row.status,
    statusChangedBy: row.statusChangedBy,
    statusChangedAt: row.statusChangedAt === null ? null : +row.statusChangedAt,
    firstSeen: +row.firstSeen,
    lastSeen: +row.lastSeen,
    occurrences: Number(row.occurrences),
    visitors: row.visitors === null ? null : Number(row.visitors),
    stack: JSON.parse(row.stack),
    latest: latest && contextOf(latest),
  };
}

function contextOf({ hasTrace, traceId, duration, service, ...row }: LatestRow): OccurrenceContext {
  return {
    ...row,
    time: +row.time,
    traceId: hasTrace ? traceId.toString('hex') : null,
    durationMs: duration === null ? null : Number(duration) / 1000,
    service: service ?? '',
    note: hasTrace ? (duration === null ? withoutRoot : '') : withoutTrace,
  };
}
