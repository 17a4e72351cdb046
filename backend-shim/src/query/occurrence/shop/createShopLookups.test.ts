import { createLogger } from '../../../pipeline/logger.ts';
import { fakePool } from '../../testing/fakePool.ts';
import { createShopLookups, type ShopLookupOptions } from './createShopLookups.ts';

const minute = 60_000;

function open(changes: Partial<ShopLookupOptions> = {}, services = ['shop']) {
  const asked: Array<{ sql: string; values: unknown[] }> = [];
  const clock = { now: 0 };
  const { pool } = fakePool({ signals: Array.from({ length: 9 }, () => services.map((service) => ({ service }))) });
  const lookups = createShopLookups({
    ask: async (sql, values) => {
      asked.push({ sql, values });
      return [{ email: 'ada@example.com', name: 'English' }];
    },
    prefix: '',
    service: null,
    pool,
    logger: createLogger('silent'),
    now: () => clock.now,
    ...changes,
  });
  return { lookups, asked, clock };
}

it("asks Maho's tables, by their prefix", async () => {
  const { lookups, asked } = open({ prefix: 'm_' });
  expect(await lookups.customerEmail('shop', 42)).toBe('ada@example.com');
  expect(await lookups.storeName('shop', 1)).toBe('English');
  expect(asked).toEqual([
    { sql: 'SELECT email FROM `m_customer_entity` WHERE entity_id = ?', values: [42] },
    { sql: 'SELECT name FROM `m_core_store` WHERE store_id = ?', values: [1] },
  ]);
});

it('remembers an answer for minutes, and asks again then', async () => {
  const { lookups, asked, clock } = open();
  await lookups.customerEmail('shop', 42);
  clock.now += 4 * minute;
  await lookups.customerEmail('shop', 42);
  await lookups.customerEmail('shop', 43);
  expect(asked).toHaveLength(2);
  clock.now += 2 * minute;
  await lookups.customerEmail('shop', 42);
  expect(asked).toHaveLength(3);
});

it('knows nothing of who is not there', async () => {
  const { lookups } = open({ ask: async () => [] });
  expect(await lookups.customerEmail('shop', 42)).toBeNull();
});

it("never tells another shop's customer of the same number", async () => {
  const several = open({}, ['other', 'shop']);
  expect(await several.lookups.customerEmail('shop', 42)).toBeNull();
  const named = open({ service: 'shop' }, ['other', 'shop']);
  expect(await named.lookups.customerEmail('shop', 42)).toBe('ada@example.com');
  expect(await named.lookups.customerEmail('other', 42)).toBeNull();
  expect(several.asked.length + named.asked.length).toBe(1);
});

it('leaves a database alone that does not answer, for a while', async () => {
  let calls = 0;
  let isDown = true;
  const { lookups, clock } = open({
    ask: async () => {
      calls += 1;
      if (isDown) {
        throw new Error('connect ECONNREFUSED');
      }
      return [{ email: 'ada@example.com' }];
    },
  });
  expect(await lookups.customerEmail('shop', 1)).toBeNull();
  expect(await lookups.customerEmail('shop', 2)).toBeNull();
  expect(calls).toBe(1);
  isDown = false;
  clock.now += 31_000;
  expect(await lookups.customerEmail('shop', 1)).toBe('ada@example.com');
});
