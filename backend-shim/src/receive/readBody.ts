import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UndecodableError } from '../pipeline/errors.ts';
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
export async function readBody(request: IncomingMessage, options: ReadBodyOptions): Promise<Buffer> {
  if (Number(request.headers['content-length']) > options.maxBytes) {
    throw tooLarge(options.maxBytes);
  }
  const gunzip = options.gzip ? createGunzip() : null;
  try {
    return await collect(request, gunzip ? request.pipe(gunzip) : request, options);
  } finally {
    request.unpipe();
    gunzip?.destroy();
  }
}

function collect(request: IncomingMessage, source: Readable, options: ReadBodyOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (end: () => void) => {
      source.off('data', onData).off('end', onEnd).off('error', onError);
      request.off('close', onClose);
      // What comes after is of no interest, but an error without a listener would end the process.
      source.on('error', () => undefined);
      request.on('error', () => undefined);
      end();
    };
    const onData = (chunk: Buffer) => {
      try {
        size += chunk.length;
        if (size > options.maxBytes) {
          throw tooLarge(options.maxBytes);
        }
        options.reservation.grow(chunk.length);
        chunks.push(chunk);
      } catch (error) {
        settle(() => reject(error));
      }
    };
    const onEnd = () => settle(() => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size)));
    const onError = (cause: Error) =>
      settle(() =>
        reject(source === request ? aborted(cause) : new UndecodableError('The gzip data is broken.', { cause }))
      );
    const onClose = () => {
      if (!request.complete) {
        settle(() => reject(aborted()));
      }
    };
    source.on('data', onData).on('end', onEnd).on('error', onError);
    request.on('close', onClose).on('error', onClose);
  });
}

function tooLarge(limit: number): TooLargeError {
  return new TooLargeError(`The body is longer than the limit of ${limit} bytes (INSIGHTS_MAX_BODY).`);
}

function aborted(cause?: Error): AbortedError {
  return new AbortedError('The sender went away.', { cause });
}
