import type { Query } from '../../../../contract/queries.ts';
import type { SearchTerm } from '../../../../contract/search.ts';
import { placesOf, storeIdOf } from '../shared/Rollups.ts';
import type { Shops } from '../shared/Shops.ts';
import { storeKey } from '../shared/storeKey.ts';
import { Wildcard } from '../shared/Wildcard.ts';
import { combine } from './combine.ts';
import { compareNumber } from './compareNumber.ts';
import { storesOf } from './storesOf.ts';

const { dimensions } = placesOf('problems');

/** What narrows occurrences, and roll-ups tell. */
export const seriesFields: ReadonlySet<string> = new Set(['store', 'route', 'version', 'status', 'handled']);

export interface Narrowing {
  store: string;
  handled: Extract<Query, { queryType: 'problems' }>['handled'];
  terms: SearchTerm[];
}

/** Lets pass the series of kind `problems` that are asked for. What the search says goes before `handled`. */
export function seriesFilter({ store, handled, terms }: Narrowing, shops: Shops): (of: readonly string[]) => boolean {
  const told = terms.filter(({ field }) => field !== null && seriesFields.has(field));
  const holds = combine<readonly string[]>(told, (term) => {
    switch (term.field) {
      case 'store': {
        const keys = new Set(storesOf(term, shops).map((one) => storeKey(one.service, one.storeId)));
        return (of) => keys.has(keyOf(of, shops));
      }
      case 'status': {
        const compare = compareNumber(term);
        return (of) => compare(of[dimensions.status] === '' ? null : Number(of[dimensions.status]));
      }
      case 'handled':
        return (of) => of[dimensions.handled] === String(term.value.toLowerCase() === 'yes');
      default: {
        const wanted = new Wildcard(term.value);
        const at = term.field === 'route' ? dimensions.route : dimensions.version;
        return (of) => wanted.matches(of[at]);
      }
    }
  });
  const isWanted = wantedHandled({ handled, terms });
  return (of) =>
    (store === '' || keyOf(of, shops) === store) &&
    (isWanted === null || of[dimensions.handled] === String(isWanted)) &&
    holds(of);
}

/** Null where it does not matter, or the search itself says. */
export function wantedHandled({ handled, terms }: Pick<Narrowing, 'handled' | 'terms'>): boolean | null {
  return handled === 'all' || terms.some(({ field }) => field === 'handled') ? null : handled === 'handled';
}

function keyOf(of: readonly string[], shops: Shops): string {
  return shops.keyOf(of[dimensions.service], storeIdOf(of[dimensions.storeId]));
}
