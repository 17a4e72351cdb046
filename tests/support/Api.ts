import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { componentOf } from '../../backend-shim/src/analyse/templates/componentOf.ts';
import { createLogger } from '../../backend-shim/src/pipeline/logger.ts';
import type { Export } from '../../backend-shim/src/pipeline/records.ts';
import { createQueryApi } from '../../backend-shim/src/query/createQueryApi.ts';
import type { Store } from '../../backend-shim/src/store/Store.ts';
import { QueryClient, type Caller } from '../../scripts/lib/QueryClient.ts';
import { analyseSimply, noon } from './shopRecords.ts';
import { openTestStore, type TestStore } from './testStore.ts';

export const token = 'a token of the tests';

const day = 86_400_000;
/** When all that a test writes is said to have come: a clock ahead of that is not believed. */
export const receivedAt = Math.max(noon / 1000, Date.now()) + 2 * day;
export const retention = { traces: 30 * day, occurrences: 90 * day, metrics: 395 * day };

/** A store and the query API on it, over HTTP, with what a test writes into it. */
export class Api {
  readonly store: Store;
  readonly url: string;
  readonly #write: TestStore['write'];
  readonly #server: Server;

  private constructor({ store, write }: TestStore, server: Server) {
    this.store = store;
    this.#write = write;
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async open(dbUrl: string): Promise<Api> {
    const logger = createLogger('silent');
    const opened = openTestStore(dbUrl, analyseSimply, receivedAt);
    await opened.store.migrate();
    const api = createQueryApi({
      pool: opened.store.pool,
      token,
      nameSpan: componentOf,
      shopDatabase: null,
      logger,
      version: '1.2.3',
      pipeline: { waiting: () => 3, deadLetters: () => 1, waitingFor: () => null },
      retention,
      maxDisk: null,
    });
    const app = express().use('/api/v1', api);
    const server = await new Promise<Server>((resolve) => {
      const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
    });
    return new Api(opened, server);
  }

  write(...exports: Array<Partial<Export>>): Promise<void> {
    return this.#write(exports);
  }

  client(caller?: Caller): QueryClient {
    return new QueryClient(this.url, token, caller);
  }

  async close(): Promise<void> {
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
    await this.store.close();
  }
}
