import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createLogger } from '../../backend-shim/src/pipeline/logger.ts';
import type { Export } from '../../backend-shim/src/pipeline/records.ts';
import { createQueryApi } from '../../backend-shim/src/query/createQueryApi.ts';
import { createStore } from '../../backend-shim/src/store/createStore.ts';
import type { Store } from '../../backend-shim/src/store/Store.ts';
import { QueryClient, type Caller } from '../../scripts/lib/QueryClient.ts';
import { analyseSimply, makeExport, noon } from './shopRecords.ts';

export const token = 'a token of the tests';

/** A store and the query API on it, over HTTP, with what a test writes into it. */
export class Api {
  readonly store: Store;
  readonly url: string;
  readonly #server: Server;

  private constructor(store: Store, server: Server) {
    this.store = store;
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async open(dbUrl: string): Promise<Api> {
    const logger = createLogger('silent');
    const store = createStore({ url: dbUrl, analyse: analyseSimply, logger });
    await store.migrate();
    const pipeline = { waiting: () => 3, deadLetters: () => 1 };
    const api = createQueryApi({ pool: store.pool, token, logger, version: '1.2.3', pipeline });
    const app = express().use('/api/v1', api);
    const server = await new Promise<Server>((resolve) => {
      const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
    });
    return new Api(store, server);
  }

  write(...exports: Array<Partial<Export>>): Promise<void> {
    return this.store.write(exports.map((records) => ({ export: makeExport(records), receivedAt: noon / 1000 })));
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
