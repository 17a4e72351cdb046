import type { SearchTerm } from '../../../../contract/search.ts';
import type { Condition } from '../shared/sourceCondition.ts';
import type { Shops } from '../shared/Shops.ts';
import { storeKey } from '../shared/storeKey.ts';
import { Wildcard } from '../shared/Wildcard.ts';
import { groupsOf } from './combine.ts';
import { seriesFields, wantedHandled, type Narrowing } from './seriesFilter.ts';
import { storesOf } from './storesOf.ts';

/** What narrows occurrences, and their rows alone tell. */
export const rowFields: ReadonlySet<string> = new Set(['path', 'customer', 'visitor', 'order', 'host', 'method']);

const columns: Record<string, string> = {
  route: 'e.route',
  path: 'p.path',
  version: 's.version',
  customer: 'o.customer_id',
  visitor: 'o.visitor_id',
  order: 'o.order_number',
  status: 'o.http_status',
  host: 's.host',
  method: 'e.method',
};
const numbers = new Set(['customer', 'visitor', 'status']);

/** Of occurrences, what {@link rowCondition} is about, and what they are told by; not their messages, which are long. */
export const narrowColumns = `o.error_hash, o.occurred_at, o.occurrence_id, o.handled, o.source_id, o.endpoint_id,
         o.path_id, o.http_status, o.visitor_id, o.customer_id, o.order_number, o.payment_method`;

/** The tables that {@link rowCondition} is about: occurrences are `o`. */
export const joinedToRows = `LEFT JOIN maho_insights_sources s ON s.source_id = o.source_id
     LEFT JOIN maho_insights_endpoints e ON e.endpoint_id = o.endpoint_id
     LEFT JOIN maho_insights_paths p ON p.path_id = o.path_id`;

/** Condition on occurrences that holds for those that are asked for, by what roll-ups tell, too. */
export function rowCondition({ store, handled, terms }: Narrowing, shops: Shops): Condition {
  const isWanted = wantedHandled({ handled, terms });
  const told = terms.filter(({ field }) => field !== null && (seriesFields.has(field) || rowFields.has(field)));
  return allOf([
    ...(store === '' ? [] : [storeCondition([store], shops)]),
    ...(isWanted === null ? [] : [{ sql: 'o.handled = ?', values: [isWanted] }]),
    ...groupsOf(told).flatMap(({ either, each }) => [
      ...(either.length === 0 ? [] : [anyOf(either.map((term) => conditionOf(term, shops)))]),
      ...each.map((term) => (term.negated ? not(conditionOf(term, shops)) : conditionOf(term, shops))),
    ]),
  ]);
}

function conditionOf(term: SearchTerm, shops: Shops): Condition {
  const field = term.field as string;
  if (field === 'store') {
    const keys = storesOf(term, shops).map(({ service, storeId }) => storeKey(service, storeId));
    return storeCondition(keys, shops);
  }
  if (field === 'handled') {
    return { sql: 'o.handled = ?', values: [term.value.toLowerCase() === 'yes'] };
  }
  return numbers.has(field)
    ? { sql: `${columns[field]} ${term.operator} ?`, values: [Number(term.value)] }
    : like(columns[field], term.value);
}

/** Upper and lower case alike, though the columns themselves tell them apart. */
export function like(column: string, text: string): Condition {
  return {
    sql: `COALESCE(${column}, '') COLLATE utf8mb4_unicode_ci LIKE ? ESCAPE '!'`,
    values: [new Wildcard(text).pattern],
  };
}

function storeCondition(keys: string[], shops: Shops): Condition {
  return anyOf(keys.map((key) => shops.condition(key, 's.')));
}

function anyOf(conditions: Condition[]): Condition {
  return join(conditions, ' OR ', 'FALSE');
}

export function allOf(conditions: Condition[]): Condition {
  return join(conditions, ' AND ', 'TRUE');
}

function join(conditions: Condition[], word: string, none: string): Condition {
  return conditions.length === 0
    ? { sql: none, values: [] }
    : {
        sql: `(${conditions.map(({ sql }) => sql).join(word)})`,
        values: conditions.flatMap(({ values }) => values),
      };
}

/** What is not known is not what was asked for, and so passes. */
function not({ sql, values }: Condition): Condition {
  return { sql: `NOT COALESCE(${sql}, FALSE)`, values };
}
