import type { PoolConnection } from 'mysql2/promise';
import { findTargets, lockProblems, type ProblemState } from '../tables/problemStates.ts';

/**
 * Locks problems, and those that they were merged into, for this transaction: those that are there, by id. Whoever
 * changes a part of a problem so takes turns with whoever changes the whole.
 */
export async function lockWithTargets(
  connection: PoolConnection,
  problemIds: string[]
): Promise<Map<string, ProblemState>> {
  const targets = await findTargets(connection, problemIds);
  const states = new Map<string, ProblemState>();
  const lock = async (ids: string[]) => {
    const more = [...new Set(ids)].filter((id) => !states.has(id));
    (await lockProblems(connection, more)).forEach((state) => states.set(state.id, state));
  };
  await lock([...problemIds, ...targets.values()]);
  // Merged in the meantime.
  await lock(problemIds.flatMap((id) => states.get(id)?.mergedInto ?? []));
  return states;
}
