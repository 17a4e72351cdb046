import type { PoolConnection } from 'mysql2/promise';
import type { Contribution } from '../../pipeline/rollups.ts';
import type { Batch } from '../Batch.ts';
import { MovedBlockError, loadStored, type StoredTrace, type WantedTrace } from '../read/loadStored.ts';
import type { KnownOccurrence } from '../tables/occurrences.ts';
import { partBits, type HeadRow } from '../tables/traceHeads.ts';
import { findTraces, traceFlags, type FiledTrace } from '../tables/traces.ts';
import { noParent } from '../../pipeline/spans/TraceSpans.ts';
import { derive, startOf } from './derive.ts';
import { mergeStored } from './mergeStored.ts';
import { bitsOf, type Derived, type TracePart } from './TracePart.ts';
import type { Writing } from './writeBatch.ts';

/** A trace whose derived rows change because another part of it has come. */
export interface TraceChange {
  before: Derived;
  now: Derived;
  /** Its rows until now. */
  rows: FiledTrace[];
  occurrencesBefore: KnownOccurrence[];
  contributionsBefore: Contribution[];
  contributions: Contribution[];
}

export interface Joined {
  /** Parts that need nothing of what is stored. */
  alone: TracePart[];
  /** What is new of the others. */
  fresh: TracePart[];
  changes: TraceChange[];
}

const lockDeadlock = 1213;

/** Finds of which parts' traces something is stored that matters to them, and joins it. */
export async function joinStored(
  connection: PoolConnection,
  batch: Batch,
  parts: TracePart[],
  heads: HeadRow[],
  writing: Writing
): Promise<Joined> {
  const known = new Map(heads.map((head) => [head.traceId, head]));
  const late = parts.filter((part) => !known.has(part.groupId) && isPartial(part));
  const matters = (part: TracePart) => (known.get(part.groupId)?.parts ?? 0) & whatMatters(part);
  const recent = parts.filter(matters);
  if (recent.length + late.length === 0) {
    return { alone: parts, fresh: [], changes: [] };
  }
  const rows = Map.groupBy(
    await findTraces(
      connection,
      [...recent, ...late].map((part) => part.groupId)
    ),
    (row) => row.traceId
  );
  const wanted = [...recent, ...late].flatMap((part) =>
    whereFiled(part, known.get(part.groupId), rows.get(part.groupId))
  );
  const stored = await load(connection, wanted, batch, writing);
  const kept = parts.filter((part) => !belongsToDropped(part, rows.get(part.groupId)));
  const joined: Joined = { alone: kept.filter((part) => !stored.has(part.groupId)), fresh: [], changes: [] };
  for (const part of kept) {
    const found = stored.get(part.groupId);
    if (found) {
      join(joined, part, { found, rows: rows.get(part.groupId) ?? [] }, batch, writing);
    }
  }
  return joined;
}

/**
 * Spans that come late for a trace whose spans the storage policy dropped go the same way: they cannot be told from a
 * repeat, which would be counted again. Log records, too, but for those that tell of a failure.
 */
function belongsToDropped(part: TracePart, rows: FiledTrace[] = []): boolean {
  return (part.spans !== null || !part.isTelling) && rows.some(({ flags }) => (flags & traceFlags.dropped) !== 0);
}

/** New spans matter to all but harmless log records, and log records are compared with others to find repeats. */
function whatMatters(part: TracePart): number {
  const bits = bitsOf(part);
  return (
    (bits & partBits.spans ? partBits.spans | partBits.tellingLogs : 0) |
    (bits & partBits.logs ? partBits.logs : 0) |
    (bits & partBits.tellingLogs ? partBits.spans | partBits.tellingLogs : 0)
  );
}

/** Its root has come before, in days that the heads no longer know, or will never come. */
function isPartial({ spans }: TracePart): boolean {
  return spans !== null && !spans.parents.includes(noParent);
}

/** Parts are filed at the start of their first span or log record: within the trace, as far as it is known. */
function whereFiled(part: TracePart, head: HeadRow | undefined, rows: FiledTrace[] | undefined): WantedTrace[] {
  const traceId = part.groupId;
  const wanted = (rows ?? []).map((row) => ({ traceId, from: row.filedAt, to: row.filedAt + row.durationMs }));
  return head ? [...wanted, { traceId, from: head.firstTime / 1000, to: head.lastTime / 1000 }] : wanted;
}

async function load(
  connection: PoolConnection,
  wanted: WantedTrace[],
  { spans }: Batch,
  { cache, dictionary, templates, logger }: Writing
): Promise<Map<string, StoredTrace>> {
  const onDamage = (error: Error) =>
    logger.error({ err: error }, 'What is stored of a trace cannot be read; what comes is stored without it');
  try {
    return await loadStored(wanted, spans, { connection, cache, dictionary, templates, onDamage });
  } catch (error) {
    throw error instanceof MovedBlockError ? Object.assign(error, { errno: lockDeadlock }) : error;
  }
}

function join(
  joined: Joined,
  part: TracePart,
  { found, rows }: { found: StoredTrace; rows: FiledTrace[] },
  batch: Batch,
  { analyser }: Writing
): void {
  const { before, now, fresh } = mergeStored(part, found, batch.spans);
  if (!fresh) {
    return;
  }
  const { groupId, traceId } = part;
  const filedBefore = rows[0]?.filedAt ?? found.filedAt;
  const wasMoved = filedBefore !== Math.floor(startOf(before.spans, before.logs) / 1000);
  const filedAt = wasMoved ? filedBefore : Math.floor(startOf(now.spans, now.logs) / 1000);
  const old = derive({ groupId, traceId, ...before, filedAt: filedBefore }, analyser);
  const next = derive({ groupId, traceId, ...now, filedAt }, analyser);
  // Where it will be looked for: within the time of the whole trace.
  joined.fresh.push({ ...fresh, filedAt: filedBefore });
  joined.changes.push({
    before: old.derived,
    now: next.derived,
    rows,
    occurrencesBefore: old.derived.analysis.occurrences.map(({ id, problemId, time }) => ({
      id,
      problemId,
      time: new Date(Math.floor(time / 1000)),
    })),
    contributionsBefore: old.contributions,
    contributions: next.contributions,
  });
}
