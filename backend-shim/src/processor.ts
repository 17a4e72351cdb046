import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { analyseSpans } from './analyse/analyseSpans.ts';
import { createPrepare, type Prepare } from './analyse/prepare.ts';
import { createPrepareSpan } from './analyse/prepareSpan.ts';
import { createScrubber, type Scrubber } from './analyse/privacy/createScrubber.ts';
import { tellsOfFailure } from './analyse/problems/tellsOfFailure.ts';
import { contributionsOf } from './analyse/rollup/contributionsOf.ts';
import { counterContributions } from './analyse/rollup/counterContributions.ts';
import { logContributions } from './analyse/rollup/logContributions.ts';
import { queryTextOf } from './analyse/templates/queryTextOf.ts';
import type { loadConfig } from './config/loadConfig.ts';
import { createSpanReader, type SpanReader } from './decode/createSpanReader.ts';
import { decode } from './decode/decode.ts';
import { createLogger, type Logger } from './pipeline/logger.ts';
import type { Body } from './pipeline/records.ts';
import { SpanTable } from './pipeline/spans/SpanTable.ts';
import { TemplateTable } from './pipeline/spans/TemplateTable.ts';
import { Consumer, type Stages } from './spool/Consumer.ts';
import { DeadLetters } from './spool/DeadLetters.ts';
import type { FromProcessor, SpoolView, ToProcessor } from './spool/messages.ts';
import type { ProcessorStart } from './spool/ProcessorThread.ts';
import { StoredPosition } from './spool/StoredPosition.ts';
import { ThreadSigns } from './spool/ThreadSigns.ts';
import type { Batch } from './store/Batch.ts';
import { createStore } from './store/createStore.ts';
import { Dictionary } from './store/dictionary/Dictionary.ts';
import { createJobs } from './store/jobs/createJobs.ts';
import type { Store } from './store/Store.ts';

/** What `main.ts` gives to the thread. */
export interface ProcessorData extends ProcessorStart {
  config: Pick<ReturnType<typeof loadConfig>, 'store' | 'spool' | 'retention' | 'maxDisk' | 'policy' | 'scrub' | 'log'>;
  spool: SpoolView;
}

type Config = ProcessorData['config'];
type Tell = (message: FromProcessor) => void;

/** As much as is stored in one transaction: memory is bounded by it, and small batches make small blocks. */
const limits = { bodies: 4_096, bytes: 8 << 20, gatherMs: 1_000 };
const longestSliceMs = 2;

/**
 * The thread behind the spool, which may take its time: whoever waits for an acknowledgement waits for the other one.
 * Their order, and why:
 *
 * 1. Spool: bodies are read by (segment, offset), as the other thread tells how far they are written.
 * 2. Decode: spans go into columns. What is new of them, and all else, is prepared: secrets and SQL literals go here,
 *    before anything else sees them.
 * 3. Store: analyses traces as a whole, with what is stored of them, and writes all of a batch and the position after
 *    it in one transaction, so that a crash at any moment loses and repeats nothing.
 * 4. Jobs, beside that: what the database needs now and then, done by one shim at a time.
 */
async function main(port: MessagePort, { config, spool, deaths, signs: shared }: ProcessorData): Promise<void> {
  const logger = createLogger(config.log.level);
  const tell: Tell = (message) => port.postMessage(message);
  const signs = new ThreadSigns(shared);
  const beating = signs.beat();
  const templates = new TemplateTable();
  const store = openStore(config, templates, logger);
  const positions = new StoredPosition(spool, (id) => store.position(id), logger);
  const { deadLetterDirectory, maxDeadLetterBytes } = config.spool;
  const deadLetters = await DeadLetters.open({ directory: deadLetterDirectory, maxBytes: maxDeadLetterBytes });
  const consumer = new Consumer({
    segments: spool.segments,
    position: spool.position,
    stages: createStages(store, templates, positions, createScrubber(config.scrub), tell),
    deadLetters,
    limits,
    deaths,
    onProcessed: (position, bodies) => tell({ kind: 'processed', position, bodies, deadLetters: deadLetters.count() }),
    onState: onlyChanges((state) => tell({ kind: 'state', state })),
    onBusy: (busy) => (signs.isBusy = busy),
    logger,
  });
  const holder = `${hostname().slice(0, 32)}-${process.pid}-${randomBytes(6).toString('hex')}`;
  const jobs = createJobs({
    ...config,
    ...config.store,
    pool: store.pool,
    dictionary: new Dictionary(),
    holder,
    logger,
  });

  const stopping = new AbortController();
  port.on('message', (message: ToProcessor) => {
    if (message.kind === 'segments') {
      consumer.update(message.segments);
    } else {
      stopping.abort();
      consumer.stop();
    }
  });
  await Promise.all([consumer.run(), jobs.run(stopping.signal)]);
  await store.close();
  clearInterval(beating);
  port.close();
}

function openStore({ store, retention }: Config, templates: TemplateTable, logger: Logger): Store {
  return createStore({
    ...store,
    templates,
    analyser: {
      analyse: (spans, logs, traceId) => analyseSpans(spans, logs, traceId, templates),
      contributions: (spans, analysis) => contributionsOf(spans, analysis, templates),
      counters: counterContributions,
      patterns: logContributions,
      queryText: (query) => queryTextOf(templates, query),
      tells: tellsOfFailure,
    },
    retentionMs: retention.traces,
    logger,
  });
}

function createStages(
  store: Store,
  templates: TemplateTable,
  positions: StoredPosition,
  scrubber: Scrubber,
  tell: Tell
): Stages<Batch> {
  const spanReader = createSpanReader({ templates, prepareSpan: createPrepareSpan(scrubber) });
  const prepare = createPrepare(scrubber);
  /** Of the batch before: a table that grows costs. */
  let capacity = 0;
  return {
    async prepare(bodies) {
      const batch = emptyBatch(bodies, capacity);
      const refused = new Map<number, Error>();
      let since = performance.now();
      for (const [at, body] of bodies.entries()) {
        try {
          add(body, batch, spanReader, prepare);
        } catch (error) {
          refused.set(at, error instanceof Error ? error : new Error(String(error)));
        }
        if (performance.now() - since > longestSliceMs) {
          // The batch before may be on its way into the database: its next statement goes first.
          await setImmediate();
          since = performance.now();
        }
      }
      capacity = batch.spans.length;
      return { batch, refused };
    },
    async write(batch, position) {
      const began = performance.now();
      const { length } = batch.spans;
      try {
        await store.write({ ...batch, position: position && positions.of(position) });
      } finally {
        // The store adds what it had to read, at each attempt.
        batch.spans.truncate(length);
      }
      const seconds = (performance.now() - began) / 1000;
      tell({ kind: 'stored', seconds, receivedAt: batch.receivedAt, heapBytes: process.memoryUsage().heapUsed });
    },
    stored: () => positions.read(),
  };
}

function emptyBatch(bodies: Body[], capacity: number): Batch {
  const receivedAt = bodies.reduce((oldest, body) => Math.min(oldest, body.receivedAt), Infinity);
  const spans = new SpanTable(Math.max(1_024, capacity));
  return { spans, traces: new Map(), logs: [], metrics: [], receivedAt, position: null };
}

/** @throws UndecodableError; the batch is as before then */
function add(body: Body, batch: Batch, spanReader: SpanReader, prepare: Prepare): void {
  if (body.signal === 'traces') {
    spanReader.read(body, batch.spans, batch.traces);
    return;
  }
  const { logs, points, identity } = decode(body);
  const preparedLogs = logs.map(prepare.log);
  const preparedPoints = points.map(prepare.point);
  preparedLogs.forEach((log) => batch.logs.push(log));
  if (preparedPoints.length > 0) {
    batch.metrics.push({ id: identity, points: preparedPoints });
  }
}

function onlyChanges(tell: (state: string) => void): (state: string) => void {
  let last = '';
  return (state) => {
    if (state !== last) {
      last = state;
      tell(state);
    }
  };
}

await main(parentPort!, workerData as ProcessorData);
