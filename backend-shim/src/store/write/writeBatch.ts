import type { Pool, PoolConnection } from 'mysql2/promise';
import type { Logger } from '../../pipeline/logger.ts';
import type { Contribution } from '../../pipeline/rollups.ts';
import type { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import type { Batch } from '../Batch.ts';
import type { Dictionary } from '../dictionary/Dictionary.ts';
import type { DictionaryEntry } from '../dictionary/DictionaryEntry.ts';
import { textEntry } from '../dictionary/textEntry.ts';
import { insertParts } from '../metrics/insertParts.ts';
import { RollupBuffer } from '../metrics/RollupBuffer.ts';
import type { Names } from '../names/Names.ts';
import type { BlockCache } from '../read/BlockCache.ts';
import type { Analyser } from '../Store.ts';
import { countOnce } from '../tables/exports.ts';
import { replaceEvents } from '../tables/events.ts';
import { deleteOccurrences, replaceOccurrences } from '../tables/occurrences.ts';
import { isBehind, readPosition, writePosition } from '../tables/spools.ts';
import { takeHeads } from '../tables/traceHeads.ts';
import { replaceTraces } from '../tables/traces.ts';
import { chooseOccurrences } from '../problems/chooseOccurrences.ts';
import { lockChanged, updateProblems } from '../problems/updateProblems.ts';
import { joinStored, type TraceChange } from './joinStored.ts';
import type { Noted } from './Noted.ts';
import { removeDerived, removeOccurrences } from './removeDerived.ts';
import { occurrenceRows, occurrencesOf, traceRows } from './rowsOf.ts';
import { saveEntries } from './saveEntries.ts';
import { believable } from './believable.ts';
import { bitsOf, type Derived, type TracePart } from './TracePart.ts';
import { writeBlocks } from './writeBlocks.ts';

export interface Writing {
  pool: Pool;
  templates: TemplateTable;
  dictionary: Dictionary;
  names: Names;
  cache: BlockCache;
  noted: Noted;
  analyser: Analyser;
  /** Of each kind of roll-up, in a minute. */
  maxSeries: number;
  /** Rows of a problem's occurrences within an hour, besides the first and the last. */
  maxOccurrences: number;
  /** How long traces are kept, ms. */
  retentionMs: number;
  logger: Logger;
}

/** A batch with what could be derived before the database was asked: everything, for traces that come in one part. */
export interface PreparedBatch {
  batch: Batch;
  parts: TracePart[];
  derived: Map<string, Derived>;
  contributions: Map<string, Contribution[]>;
}

/**
 * Writes a batch within a transaction, and answers what is to be done after the commit. The order is that in which
 * every writer locks: heads, then what belongs to the traces alone, then problems, and last what all batches share.
 */
export async function writeBatch(
  connection: PoolConnection,
  { batch, parts, derived, contributions }: PreparedBatch,
  writing: Writing
): Promise<() => void> {
  if (await isStored(connection, batch)) {
    return () => undefined;
  }
  const now = Date.now();
  const heads = await takeHeads(connection, parts.map(headOf), now);
  const joined = await joinStored(connection, batch, parts, heads, writing);

  const rollups = new RollupBuffer(writing.maxSeries);
  const added: Derived[] = [];
  for (const part of joined.alone) {
    const own = derived.get(part.groupId);
    if (own) {
      added.push(own);
      rollups.add(contributions.get(part.groupId) ?? [], 1);
    }
  }
  // Records are counted when they are stored: that is once, however often their trace is analysed.
  const logs = [...joined.alone, ...joined.fresh].flatMap((part) => part.logs);
  rollups.add(writing.analyser.patterns(believable(logs, batch.receivedAt, writing)), 1);
  for (const change of joined.changes) {
    rollups.add(change.contributionsBefore, -1);
    rollups.add(change.contributions, 1);
    added.push(change.now);
  }
  const fresh = await countOnce(
    connection,
    batch.metrics.map((each) => each.id),
    now
  );
  for (const { id, points } of batch.metrics) {
    if (fresh.delete(id)) {
      rollups.add(writing.analyser.counters(believable(points, batch.receivedAt, writing)), 1);
    }
  }

  await writeBlocks(connection, [...joined.alone, ...joined.fresh], writing);
  await removeDerived(connection, joined.changes);
  const traces = await traceRows(added, writing.names);
  await saveEntries(writing.pool, writing.dictionary, queryTexts(rollups, writing));
  await replaceTraces(connection, traces);
  await replaceEvents(
    connection,
    added.flatMap((each) => each.analysis.events)
  );
  await insertParts(connection, rollups.take());
  await writeProblems(connection, joined.changes, added, writing);
  const afterwards = await writing.noted.write(
    connection,
    batch,
    traces.map((row) => row.facts),
    writing
  );
  if (batch.position) {
    await writePosition(connection, batch.position, now);
  }
  return afterwards;
}

/** Occurrences and their problems, which are locked before either is written. */
async function writeProblems(
  connection: PoolConnection,
  changes: TraceChange[],
  added: Derived[],
  { pool, names, dictionary, maxOccurrences }: Writing
): Promise<void> {
  const told = occurrencesOf(added);
  const problems = await lockChanged(
    connection,
    changes.flatMap((change) => change.occurrencesBefore),
    told.map(({ occurrence }) => occurrence)
  );
  await removeOccurrences(connection, changes);
  const choice = await chooseOccurrences(connection, told, maxOccurrences);
  const { rows, texts } = await occurrenceRows(choice.write, names);
  await saveEntries(pool, dictionary, texts);
  await deleteOccurrences(connection, choice.remove);
  await replaceOccurrences(connection, rows);
  await updateProblems(pool, connection, problems);
}

/** The statements that roll-ups refer to, as far as this process has not written them yet. */
function queryTexts(rollups: RollupBuffer, { analyser, dictionary }: Writing): DictionaryEntry[] {
  return rollups
    .valuesOf('queries', 'query')
    .filter((query) => !dictionary.known(query))
    .map((query) => analyser.queryText(query))
    .filter((text) => text !== null)
    .map(textEntry);
}

/** A commit whose answer was lost is known by the position that it wrote. */
async function isStored(connection: PoolConnection, { position }: Batch): Promise<boolean> {
  const stored = position && (await readPosition(connection, position.spoolId));
  return stored !== null && position !== null && !isBehind(stored, position);
}

function headOf(part: TracePart) {
  return {
    traceId: part.groupId,
    parts: bitsOf(part),
    firstTime: part.filedAt * 1000,
    lastTime: part.filedAt * 1000,
  };
}
