import type { StoreDocument } from '../../../contract/documents';
import { storeName, storeNameOfKey } from './storeName';

const first: StoreDocument = { key: 'shop/1', service: 'shop', storeId: 1, code: 'default' };
const second: StoreDocument = { key: 'shop/2', service: 'shop', storeId: 2, code: 'french' };
const other: StoreDocument = { key: 'b2b/1', service: 'b2b', storeId: 1, code: 'default' };

test('is the code, after the service only where there are several', () => {
  expect(storeName(second, [first, second])).toBe('french');
  expect(storeName(second, [first, second, other])).toBe('shop / french');
  // A service that is not in the list is one more.
  expect(storeName(other, [first, second])).toBe('b2b / default');
  expect(storeName(first, [])).toBe('default');
});

test('is found by key, or is the key', () => {
  expect(storeNameOfKey('shop/2', [first, second])).toBe('french');
  expect(storeNameOfKey('shop/9', [first, second])).toBe('shop/9');
});
