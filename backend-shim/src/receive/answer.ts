import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Body } from '../pipeline/records.ts';
import { mediaType } from './requestFormat.ts';

const types = { protobuf: 'application/x-protobuf', json: 'application/json' };

/** Answers in the encoding of the request. */
export function answer(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  body: string | Uint8Array,
  encoding: Body['encoding'],
  headers: Record<string, string> = {}
): void {
  // Ndjson is told by two names; the answer bears the one that was asked in.
  const type = encoding === 'ndjson' ? mediaType(request) : types[encoding];
  const length = String(Buffer.byteLength(body));
  const more = Object.entries(headers).flat();
  response.writeHead(status, [...more, 'content-type', type, 'content-length', length]);
  if (request.method === 'HEAD' || body.length === 0) {
    response.end();
  } else {
    response.end(body);
  }
}
