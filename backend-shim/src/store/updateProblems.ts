import type { PoolConnection } from 'mysql2/promise';
import type { Occurrence } from '../pipeline/analysis.ts';
import { deleteProblems, ensureProblems, lockProblems, updateProblem, type ProblemState } from './tables/errors.ts';
import { seenRange, type KnownOccurrence } from './tables/occurrences.ts';

/** What a batch changes of one problem. */
interface Change {
  before: KnownOccurrence[];
  now: Occurrence[];
}

/**
 * Brings the problems up to date after some traces' occurrences were replaced: their counts by the difference (the
 * count is of all time, occurrences may have been dropped since), first and last seen, and the latest's description.
 */
export async function updateProblems(
  connection: PoolConnection,
  before: KnownOccurrence[],
  now: Occurrence[]
): Promise<void> {
  const changes = new Map<string, Change>();
  const changeOf = (id: string) => {
    const change = changes.get(id) ?? { before: [], now: [] };
    changes.set(id, change);
    return change;
  };
  before.forEach((occurrence) => changeOf(occurrence.problemId).before.push(occurrence));
  now.forEach((occurrence) => changeOf(occurrence.problemId).now.push(occurrence));

  await ensureProblems(
    connection,
    [...changes.values()].flatMap(({ now }) => latestOf(now) ?? [])
  );
  const gone: string[] = [];
  for (const state of await lockProblems(connection, [...changes.keys()])) {
    const change = changes.get(state.id) as Change;
    const next = { ...applyChange(state, change), ...(await seenAnew(connection, state, change)) };
    if (next.count <= 0 && next.statusChangedAt === null) {
      gone.push(state.id);
    } else {
      const latest = latestOf(change.now);
      await updateProblem(connection, next, latest && msOf(latest) >= +next.lastSeen ? latest : null);
    }
  }
  await deleteProblems(connection, gone);
}

/** The state after the change, as far as it follows from the two alone. */
export function applyChange(state: ProblemState, change: Change): ProblemState {
  const times = change.now.map(msOf);
  const next = {
    ...state,
    count: Math.max(0, state.count + change.now.length - change.before.length),
    firstSeen: new Date(Math.min(+state.firstSeen, ...times)),
    lastSeen: new Date(Math.max(+state.lastSeen, ...times)),
  };
  // A regression: it was seen again after somebody called it resolved. Nobody set this status, hence no name, but
  // the time tells when the problem came back.
  const known = new Set(change.before.map(({ id }) => id));
  const resolvedAt = state.status === 'resolved' ? +(state.statusChangedAt ?? 0) : Infinity;
  const back = change.now.filter((occurrence) => !known.has(occurrence.id) && msOf(occurrence) > resolvedAt).map(msOf);
  if (back.length > 0) {
    return { ...next, status: 'open', statusChangedBy: null, statusChangedAt: new Date(Math.min(...back)) };
  }
  return next;
}

/**
 * First and last seen, where the occurrence that they came from is gone or was moved (when more of its trace came, it
 * turned out to be another problem's, or to have happened at another time).
 */
async function seenAnew(
  connection: PoolConnection,
  state: ProblemState,
  change: Change
): Promise<Partial<ProblemState>> {
  const current = new Map(change.now.map((occurrence) => [occurrence.id, msOf(occurrence)]));
  const moved = change.before.filter(({ id, time }) => current.get(id) !== +time);
  const wasFirst = moved.some(({ time }) => +time <= +state.firstSeen);
  const wasLast = moved.some(({ time }) => +time >= +state.lastSeen);
  const range = wasFirst || wasLast ? await seenRange(connection, state.id) : null;
  return {
    ...(range && wasFirst ? { firstSeen: range.first } : {}),
    ...(range && wasLast ? { lastSeen: range.last } : {}),
  };
}

function latestOf(occurrences: Occurrence[]): Occurrence | null {
  return occurrences.reduce<Occurrence | null>((a, b) => (a && a.time > b.time ? a : b), null);
}

function msOf(occurrence: Occurrence): number {
  return Math.floor(occurrence.time / 1000);
}
