import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** One export request as a store sent it. */
export interface CapturedExport {
  /** When it was recorded, ms since 1970. */
  at: number;
  /** `/v1/traces`, `/v1/logs` or `/v1/metrics`. */
  path: string;
  contentType: string;
  contentEncoding?: string;
  /** The exact body, still compressed where `contentEncoding` says so. */
  body: Buffer;
}

/**
 * Reads a recorded capture, one export a line, in the order received.
 * @param file - jsonl, gzipped when the name ends in `.gz`
 * @throws Error naming file and line when a line is no captured export
 */
export async function* readCapture(file: string): AsyncGenerator<CapturedExport> {
  const raw = createReadStream(file);
  const input = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  // A pipe does not carry errors on: without this a missing file would end the process instead of the loop.
  raw.on('error', (error) => input.destroy(error));
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() !== '') {
      yield parseLine(line, `${file}:${number}`);
    }
  }
}

function parseLine(line: string, place: string): CapturedExport {
  let value: Partial<Record<keyof CapturedExport, unknown>>;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`${place}: not JSON`);
  }
  const { at, path, contentType, contentEncoding, body } = value ?? {};
  const complete = typeof at === 'number' && typeof path === 'string' && typeof contentType === 'string';
  if (!complete || typeof body !== 'string') {
    throw new Error(`${place}: a captured export has at, path, contentType and body`);
  }
  const encoding = typeof contentEncoding === 'string' && contentEncoding !== '' ? { contentEncoding } : {};
  return { at, path, contentType, ...encoding, body: Buffer.from(body, 'base64') };
}
