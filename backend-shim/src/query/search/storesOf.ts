import type { SearchTerm } from '../../../../contract/search.ts';
import type { Shops, StoreRow } from '../shared/Shops.ts';
import { storeKey } from '../shared/storeKey.ts';
import { Wildcard } from '../shared/Wildcard.ts';

/** The stores that a term asks for by id, code, service or key. */
export function storesOf({ value }: Pick<SearchTerm, 'value'>, shops: Shops): StoreRow[] {
  const wanted = new Wildcard(value);
  return shops.stores.filter(({ service, storeId, code }) =>
    [String(storeId), code, service, storeKey(service, storeId)].some((name) => wanted.matches(name))
  );
}
