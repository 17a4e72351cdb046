import type { Pool, PoolConnection } from 'mysql2/promise';
import type { Occurrence } from '../../pipeline/analysis.ts';
import { findActive, insertActivity, type NewActivity } from '../tables/activity.ts';
import { deleteProblems, ensureProblems, updateProblem } from '../tables/errors.ts';
import { seenRange, type KnownOccurrence } from '../tables/occurrences.ts';
import { findParts, writeLifeCycles, type ProblemState } from '../tables/problemStates.ts';
import { applyChange } from './applyChange.ts';
import { regressed, reopened, type Opened } from './lifeCycle.ts';
import { lockWithTargets } from './lockWithTargets.ts';
import { mostInAnHour } from './mostInAnHour.ts';
import { changesOf, freshOf, latestOf, msOf, type ProblemChange } from './ProblemChange.ts';

/** Problems that a batch changes, locked. */
export interface ChangedProblems {
  changes: Map<string, ProblemChange>;
  /** Of the changed ones, and of those that they were merged into. */
  states: Map<string, ProblemState>;
}

/**
 * Locks the problems that some traces' occurrences belong to, before and now; those that are new get their rows. The
 * transaction then takes turns with all others that change them, people's as well.
 */
export async function lockChanged(
  connection: PoolConnection,
  before: KnownOccurrence[],
  now: Occurrence[]
): Promise<ChangedProblems> {
  const changes = changesOf(before, now);
  const ids = [...changes.keys()];
  await ensureProblems(
    connection,
    [...changes.values()].flatMap((change) => latestOf(change.now) ?? [])
  );
  return { changes, states: await lockWithTargets(connection, ids) };
}

/**
 * Brings locked problems up to date after their occurrences were replaced: their counts by the difference (the count
 * is of all time, occurrences may have been dropped since, or have no rows), first and last seen, the latest's
 * description, and where they stand in their life.
 */
export async function updateProblems(
  pool: Pool,
  connection: PoolConnection,
  { changes, states }: ChangedProblems
): Promise<void> {
  const gone: string[] = [];
  for (const [id, change] of changes) {
    const state = states.get(id);
    if (state) {
      const next = { ...applyChange(state, change), ...(await seenAnew(connection, state, change)) };
      states.set(id, next);
      const latest = latestOf(change.now);
      await updateProblem(connection, next, latest && msOf(latest) >= +next.lastSeen ? latest : null);
      if (next.count <= 0 && next.revision === 0 && next.statusChangedAt === null) {
        gone.push(id);
      }
    }
  }
  await deleteUntouched(connection, gone);
  await liveOn(pool, connection, changes, states);
}

/** What nobody wrote about, either. */
async function deleteUntouched(connection: PoolConnection, ids: string[]): Promise<void> {
  if (ids.length > 0) {
    const active = await findActive(connection, ids);
    await deleteProblems(
      connection,
      ids.filter((id) => !active.has(id))
    );
  }
}

/** Opens what was resolved and is seen again, and what was ignored until now. A part's occurrences are its target's. */
async function liveOn(
  pool: Pool,
  connection: PoolConnection,
  changes: Map<string, ProblemChange>,
  states: Map<string, ProblemState>
): Promise<void> {
  const freshBy = new Map<string, Occurrence[]>();
  for (const [id, change] of changes) {
    const target = states.get(states.get(id)?.mergedInto ?? id);
    if (target && target.status !== 'open') {
      freshBy.set(target.id, [...(freshBy.get(target.id) ?? []), ...freshOf(change)]);
    }
  }
  const all: Array<Opened<ProblemState>> = [];
  for (const [id, fresh] of freshBy) {
    const state = states.get(id) as ProblemState;
    const opened =
      regressed(state, fresh) ?? (await reopened(state, fresh, frequencyOf(pool, connection, state, fresh)));
    if (opened) {
      all.push(opened);
    }
  }
  await writeLifeCycles(
    connection,
    all.map(({ state }) => state)
  );
  await insertActivity(connection, all.map(activityOf));
}

function frequencyOf(pool: Pool, connection: PoolConnection, state: ProblemState, fresh: Occurrence[]) {
  return {
    total: async () => {
      const parts = await findParts(connection, [state.id]);
      return parts.reduce((sum, { count }) => sum + count, state.count);
    },
    mostInAnHour: async () => {
      const parts = await findParts(connection, [state.id]);
      const since = state.statusChangedAt ?? new Date(0);
      return mostInAnHour(pool, connection, [state.id, ...parts.map(({ id }) => id)], { since, fresh });
    },
  };
}

function activityOf({ state, kind, data }: Opened<ProblemState>): NewActivity {
  return { problemId: state.id, at: +(state.statusChangedAt as Date), kind, actor: null, data };
}

/**
 * First and last seen, where the occurrence that they came from is gone or was moved (when more of its trace came, it
 * turned out to be another problem's, or to have happened at another time).
 */
async function seenAnew(
  connection: PoolConnection,
  state: ProblemState,
  change: ProblemChange
): Promise<Partial<ProblemState>> {
  if (change.before.length === 0) {
    return {};
  }
  const current = new Map(change.now.map((occurrence) => [occurrence.id, msOf(occurrence)]));
  const moved = change.before.filter(({ id, time }) => current.get(id) !== +time);
  const wasFirst = moved.some(({ time }) => +time <= +state.firstSeen);
  const wasLast = moved.some(({ time }) => +time >= +state.lastSeen);
  const range = wasFirst || wasLast ? await seenRange(connection, state.id) : null;
  return {
    ...(range && wasFirst ? { firstSeen: range.first.time, firstVersion: range.first.version } : {}),
    ...(range && wasLast ? { lastSeen: range.last.time, lastVersion: range.last.version } : {}),
  };
}
