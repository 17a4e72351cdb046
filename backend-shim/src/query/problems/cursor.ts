import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { QueryOf } from '../../../../contract/queries.ts';
import { QueryError } from '../shared/QueryError.ts';
import type { Place } from './Orders.ts';

/** Where a page ends. */
export interface Cursor {
  /** Of {@link Orders}. */
  order: string;
  place: Place;
}

const written = z.tuple([z.string(), z.string(), z.number(), z.number(), z.string().regex(/^[0-9a-f]{32}$/)]);

export function writeCursor(query: QueryOf<'problems'>, { order, place }: Cursor): string {
  const parts = [askedBy(query), order, place.key, place.lastSeen, place.id];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/**
 * Null for the first page.
 * @throws QueryError `invalid` where it is no cursor, or that of another search
 */
export function readCursor(query: QueryOf<'problems'>): Cursor | null {
  if (query.cursor === '') {
    return null;
  }
  const parts = written.safeParse(parsed(query.cursor)).data;
  if (!parts || parts[0] !== askedBy(query)) {
    throw new QueryError('invalid', 'The cursor is not of an answer to this search: ask for its first page.');
  }
  const [, order, key, lastSeen, id] = parts;
  return { order, place: { key, lastSeen, id } };
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}

function askedBy({ status, handled, search, sort, store }: QueryOf<'problems'>): string {
  const asked = JSON.stringify([status, handled, search, sort, store]);
  return createHash('sha256').update(asked).digest('base64url').slice(0, 8);
}
