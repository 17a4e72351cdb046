import type { StoreDocument } from '../../../contract/documents';

/** What a store is called everywhere: its code, after its service's name where there are several services. */
export function storeName(
  { service, code }: Pick<StoreDocument, 'service' | 'code'>,
  stores: ReadonlyArray<Pick<StoreDocument, 'service'>>
): string {
  return stores.some((other) => other.service !== service) ? `${service} / ${code}` : code;
}

/** The name of a store that is told by its key; one that the list does not have is called by its key. */
export function storeNameOfKey(key: string, stores: StoreDocument[]): string {
  const store = stores.find((candidate) => candidate.key === key);
  return store ? storeName(store, stores) : key;
}
