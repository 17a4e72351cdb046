/** What only the shop's own database knows; null where it does not know, or does not answer. */
export interface ShopLookups {
  customerEmail(service: string, customerId: number): Promise<string | null>;
  storeName(service: string, storeId: number): Promise<string | null>;
}
