import mysql from 'mysql2/promise';
import { createLogger } from '../backend-shim/src/pipeline/logger.ts';
import { createShopLookups } from '../backend-shim/src/query/occurrence/shop/createShopLookups.ts';
import { createShopPool, type ShopPool } from '../backend-shim/src/query/occurrence/shop/createShopPool.ts';
import { Schemas } from './support/Schemas.ts';

jest.setTimeout(60_000);

let schemas: Schemas;
let shop: ShopPool;
let admin: mysql.Connection;

beforeAll(async () => {
  schemas = await Schemas.open();
  const url = await schemas.create();
  admin = await mysql.createConnection(url);
  await admin.query('CREATE TABLE m_customer_entity (entity_id INT UNSIGNED PRIMARY KEY, email VARCHAR(255))');
  await admin.query('CREATE TABLE m_core_store (store_id SMALLINT UNSIGNED PRIMARY KEY, name VARCHAR(255))');
  await admin.query("INSERT INTO m_customer_entity VALUES (42, 'ada@example.com'), (43, NULL)");
  await admin.query("INSERT INTO m_core_store VALUES (1, 'Zürich')");
  shop = createShopPool(url);
});

afterAll(async () => {
  await shop.close();
  await admin.end();
  await schemas.close();
});

function lookups() {
  const pool = { query: async () => [[]] } as never;
  return createShopLookups({ ask: shop.ask, prefix: 'm_', service: 'shop', pool, logger: createLogger('silent') });
}

it("finds a customer's e-mail and a store's name", async () => {
  const { customerEmail, storeName } = lookups();
  expect(await customerEmail('shop', 42)).toBe('ada@example.com');
  expect(await storeName('shop', 1)).toBe('Zürich');
  expect(await customerEmail('shop', 43)).toBeNull();
  expect(await customerEmail('shop', 44)).toBeNull();
});

it('cannot write', async () => {
  await expect(shop.ask("UPDATE m_customer_entity SET email = 'x'", [])).rejects.toThrow(/READ ONLY/);
});

it('waits for no longer than a second, and works again after', async () => {
  await expect(shop.ask('SELECT SLEEP(20)', [])).rejects.toThrow('no answer within 1000 ms');
  await expect(shop.ask('SELECT SLEEP(20)', [])).rejects.toThrow('no answer within 1000 ms');
  expect(await shop.ask('SELECT email FROM m_customer_entity WHERE entity_id = ?', [42])).toEqual([
    { email: 'ada@example.com' },
  ]);
});

it('tells nothing where the database is not there', async () => {
  const gone = createShopPool('mysql://nobody@127.0.0.1:1/shop');
  const { customerEmail } = createShopLookups({
    ask: gone.ask,
    prefix: '',
    service: 'shop',
    pool: { query: async () => [[]] } as never,
    logger: createLogger('silent'),
  });
  expect(await customerEmail('shop', 42)).toBeNull();
  await gone.close();
});
