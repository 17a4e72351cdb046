import { rename, writeFile } from 'node:fs/promises';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import type { ErrorResponse } from '../../contract/frames.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { analyseTrace } from './analyse/analyseTrace.ts';
import { prepare } from './analyse/prepare.ts';
import { ConfigError } from './config/ConfigError.ts';
import { loadConfig } from './config/loadConfig.ts';
import { decode } from './decode/decode.ts';
import { createLogger, type Logger } from './pipeline/logger.ts';
import { createMetrics, registerSpoolGauges, type Metrics } from './pipeline/metrics.ts';
import { RetryableError } from './pipeline/errors.ts';
import type { Body } from './pipeline/records.ts';
import { untilItWorks } from './pipeline/untilItWorks.ts';
import { createQueryApi } from './query/createQueryApi.ts';
import { createReceiver } from './receive/createReceiver.ts';
import { createStatusRoutes } from './receive/createStatusRoutes.ts';
import { listen } from './receive/listen.ts';
import { Spool } from './spool/Spool.ts';
import { createStore } from './store/createStore.ts';

type Store = ReturnType<typeof createStore>;

/** What is known of the database; `ready` once its tables are those of this version. */
interface DatabaseState {
  ready: boolean;
  message: string;
}

const longestDelayMs = 5_000;
const longestShutdownMs = 20_000;

/**
 * The only file that knows all stages. Their order, and why:
 *
 * 1. Configuration: what is wrong with it is told before anything is touched.
 * 2. Logger and metrics: everything after reports through them.
 * 3. Spool: recovered before the first body may come, because only what it keeps is acknowledged.
 * 4. HTTP, at once: a store's PHP workers wait for us, so nothing slow, and no absent database, stands before it.
 * 5. Database: connected to and migrated in the background, for as long as it takes. Until then queries answer 503.
 * 6. Consumer, last: spool -> decode -> prepare (secrets and SQL literals go) -> store, which analyses what it joins.
 *
 * The end goes the other way round: no new requests, the current batch, the database.
 */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const logger = createLogger(config.log.level);
  const metrics = createMetrics();
  const spool = await Spool.open({ ...config.spool, logger });
  registerSpoolGauges(metrics.registry, spool);

  const database: DatabaseState = { ready: false, message: 'connecting' };
  const store = createStore({ url: config.store.url, analyse: analyseTrace, logger });
  const app = express().disable('x-powered-by');
  app.use(createReceiver({ ...config.receive, decode, keep: (body) => spool.append(body), metrics, logger }));
  app.use(
    createStatusRoutes({
      registry: metrics.registry,
      checkSpool: () => spool.check(),
      databaseState: () => database.message,
    })
  );
  const pipeline = { waiting: () => spool.waiting().bodies, deadLetters: () => spool.deadLetters() };
  const queries = { pool: store.pool, token: config.query.token, logger, version: packageJson.version, pipeline };
  app.use('/api/v1', onceReady(database), createQueryApi(queries));
  app.use(answerUnknownPath);
  app.use(answerFailure(logger));

  const { server, port } = await listen(app, config.http.host, config.http.port);
  logger.info({ host: config.http.host, port }, 'Listening');
  if (config.http.portFile) {
    await writePort(config.http.portFile, port);
  }

  const stopping = new AbortController();
  const working = processSpool(spool, store, database, stopping.signal, metrics, logger);
  await signalled();
  logger.info('Stopping');
  setTimeout(() => process.exit(1), longestShutdownMs).unref();
  stopping.abort();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  await spool.close();
  await working;
  await store.close();
  logger.info('Stopped');
}

/** Brings the database up to date, then stores what the spool holds until it closes. */
async function processSpool(
  spool: Spool,
  store: Store,
  database: DatabaseState,
  stopping: AbortSignal,
  metrics: Metrics,
  logger: Logger
): Promise<void> {
  const onFailure = (error: Error) => {
    database.message = error.message;
    logger.error({ err: error }, 'The database is not ready; trying again');
  };
  if (!(await untilItWorks(() => store.migrate(), { longestDelayMs, signal: stopping, onFailure }))) {
    return;
  }
  Object.assign(database, { ready: true, message: 'ok' });
  logger.info('The database is ready');
  await spool.consume((bodies) => storeBodies(bodies, store, database, metrics));
}

async function storeBodies(bodies: Body[], store: Store, database: DatabaseState, metrics: Metrics): Promise<void> {
  const endTimer = metrics.processing.startTimer();
  try {
    await store.write(bodies.map((body) => ({ export: prepare(decode(body)), receivedAt: body.receivedAt })));
    database.message = 'ok';
    metrics.lag.set((Date.now() - bodies[0].receivedAt) / 1000);
  } catch (error) {
    if (error instanceof RetryableError) {
      database.message = error.message;
    }
    throw error;
  } finally {
    endTimer();
  }
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
