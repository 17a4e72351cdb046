import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../pipeline/logger.ts';
import type { Metrics } from '../pipeline/metrics.ts';
import type { Body, Export, Signal } from '../pipeline/records.ts';
import type { Count } from '../pipeline/Tally.ts';
import { answer } from './answer.ts';
import { createRefusalLog, type RefusalLog } from './createRefusalLog.ts';
import { drain } from './drain.ts';
import { InFlight } from './InFlight.ts';
import { otlpStatus } from './otlpStatus.ts';
import { readBody } from './readBody.ts';
import { AbortedError, MethodError } from './receiveErrors.ts';
import { encodingOf, isGzip, signalOf } from './requestFormat.ts';
import { statusBody, successBody } from './responseBody.ts';

export interface ReceiverOptions {
  /** Of one body, before and after decompression. */
  maxBodyBytes: number;
  /** Of all bodies that are in memory at once. */
  maxInFlightBytes: number;
  /** Throws UndecodableError where the body cannot be read: it must never be acknowledged then. */
  inspect: (body: Body) => Inspected;
  /** Ends when the body is safe; throws RetryableError when it cannot be kept now. */
  keep: (body: Body) => Promise<void>;
  metrics: Metrics;
  logger: Logger;
}

/** What there is in a body: records that can be used, and those that cannot be. */
export interface Inspected {
  records: number;
  rejected: Export['rejected'];
}

/** Answers a request, if it is for OTLP; else returns false and leaves it alone. */
export type Receiver = (request: IncomingMessage, response: ServerResponse) => boolean;

interface Reception extends ReceiverOptions {
  inFlight: InFlight;
  refusals: RefusalLog;
  accepted: (signal: Signal, encoding: Body['encoding']) => Accepted;
}

interface Accepted {
  bodies: Count;
  bytes: Count;
  records: Count;
}

const drainMs = 1_000;

/**
 * `/v1/traces`, `/v1/logs` and `/v1/metrics` as the OTLP/HTTP specification says. It stands before Express, which costs
 * three times what all of this does.
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  const inFlight = new InFlight(options.maxInFlightBytes);
  const refusals = createRefusalLog(options.logger);
  const reception = { ...options, inFlight, refusals, accepted: countAccepted(options.metrics) };
  return (request, response) => {
    const signal = signalOf(request.url!);
    if (signal === null) {
      return false;
    }
    receive(request, response, signal, reception).catch((error: Error) => {
      options.logger.error({ err: error }, 'An export request could not be answered');
      response.destroy();
    });
    return true;
  };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  signal: Signal,
  reception: Reception
): Promise<void> {
  const began = performance.now();
  const { metrics, inFlight } = reception;
  const reservation = inFlight.reserve();
  // Until the request tells otherwise, for failures that come before.
  let encoding: Body['encoding'] = 'json';
  try {
    if (request.method !== 'POST') {
      throw new MethodError('Only POST is supported.');
    }
    encoding = encodingOf(request);
    const bytes = await readBody(request, { gzip: isGzip(request), maxBytes: reception.maxBodyBytes, reservation });
    const rejected = await accept({ signal, encoding, receivedAt: Date.now(), bytes }, reception);
    answer(request, response, 200, successBody(encoding, signal, rejected), encoding);
  } catch (error) {
    await refuse(request, response, error, encoding, reception);
    const status = String(response.headersSent ? response.statusCode : 499);
    metrics.bodies.of({ signal, encoding, status }).value++;
  } finally {
    reservation.release();
    metrics.acknowledgement.observe((performance.now() - began) / 1000);
  }
}

/** @returns what was rejected of the body */
async function accept(body: Body, { inspect, keep, metrics, accepted }: Reception): Promise<Export['rejected']> {
  const { signal, encoding, bytes } = body;
  const { records, rejected } = inspect(body);
  // PHP's SDK sends an empty export of metrics with nearly every request: there is nothing to keep of it.
  if (records > 0) {
    await keep(body);
  }
  const counts = accepted(signal, encoding);
  counts.bodies.value++;
  counts.bytes.value += bytes.length;
  counts.records.value += records;
  for (const { count, reason } of rejected) {
    metrics.rejected.inc({ signal, reason }, count);
  }
  return rejected;
}

async function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  encoding: Body['encoding'],
  { logger, refusals }: Reception
): Promise<void> {
  if (error instanceof AbortedError) {
    response.destroy();
    return;
  }
  const status = otlpStatus(error);
  if (status.http === 500) {
    logger.error({ err: error }, 'A body could not be received');
  } else {
    refusals(status.http, status.message);
  }
  if (!request.complete) {
    await drain(request, drainMs);
  }
  answer(request, response, status.http, statusBody(encoding, status.code, status.message), encoding, status.headers);
}

/** Looks up the counters of what is acknowledged once, not at each request. */
function countAccepted(metrics: Metrics): Reception['accepted'] {
  const of = (signal: Signal) => {
    const bytes = metrics.bytes.of({ signal });
    const records = metrics.records.of({ signal });
    const to = (encoding: Body['encoding']): Accepted => {
      const bodies = metrics.bodies.of({ signal, encoding, status: '200' });
      return { bodies, bytes, records };
    };
    return { protobuf: to('protobuf'), json: to('json'), ndjson: to('ndjson') };
  };
  const counts = { traces: of('traces'), logs: of('logs'), metrics: of('metrics') };
  return (signal, encoding) => counts[signal][encoding];
}
