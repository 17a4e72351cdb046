import './boundYoungGeneration.ts';
import { rename, writeFile } from 'node:fs/promises';
import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express';
import type { Pool } from 'mysql2/promise';
import type { ErrorResponse } from '../../contract/frames.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { componentOf } from './analyse/templates/componentOf.ts';
import { ConfigError } from './config/ConfigError.ts';
import { loadConfig } from './config/loadConfig.ts';
import { inspect } from './decode/inspect.ts';
import { createLogger, type Logger } from './pipeline/logger.ts';
import { createMetrics, registerSpoolGauges, type Metrics } from './pipeline/metrics.ts';
import { untilItWorks } from './pipeline/untilItWorks.ts';
import type { ProcessorData } from './processor.ts';
import { createQueryApi } from './query/createQueryApi.ts';
import { createShopPool, type ShopPool } from './query/occurrence/shop/createShopPool.ts';
import { createReceiver } from './receive/createReceiver.ts';
import { createStatusRoutes } from './receive/createStatusRoutes.ts';
import { listen } from './receive/listen.ts';
import type { FromProcessor, ToProcessor } from './spool/messages.ts';
import { ProcessorThread, type ProcessorStart } from './spool/ProcessorThread.ts';
import { Spool } from './spool/Spool.ts';
import { createPool } from './store/createPool.ts';
import { migrate } from './store/migrate.ts';

type Config = ReturnType<typeof loadConfig>;

/** What is known of the database; `ready` once its tables are those of this version. */
interface DatabaseState {
  ready: boolean;
  message: string;
}

/** Without a word from the processor: batches take a second or so. */
const longestSilenceMs = 15_000;
const longestDelayMs = 5_000;
const longestShutdownMs = 20_000;

/**
 * With `processor.ts` the only file that knows all stages. This is the thread that receives and answers; what it
 * acknowledges is decoded, analysed and stored by the other one, through the spool. Their order, and why:
 *
 * 1. Configuration: what is wrong with it is told before anything is touched.
 * 2. Logger and metrics: everything after reports through them.
 * 3. Spool: recovered before the first body may come, because only what it keeps is acknowledged.
 * 4. HTTP, at once: a store's PHP workers wait for us, so nothing slow, and no absent database, stands before it.
 *    Exports are answered before Express is asked, which costs more than all of their reception.
 * 5. Database: connected to and migrated in the background, for as long as it takes. Until then queries answer 503.
 * 6. Processor, last: it needs the tables. If it dies it is started anew, and goes on where the database says.
 *
 * The end goes the other way round: no new requests, the processor's current batch, the spool, the database.
 */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const logger = createLogger(config.log.level);
  const metrics = createMetrics();
  const spool = await Spool.open({ ...config.spool, logger });
  registerSpoolGauges(metrics.registry, spool);

  const pool = createPool(config.store.url);
  const shop = config.shop && createShopPool(config.shop.url);
  const database: DatabaseState = { ready: false, message: 'connecting' };
  const receive = createReceiver({ ...config.receive, inspect, keep: (body) => spool.append(body), metrics, logger });
  const app = express().disable('x-powered-by');
  const checkSpool = () => spool.check();
  app.use(
    createStatusRoutes({ registry: metrics.registry, checkSpool, databaseState: () => stateOf(database, spool) })
  );
  app.use('/api/v1', onceReady(database), createApi(config, { pool, shop }, spool, database, logger));
  app.use(answerUnknownPath);
  app.use(answerFailure(logger));

  const { host, port: wanted, portFile } = config.http;
  const { server, port } = await listen(
    (request, response) => receive(request, response) || app(request, response),
    host,
    wanted
  );
  logger.info({ host, port }, 'Listening');
  if (portFile) {
    await writePort(portFile, port);
  }

  const stopping = new AbortController();
  const processor = createProcessor(config, spool, database, metrics, logger);
  const working = runProcessor(processor, pool, database, stopping.signal, logger);
  await signalled();
  logger.info('Stopping');
  setTimeout(() => process.exit(1), longestShutdownMs).unref();
  stopping.abort();
  processor.stop({ kind: 'stop' } satisfies ToProcessor);
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  await working;
  await spool.close();
  await pool.end();
  await shop?.close();
  logger.info('Stopped');
}

/** Brings the database up to date, then has it filled with what the spool holds, until the processor is stopped. */
async function runProcessor(
  processor: ProcessorThread<FromProcessor>,
  pool: Pool,
  database: DatabaseState,
  signal: AbortSignal,
  logger: Logger
): Promise<void> {
  const onFailure = (error: Error) => {
    database.message = error.message;
    logger.error({ err: error }, 'The database is not ready; trying again');
  };
  if (await untilItWorks(() => migrate(pool, logger), { longestDelayMs, signal, onFailure })) {
    Object.assign(database, { ready: true, message: 'ok' });
    logger.info('The database is ready');
    await processor.run();
  }
}

function createProcessor(
  { store, spool: spoolConfig, retention, maxDisk, policy, scrub, log }: Config,
  spool: Spool,
  database: DatabaseState,
  metrics: Metrics,
  logger: Logger
): ProcessorThread<FromProcessor> {
  const config = { store, spool: spoolConfig, retention, maxDisk, policy, scrub, log };
  const processor = new ProcessorThread<FromProcessor>({
    program: new URL('./processor.ts', import.meta.url),
    begin: async () => ({ config, spool: await spool.view() }) satisfies Omit<ProcessorData, keyof ProcessorStart>,
    onMessage: (message) => {
      switch (message.kind) {
        case 'processed':
          processor.hasAdvanced();
          spool.processed(message);
          break;
        case 'stored':
          metrics.storing.observe(message.seconds);
          metrics.lag.set((Date.now() - message.receivedAt) / 1000);
          metrics.processorHeap.set(message.heapBytes);
          break;
        case 'state':
          database.message = message.state;
          break;
      }
    },
    onDeath: (error) => {
      metrics.processorDeaths.inc();
      database.message = `The processor died and is started anew: ${error.message}`;
    },
    logger,
  });
  spool.onGrowth((segments) => processor.post({ kind: 'segments', segments } satisfies ToProcessor));
  return processor;
}

/** `ok`, or one sentence. A database that hangs says nothing of itself. */
function stateOf({ message }: DatabaseState, spool: Spool): string {
  const standstill = spool.standstill();
  return message === 'ok' && standstill > longestSilenceMs
    ? `Nothing has been stored for ${Math.round(standstill / 1000)} s: the database does not answer`
    : message;
}

function createApi(
  { query, retention, maxDisk, shop: shopConfig }: Config,
  { pool, shop }: { pool: Pool; shop: ShopPool | null },
  spool: Spool,
  database: DatabaseState,
  logger: Logger
): Router {
  const pipeline = {
    waiting: () => spool.waiting().bodies,
    deadLetters: () => spool.deadLetters(),
    waitingFor: () => {
      const state = stateOf(database, spool);
      return state === 'ok' ? null : state;
    },
  };
  return createQueryApi({
    pool,
    token: query.token,
    nameSpan: componentOf,
    shopDatabase: shop && shopConfig && { ...shopConfig, ask: shop.ask },
    logger,
    version: packageJson.version,
    pipeline,
    retention,
    maxDisk,
  });
}

function onceReady(database: DatabaseState): RequestHandler {
  return (_request, response, next) => {
    if (database.ready) {
      next();
      return;
    }
    const message = `The database is not ready yet (${database.message}). What stores send is kept meanwhile.`;
    response.status(503).json({ error: { code: 'unavailable', message } } satisfies ErrorResponse);
  };
}

/** The likeliest reason is an OTLP endpoint without its path. */
const answerUnknownPath: RequestHandler = (_request, response) => {
  const message = 'There is nothing here. OTLP is taken at /v1/traces, /v1/logs and /v1/metrics.';
  response.status(404).json({ error: { code: 'not_found', message } } satisfies ErrorResponse);
};

function answerFailure(logger: Logger): ErrorRequestHandler {
  // Express tells an error handler by its four parameters.
  return (error: Error, _request, response, _next) => {
    logger.error({ err: error }, 'A request failed');
    const message = 'The receiver failed in a way it does not know; its log says more.';
    response.status(500).json({ error: { code: 'internal', message } } satisfies ErrorResponse);
  };
}

/** As a whole, so that a reader who waits for the file never finds half of it. */
async function writePort(file: string, port: number): Promise<void> {
  await writeFile(`${file}.next`, `${port}\n`);
  await rename(`${file}.next`, file);
}

function signalled(): Promise<unknown> {
  return Promise.race(['SIGTERM', 'SIGINT'].map((name) => new Promise((resolve) => process.once(name, resolve))));
}

main().catch((error: Error) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : (error.stack ?? error.message)}\n`);
  process.exitCode = 1;
});
