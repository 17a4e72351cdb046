import { Shops } from './Shops.ts';
import { parseStoreKey } from './storeKey.ts';

const store = (service: string, storeId: number) => ({ service, storeId, code: `store${storeId}` });
const shops = new Shops([store('one', 0), store('one', 3), store('two', 1), store('two', 2), store('admin', 0)], []);

it('attributes what tells no store to the only shop of a service', () => {
  expect(shops.keyOf('one', null)).toBe('one/3');
  expect(shops.keyOf('one', 0)).toBe('one/0');
  expect([shops.keyOf('two', null), shops.keyOf('admin', null), shops.keyOf('none', null)]).toEqual(['', '', '']);
});

it('makes conditions on stores', () => {
  expect(shops.condition('')).toEqual({ sql: 'TRUE', values: [] });
  expect(shops.condition('one/3')).toEqual({
    sql: '(service = ? AND (store_id = ? OR store_id IS NULL))',
    values: ['one', 3],
  });
  expect(shops.condition('two/1')).toEqual({ sql: '(service = ? AND (store_id = ?))', values: ['two', 1] });
  expect(shops.condition('no store')).toEqual({ sql: 'FALSE', values: [] });
});

it('reads store keys whose service has slashes', () => {
  expect(parseStoreKey('https://shop/eu/12')).toEqual({ service: 'https://shop/eu', storeId: 12 });
  expect(['', '/1', 'shop/', 'shop', 'shop/1x', 'shop/12345678901'].map(parseStoreKey)).toEqual(Array(6).fill(null));
});

it('knows who sends what', () => {
  const sender = new Shops([], [{ service: 'one', signal: 'logs', lastReceived: new Date(100) }]);
  expect([
    sender.sends('one', 'logs', 100),
    sender.sends('one', 'logs', 101),
    sender.sends('one', 'traces', 0),
  ]).toEqual([true, false, false]);
  expect(sender.services).toEqual(['one']);
});
