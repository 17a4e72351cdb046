import { setTimeout as sleep } from 'node:timers/promises';
import type { CapturedExport } from './readCapture.ts';

export interface SendOptions {
  /** Base address of the shim, without `/v1/...`. */
  url: string;
  /** Sent as `Authorization: Bearer ...`; absent for none. */
  token?: string;
  /** How many times faster than recorded; Infinity for no delay (the default). */
  speed?: number;
  /** Requests under way at once; 4 by default. */
  concurrency?: number;
  /** How long one export is tried again before it counts as refused, ms; 120,000 by default. */
  patienceMs?: number;
  /** Called after each export. */
  onProgress?: (summary: SendSummary) => void;
  signal?: AbortSignal;
}

export interface SendSummary {
  sent: number;
  bytes: number;
  retries: number;
  /** Answered 200 with a partial success: some records were rejected. */
  partial: number;
  refused: Refusal[];
}

export interface Refusal {
  at: number;
  path: string;
  /** HTTP status; null when no connection could be made. */
  status: number | null;
  message: string;
}

/** As the OTLP specification says: these alone may be tried again. */
const retryable = new Set([429, 502, 503, 504]);

/**
 * Sends exports in their order to a shim, each until it is acknowledged or refused for good.
 * Rejects only when aborted or when the source of the exports fails; refusals are in the summary.
 */
export async function sendExports(
  exports: AsyncIterable<CapturedExport> | Iterable<CapturedExport>,
  options: SendOptions
): Promise<SendSummary> {
  const { speed = Infinity, concurrency = 4, onProgress, signal } = options;
  const summary: SendSummary = { sent: 0, bytes: 0, retries: 0, partial: 0, refused: [] };
  const source = oneByOne(exports);
  const startedAt = Date.now();
  let firstAt: number | undefined;

  const worker = async () => {
    for (let next = await source(); next !== undefined; next = await source()) {
      signal?.throwIfAborted();
      firstAt ??= next.at;
      if (speed !== Infinity) {
        const due = startedAt + (next.at - firstAt) / speed;
        await sleep(Math.max(0, due - Date.now()), undefined, { signal });
      }
      await sendOne(next, options, summary);
      onProgress?.(summary);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return summary;
}

/** Several workers share one source: a plain iterator may not be asked twice at once. */
function oneByOne<T>(items: AsyncIterable<T> | Iterable<T>): () => Promise<T | undefined> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const next = last.then(() => iterator.next()).then(({ done, value }) => (done ? undefined : value));
    last = next;
    return next;
  };
}

async function sendOne(item: CapturedExport, options: SendOptions, summary: SendSummary): Promise<void> {
  const deadline = Date.now() + (options.patienceMs ?? 120_000);
  for (let attempt = 0; ; attempt++) {
    const answer = await post(item, options);
    options.signal?.throwIfAborted();
    if (answer.status !== null && answer.status < 300) {
      summary.sent += 1;
      summary.bytes += item.body.length;
      summary.partial += answer.partial ? 1 : 0;
      return;
    }
    const wait = answer.retryAfterMs ?? Math.min(5_000, 100 * 2 ** attempt);
    const mayRetry = answer.status === null || retryable.has(answer.status);
    if (!mayRetry || Date.now() + wait > deadline) {
      const { status, message } = answer;
      summary.refused.push({ at: item.at, path: item.path, status, message });
      return;
    }
    summary.retries += 1;
    await sleep(wait, undefined, { signal: options.signal });
  }
}

interface Answer {
  status: number | null;
  message: string;
  partial: boolean;
  retryAfterMs?: number;
}

async function post(item: CapturedExport, options: SendOptions): Promise<Answer> {
  const headers: Record<string, string> = { 'content-type': item.contentType };
  if (item.contentEncoding !== undefined) {
    headers['content-encoding'] = item.contentEncoding;
  }
  if (options.token !== undefined) {
    headers.authorization = `Bearer ${options.token}`;
  }
  try {
    const response = await fetch(new URL(item.path, options.url), {
      method: 'POST',
      headers,
      body: new Uint8Array(item.body),
      signal: options.signal,
    });
    // Protobuf answers are printable enough for a message: the text of a Status stands in it as it is.
    const text = await response.text();
    const partial = response.ok && text !== '' && !/^\s*\{\s*("partialSuccess"\s*:\s*\{\s*\})?\s*\}\s*$/.test(text);
    return { status: response.status, message: text.slice(0, 500), partial, ...retryAfter(response) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { status: null, message: cause instanceof Error ? cause.message : String(cause), partial: false };
  }
}

/** `Retry-After` is in seconds or an HTTP date. */
function retryAfter(response: Response): { retryAfterMs?: number } {
  const value = response.headers.get('retry-after');
  if (value === null) {
    return {};
  }
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? {} : { retryAfterMs: Math.max(0, ms) };
}
