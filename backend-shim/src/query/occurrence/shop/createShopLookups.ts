import type { Pool } from 'mysql2/promise';
import type { Logger } from '../../../pipeline/logger.ts';
import { atMostEvery } from '../../shared/atMostEvery.ts';
import { Shops } from '../../shared/Shops.ts';
import { Remembered } from './Remembered.ts';
import type { ShopLookups } from './ShopLookups.ts';

/** How to ask the shop's own database. */
export interface ShopDatabase {
  /** Asks the shop's database; rows by column name. Rejects in time when it does not answer. */
  ask: (sql: string, values: unknown[]) => Promise<Array<Record<string, unknown>>>;
  /** Before the names of Maho's tables. */
  prefix: string;
  /** The service whose database it is; null: the only one there is. */
  service: string | null;
}

export interface ShopLookupOptions extends ShopDatabase {
  /** Of Insights: tells which services there are. */
  pool: Pool;
  logger: Logger;
  /** ms since 1970. */
  now?: () => number;
}

/** Long enough for a page, short enough that a changed address is seen soon. */
const goodForMs = 5 * 60_000;
const servicesForMs = 60_000;
const mostKept = 1_000;
/** A database that does not answer is left alone for a while: pages do not wait for it. */
const restMs = 30_000;

/**
 * Looks up in the shop's own database what Insights does not keep. Nothing of it is stored, and no failure of it is one
 * of the page's.
 */
export function createShopLookups(options: ShopLookupOptions): ShopLookups {
  const { ask, prefix, service, pool, logger, now = Date.now } = options;
  const services = atMostEvery(servicesForMs, async () => (await Shops.load(pool)).services, now);
  const kept = new Remembered<string | null>({ ms: goodForMs, most: mostKept, now });
  let restsUntil = 0;

  /** Another shop's customer may have the same number. */
  async function isOurs(asked: string): Promise<boolean> {
    if (service !== null) {
      return asked === service;
    }
    const known = await services();
    return known.length === 1 && known[0] === asked;
  }

  async function find(asked: string, column: string, sql: string, id: number): Promise<string | null> {
    if (now() < restsUntil) {
      return null;
    }
    try {
      if (!(await isOurs(asked))) {
        return null;
      }
      return await kept.get(`${column} ${id}`, async () => {
        const [row] = await ask(sql, [id]);
        const value = row?.[column];
        return typeof value === 'string' && value !== '' ? value : null;
      });
    } catch (error) {
      restsUntil = now() + restMs;
      logger.warn({ err: error }, "The shop's database (INSIGHTS_SHOP_DB_URL) does not answer; pages do without it");
      return null;
    }
  }

  return {
    customerEmail: (asked, id) =>
      find(asked, 'email', `SELECT email FROM \`${prefix}customer_entity\` WHERE entity_id = ?`, id),
    storeName: (asked, id) => find(asked, 'name', `SELECT name FROM \`${prefix}core_store\` WHERE store_id = ?`, id),
  };
}
