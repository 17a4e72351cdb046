import {
  request as send,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger } from '../../pipeline/logger.ts';
import { createMetrics, type Metrics } from '../../pipeline/metrics.ts';
import { UndecodableError } from '../../pipeline/errors.ts';
import type { Body } from '../../pipeline/records.ts';
import { createReceiver, type ReceiverOptions, type Inspected } from '../createReceiver.ts';
import { listen } from '../listen.ts';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface TestReceiver {
  kept: Body[];
  metrics: Metrics;
  server: Server;
  port: number;
  post(path: string, body: Uint8Array | string, headers?: OutgoingHttpHeaders, method?: string): Promise<Answer>;
  close(): Promise<void>;
}

/** A body is decodable here unless it begins with `bad`; every letter `s` in it is a span, every `r` a rejected one. */
export function inspectLetters({ bytes }: Body): Inspected {
  const text = Buffer.from(bytes.subarray(0, 1000)).toString();
  if (text.startsWith('bad')) {
    throw new UndecodableError('not OTLP: it is bad');
  }
  const count = text.split('r').length - 1;
  return { records: text.split('s').length - 1, rejected: count > 0 ? [{ count, reason: 'no id' }] : [] };
}

/** A receiver on a port of its own, whose spool is a list. */
export async function startReceiver(options: Partial<ReceiverOptions> = {}): Promise<TestReceiver> {
  const kept: Body[] = [];
  const metrics = createMetrics();
  const receiver = createReceiver({
    maxBodyBytes: 1_000,
    maxInFlightBytes: 10_000,
    inspect: inspectLetters,
    keep: async (body) => void kept.push(body),
    metrics,
    logger: createLogger('silent'),
    ...options,
  });
  const answerOthers: RequestListener = (_request, response) => void response.writeHead(404).end('not OTLP');
  const { server } = await listen(
    (request, response) => receiver(request, response) || answerOthers(request, response),
    '127.0.0.1',
    0
  );
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { kept, metrics, server, port, post: (...parameters) => post(port, ...parameters), close };
}

function post(
  port: number,
  path: string,
  body: Uint8Array | string,
  headers: OutgoingHttpHeaders = { 'content-type': 'application/json' },
  method = 'POST'
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = send({ port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) })
      );
    });
    outgoing.on('error', reject).end(body);
  });
}
