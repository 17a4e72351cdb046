import type { IncomingMessage } from 'node:http';
import type { Body, Signal } from '../pipeline/records.ts';
import { UnsupportedMediaError } from './receiveErrors.ts';

/** The media types of OTLP/HTTP, and what PHP's SDK sends as `http/ndjson`. */
const encodings: Record<string, Body['encoding']> = {
  'application/x-protobuf': 'protobuf',
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
};

const signals = new Map<string, Signal>([
  ['/v1/traces', 'traces'],
  ['/v1/logs', 'logs'],
  ['/v1/metrics', 'metrics'],
]);

/** What is sent to an address; null where it is none of OTLP's. */
export function signalOf(url: string): Signal | null {
  return signals.get(url) ?? signals.get(url.split('?', 1)[0].replace(/\/$/, '')) ?? null;
}

/** The request's content type without parameters, lower-case; empty where there is none. */
export function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
}

/** @throws UnsupportedMediaError */
export function encodingOf(request: IncomingMessage): Body['encoding'] {
  // Nearly all say it in just these words.
  const told = request.headers['content-type'] ?? '';
  const type = Object.hasOwn(encodings, told) ? told : mediaType(request);
  if (!Object.hasOwn(encodings, type)) {
    const known = Object.keys(encodings).slice(0, 3).join(', ');
    throw new UnsupportedMediaError(`The content type "${type}" is not supported. Supported are ${known}.`);
  }
  return encodings[type];
}

/** @throws UnsupportedMediaError */
export function isGzip(request: IncomingMessage): boolean {
  const encoding = (request.headers['content-encoding'] ?? '').trim().toLowerCase();
  switch (encoding) {
    case '':
    case 'none':
    case 'identity':
      return false;
    case 'gzip':
    case 'x-gzip':
      return true;
    default:
      throw new UnsupportedMediaError(
        `The content encoding "${encoding}" is not supported. Supported are gzip and none.`
      );
  }
}
