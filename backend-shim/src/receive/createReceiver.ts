import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Router } from 'express';
import type { Logger } from '../pipeline/logger.ts';
import type { Metrics } from '../pipeline/metrics.ts';
import type { Body, Export, Signal } from '../pipeline/records.ts';
import { drain } from './drain.ts';
import { InFlight } from './InFlight.ts';
import { otlpStatus } from './otlpStatus.ts';
import { readBody } from './readBody.ts';
import { AbortedError, MethodError } from './receiveErrors.ts';
import { encodingOf, isGzip, mediaType } from './requestFormat.ts';
import { statusBody, successBody } from './responseBody.ts';

export interface ReceiverOptions {
  /** Of one body, before and after decompression. */
  maxBodyBytes: number;
  /** Of all bodies that are in memory at once. */
  maxInFlightBytes: number;
  /** Throws UndecodableError where the body cannot be read: it must never be acknowledged then. */
  decode: (body: Body) => Export;
  /** Ends when the body is safe; throws RetryableError when it cannot be kept now. */
  keep: (body: Body) => Promise<void>;
  metrics: Metrics;
  logger: Logger;
}

const signals: Signal[] = ['traces', 'logs', 'metrics'];
const drainMs = 1_000;

/** `POST /v1/traces`, `/v1/logs` and `/v1/metrics` as the OTLP/HTTP specification says. */
export function createReceiver(options: ReceiverOptions): Router {
  const inFlight = new InFlight(options.maxInFlightBytes);
  const router = Router({ caseSensitive: true });
  for (const signal of signals) {
    router.all(`/v1/${signal}`, (request, response) => receive(request, response, signal, inFlight, options));
  }
  return router;
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  signal: Signal,
  inFlight: InFlight,
  options: ReceiverOptions
): Promise<void> {
  const { metrics } = options;
  const endTimer = metrics.acknowledgement.startTimer();
  const reservation = inFlight.reserve();
  // Until the request tells otherwise, for failures that come before.
  let encoding: Body['encoding'] = 'json';
  try {
    if (request.method !== 'POST') {
      throw new MethodError('Only POST is supported.');
    }
    encoding = encodingOf(request);
    const bytes = await readBody(request, { gzip: isGzip(request), maxBytes: options.maxBodyBytes, reservation });
    const body = { signal, encoding, receivedAt: Date.now(), bytes };
    const rejected = await accept(body, options);
    answer(request, response, 200, successBody(encoding, signal, rejected), encoding);
  } catch (error) {
    await refuse(request, response, error, encoding, options);
  } finally {
    reservation.release();
    endTimer();
    metrics.bodies.inc({ signal, encoding, status: response.headersSent ? response.statusCode : 499 });
  }
}

/** @returns what was rejected of the body */
async function accept(body: Body, { decode, keep, metrics }: ReceiverOptions): Promise<Export['rejected']> {
  const { signal, bytes } = body;
  const { spans, logs, points, rejected } = decode(body);
  const records = spans.length + logs.length + points.length;
  // PHP's SDK sends an empty export of metrics with every request: there is nothing to keep of it.
  if (records > 0) {
    await keep(body);
  }
  metrics.bytes.inc({ signal }, bytes.length);
  metrics.records.inc({ signal }, records);
  rejected.forEach(({ count, reason }) => metrics.rejected.inc({ signal, reason }, count));
  return rejected;
}

async function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  encoding: Body['encoding'],
  { logger }: ReceiverOptions
): Promise<void> {
  if (error instanceof AbortedError) {
    response.destroy();
    return;
  }
  const status = otlpStatus(error);
  if (status.http === 500) {
    logger.error({ err: error }, 'A body could not be received');
  } else {
    logger.warn({ status: status.http, reason: status.message }, 'A body was refused');
  }
  if (!request.complete) {
    await drain(request, drainMs);
  }
  const body = statusBody(encoding, status.code, status.message);
  answer(request, response, status.http, body, encoding, status.headers);
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  encoding: Body['encoding'],
  headers: OutgoingHttpHeaders = {}
): void {
  // Ndjson is told by two names; the answer bears the one that was asked in.
  const type =
    encoding === 'ndjson'
      ? mediaType(request)
      : { protobuf: 'application/x-protobuf', json: 'application/json' }[encoding];
  const length = Buffer.byteLength(body);
  response.writeHead(status, { ...headers, 'content-type': type, 'content-length': length });
  response.end(request.method === 'HEAD' ? undefined : body);
}
