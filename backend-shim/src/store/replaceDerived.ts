import type { PoolConnection } from 'mysql2/promise';
import type { Analysis, TraceFacts } from '../pipeline/analysis.ts';
import { deleteEvents, listEvents, replaceEvents } from './tables/events.ts';
import { deleteOccurrences, listOccurrences, replaceOccurrences } from './tables/occurrences.ts';
import { noteStores } from './tables/stores.ts';
import { replaceTraces } from './tables/traces.ts';
import { updateProblems } from './updateProblems.ts';

/** Makes the derived rows of the traces those that their analyses tell, whatever they were before. */
export async function replaceDerived(connection: PoolConnection, analyses: Map<string, Analysis>): Promise<void> {
  if (analyses.size === 0) {
    return;
  }
  const facts = [...analyses.values()].map((analysis) => analysis.trace).filter((trace) => trace !== null);
  await replaceTraces(connection, facts);
  await replaceTheirEvents(connection, analyses);
  await replaceTheirOccurrences(connection, analyses, facts);
}

async function replaceTheirEvents(connection: PoolConnection, analyses: Map<string, Analysis>): Promise<void> {
  const events = [...analyses.values()].flatMap((analysis) => analysis.events);
  const current = new Set(events.map((event) => event.id));
  const gone = (await listEvents(connection, [...analyses.keys()])).filter((id) => !current.has(id));
  await deleteEvents(connection, gone);
  await replaceEvents(connection, events);
}

async function replaceTheirOccurrences(
  connection: PoolConnection,
  analyses: Map<string, Analysis>,
  facts: TraceFacts[]
): Promise<void> {
  const stored = [...analyses].flatMap(([groupId, { trace, occurrences }]) =>
    occurrences.map((occurrence) => ({
      occurrence,
      groupId,
      hasTrace: trace !== null,
      rootKind: trace?.rootKind ?? null,
    }))
  );
  const current = new Set(stored.map(({ occurrence }) => occurrence.id));
  const before = await listOccurrences(connection, [...analyses.keys()]);
  await deleteOccurrences(
    connection,
    before.filter(({ id }) => !current.has(id)).map(({ id }) => id)
  );
  await replaceOccurrences(connection, stored);
  await updateProblems(
    connection,
    before,
    stored.map(({ occurrence }) => occurrence)
  );
  await noteStores(connection, facts);
}
