import type { Product, ShopStore } from './shop.ts';

/** One shopper's way through the shop. */
export interface Visit {
  store: ShopStore;
  visitorId: number;
  /** No request of it was answered yet. */
  isNew: boolean;
  /** Null while not logged in. */
  customerId: number | null;
  /** Null while the cart was never used. */
  quoteId: number | null;
  cart: Product[];
}
