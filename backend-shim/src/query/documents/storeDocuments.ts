import type { Pool } from 'mysql2/promise';
import type { StoreDocument } from '../../../../contract/documents.ts';
import { Shops } from '../shared/Shops.ts';
import { storeKey } from '../shared/storeKey.ts';

/** All stores that were ever seen. */
export async function storeDocuments(pool: Pool): Promise<StoreDocument[]> {
  const { stores } = await Shops.load(pool);
  return stores.map((store) => ({ key: storeKey(store.service, store.storeId), ...store }));
}
