import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UndecodableError } from '../pipeline/errors.ts';
import { BodyBuffer } from './BodyBuffer.ts';
import type { Reservation } from './InFlight.ts';
import { AbortedError, TooLargeError } from './receiveErrors.ts';

export interface ReadBodyOptions {
  gzip: boolean;
  /** Before and after decompression. */
  maxBytes: number;
  reservation: Reservation;
}

/**
 * Reads and decompresses a request's body, and stops at the limit, however little a gzip bomb weighs. The request is
 * left open, so that it can be answered.
 *
 * @throws TooLargeError, UndecodableError (broken gzip), OverloadError, AbortedError
 */
export function readBody(request: IncomingMessage, options: ReadBodyOptions): Promise<Buffer> {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > options.maxBytes) {
    return Promise.reject(tooLarge(options.maxBytes));
  }
  return options.gzip ? readCompressed(request, options) : collect(request, request, length, options);
}

async function readCompressed(request: IncomingMessage, options: ReadBodyOptions): Promise<Buffer> {
  const gunzip = createGunzip();
  try {
    return await collect(request, request.pipe(gunzip), 0, options);
  } finally {
    request.unpipe();
    gunzip.destroy();
  }
}

function collect(
  request: IncomingMessage,
  source: Readable,
  expected: number,
  { maxBytes, reservation }: ReadBodyOptions
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const body = new BodyBuffer(expected, reservation);
    const settle = () => {
      source.off('data', onData).off('end', onEnd).off('error', onError);
      request.off('close', onClose).off('error', onClose);
      // What comes after is of no interest, but an error without a listener would end the process.
      source.on('error', ignore);
      request.on('error', ignore);
    };
    const fail = (error: unknown) => {
      settle();
      reject(error as Error);
    };
    const onData = (chunk: Buffer) => {
      try {
        if (body.length + chunk.length > maxBytes) {
          throw tooLarge(maxBytes);
        }
        body.add(chunk);
      } catch (error) {
        fail(error);
      }
    };
    // A body that is complete makes no more events that anyone has to be kept from.
    const onEnd = () => resolve(body.take());
    const onError = (cause: Error) =>
      fail(source === request ? aborted(cause) : new UndecodableError('The gzip data is broken.', { cause }));
    const onClose = () => {
      if (!request.complete) {
        fail(aborted());
      }
    };
    source.on('data', onData).on('end', onEnd).on('error', onError);
    request.on('close', onClose);
    if (source !== request) {
      request.on('error', onClose);
    }
  });
}

function ignore(): void {}

function tooLarge(limit: number): TooLargeError {
  return new TooLargeError(`The body is longer than the limit of ${limit} bytes (INSIGHTS_MAX_BODY).`);
}

function aborted(cause?: Error): AbortedError {
  return new AbortedError('The sender went away.', { cause });
}
