/** The demo store: an invented shop for garden and workshop tools, with two stores. */
export interface ShopStore {
  id: number;
  code: string;
  websiteId: number;
  host: string;
  currency: string;
  /** Of all visits. */
  share: number;
}

export const serviceName = 'fern-and-forge';
export const codeRoot = '/srv/fern/app/code/local/Fern';

export const stores: ShopStore[] = [
  { id: 1, code: 'en', websiteId: 1, host: 'shop.fern-and-forge.example', currency: 'GBP', share: 0.7 },
  { id: 2, code: 'de', websiteId: 2, host: 'laden.fern-and-forge.example', currency: 'EUR', share: 0.3 },
];

export interface Category {
  id: number;
  path: string;
}

export const categories: Category[] = [
  { id: 4, path: 'secateurs' },
  { id: 5, path: 'spades' },
  { id: 7, path: 'chisels' },
  { id: 9, path: 'oils-and-care' },
];

export interface Product {
  id: number;
  sku: string;
  path: string;
  category: Category;
  price: number;
}

const names = ['bypass', 'anvil', 'heritage', 'long-reach', 'compact', 'oak-handled', 'left-handed', 'travel'];

export const products: Product[] = categories.flatMap((category, row) =>
  names.map((name, column) => ({
    id: 100 + row * names.length + column,
    sku: `${category.path.slice(0, 3).toUpperCase()}-${String(column + 1).padStart(3, '0')}`,
    path: `${category.path}/${name}`,
    category,
    price: Math.round((9 + row * 11 + column * 6.5) * 4) / 4,
  }))
);

export const searchWords = ['oak', 'secateurs', 'left handed', 'linseed oil', 'dibber', 'sharpening stone', 'gift'];
export const postcodes = ['SY8 1AS', '24103', 'EH1 1YZ', '80331', 'BT1 5GS', '99999'];
export const paymentMethods = ['fern_card', 'fern_card', 'paypal_standard_checkout', 'checkmo'] as const;

/** What a shopper's mail address looks like in SQL: Insights must not keep it. */
export const customerEmail = (customerId: number) => `customer${customerId}@mail.example`;
