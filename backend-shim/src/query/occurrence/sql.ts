import type { Pool } from 'mysql2/promise';
import { joinedToRows } from '../search/rowCondition.ts';
import { buffersOf } from '../shared/buffersOf.ts';
import { select } from '../shared/select.ts';
import { contextColumns, type StoredContext } from '../shared/storedContext.ts';

/** Where an occurrence stands among others; ids as 32 hexadecimal digits. */
export interface Place {
  /** ms since 1970. */
  time: number;
  id: string;
}

/** Which occurrences are looked for. */
export interface Sought {
  problemIds: string[];
  /** ms since 1970, both included: there are none before or after. Days apart lie in partitions apart. */
  from: number;
  to: number;
}

const dayMs = 86_400_000;
/** Neighbours are looked for this near first: most are, and partitions of other days are left alone then. */
const reaches = [2 * dayMs, 12 * dayMs, Infinity];

/** Statements of several problems at once are made of one part a problem: so many fit into one. */
const partsOfStatement = 100;

const table = 'maho_insights_error_occurrences';

/**
 * The occurrence with this id, if it belongs to one of the problems. Ids are in no index of their own: where the time
 * (ms) is not known, those of the problems are looked through, of which storms leave only so many.
 */
export async function findPlace(pool: Pool, sought: Sought, id: string, time: number | null): Promise<Place | null> {
  const [row] = await select<PlaceRow>(
    pool,
    `SELECT occurred_at AS time, occurrence_id AS id FROM ${table}
     WHERE error_hash IN (?) AND occurred_at BETWEEN ? AND ? AND occurrence_id = ? LIMIT 1`,
    [buffersOf(sought.problemIds), new Date(time ?? sought.from), new Date(time ?? sought.to), Buffer.from(id, 'hex')]
  );
  if (!row && time !== null) {
    return findPlace(pool, sought, id, null);
  }
  return row ? placeOf(row) : null;
}

/** The first (`1`) or last (`-1`) occurrence, of those on that side of another one if it is given. */
export async function selectNext(
  pool: Pool,
  { problemIds, from, to }: Sought,
  direction: 1 | -1,
  beyond?: Place
): Promise<Place | null> {
  const start = beyond?.time ?? (direction === 1 ? from : to);
  for (const reach of reaches) {
    const range =
      direction === 1
        ? { from: start, to: Math.min(to, start + reach) }
        : { from: Math.max(from, start - reach), to: start };
    const found = await selectNearest(pool, { problemIds, ...range }, direction, beyond);
    if (found || (range.from <= from && direction === -1) || (range.to >= to && direction === 1)) {
      return found;
    }
  }
  return null;
}

async function selectNearest(
  pool: Pool,
  { problemIds, from, to }: Sought,
  direction: 1 | -1,
  beyond?: Place
): Promise<Place | null> {
  const [order, sign] = direction === 1 ? ['ASC', '>'] : ['DESC', '<'];
  const side = beyond ? `AND (occurred_at ${sign} ? OR occurrence_id ${sign} ?)` : '';
  const bounds = [
    new Date(from),
    new Date(to),
    ...(beyond ? [new Date(beyond.time), Buffer.from(beyond.id, 'hex')] : []),
  ];
  const part = `(SELECT occurred_at AS time, occurrence_id AS id FROM ${table}
    WHERE error_hash = ? AND occurred_at BETWEEN ? AND ? ${side}
    ORDER BY occurred_at ${order}, occurrence_id ${order} LIMIT 1)`;
  const found: Place[] = [];
  for (let at = 0; at < problemIds.length; at += partsOfStatement) {
    const chunk = buffersOf(problemIds.slice(at, at + partsOfStatement));
    const rows = await select<PlaceRow>(
      pool,
      chunk.map(() => part).join(' UNION ALL '),
      chunk.flatMap((hash) => [hash, ...bounds])
    );
    found.push(...rows.map(placeOf));
  }
  return found.sort((a, b) => direction * comparePlaces(a, b))[0] ?? null;
}

/** How many occurrences there are, of those up to one if it is given; never more than `most`. */
export async function countPlaces(
  pool: Pool,
  { problemIds, from, to }: Sought,
  most: number,
  upTo?: Place
): Promise<number> {
  const side = upTo ? 'AND (occurred_at < ? OR occurrence_id <= ?)' : '';
  const bounds = upTo ? [new Date(upTo.time), Buffer.from(upTo.id, 'hex')] : [];
  const [row] = await select<{ count: number }>(
    pool,
    `SELECT COUNT(*) AS count FROM
       (SELECT 1 FROM ${table} WHERE error_hash IN (?) AND occurred_at BETWEEN ? AND ? ${side} LIMIT ${most}) counted`,
    [buffersOf(problemIds), new Date(from), new Date(upTo?.time ?? to), ...bounds]
  );
  return Number(row?.count ?? 0);
}

/** With its own stack and its problem's. */
export interface ContextRow extends StoredContext {
  stackId: Buffer;
  /** JSON: the stack of the problem itself; null where it is gone. */
  problemStack: string | null;
}

/** Null when it was dropped meanwhile. */
export async function selectContext(pool: Pool, { time, id }: Place): Promise<ContextRow | null> {
  const [row] = await select<ContextRow>(
    pool,
    `SELECT ${contextColumns}, o.stack_id AS stackId, m.stack_trace AS problemStack
     FROM ${table} o
     LEFT JOIN maho_insights_errors m ON m.error_hash = o.error_hash
     ${joinedToRows}
     WHERE o.occurred_at = ? AND o.occurrence_id = ?`,
    [new Date(time), Buffer.from(id, 'hex')]
  );
  return row ?? null;
}

interface PlaceRow {
  time: Date;
  id: Buffer;
}

function placeOf({ time, id }: PlaceRow): Place {
  return { time: +time, id: id.toString('hex') };
}

function comparePlaces(a: Place, b: Place): number {
  return a.time - b.time || (a.id < b.id ? -1 : 1);
}
