/** A store as queries name it. */
export function storeKey(service: string, storeId: number): string {
  return `${service}/${storeId}`;
}

/** A service's name may hold slashes itself; null for what names no store. */
export function parseStoreKey(key: string): { service: string; storeId: number } | null {
  const slash = key.lastIndexOf('/');
  const storeId = key.slice(slash + 1);
  return slash > 0 && /^-?\d{1,10}$/.test(storeId) ? { service: key.slice(0, slash), storeId: Number(storeId) } : null;
}
