import type { PoolConnection } from 'mysql2/promise';
import { deleteEvents } from '../tables/events.ts';
import { deleteOccurrences } from '../tables/occurrences.ts';
import { deleteTraces } from '../tables/traces.ts';
import type { TraceChange } from './joinStored.ts';

/** Removes the rows of traces that are no longer so; those that stay are written over. */
export async function removeDerived(connection: PoolConnection, changes: TraceChange[]): Promise<void> {
  for (const { before, now, rows } of changes) {
    await deleteTraces(
      connection,
      rows.filter((row) => row.filedAt !== now.filedAt)
    );
    const events = new Set(now.analysis.events.map(({ id, time }) => `${id} ${Math.floor(time / 1000)}`));
    await deleteEvents(
      connection,
      before.analysis.events.filter(({ id, time }) => !events.has(`${id} ${Math.floor(time / 1000)}`))
    );
  }
}

/** The same of occurrences, whose problems have to be locked. */
export async function removeOccurrences(connection: PoolConnection, changes: TraceChange[]): Promise<void> {
  const gone = changes.flatMap(({ now, occurrencesBefore }) => {
    const occurrences = new Set(now.analysis.occurrences.map(({ id, time }) => `${id} ${Math.floor(time / 1000)}`));
    return occurrencesBefore.filter(({ id, time }) => !occurrences.has(`${id} ${+time}`));
  });
  await deleteOccurrences(connection, gone);
}
