import { callerHeaders } from '../../contract/access.ts';
import type { ErrorResponse } from '../../contract/frames.ts';
import type { Caller } from './caller.ts';

export interface ShimAnswer {
  status: number;
  contentType: string;
  body: Buffer;
}

/** Talks to the shim as the Go bridge does: with the token, and in the caller's name. */
export class ShimClient {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** Never throws: a shim that does not answer is a 502 with an {@link ErrorResponse} that says what to do. */
  async send(method: string, path: string, caller: Caller, body?: unknown): Promise<ShimAnswer> {
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.#token}`,
      [callerHeaders.login]: caller.login,
      [callerHeaders.role]: caller.role,
    };
    if (body !== undefined) {
      headers['content-type'] = 'application/json';
    }
    try {
      const response = await fetch(`${this.#url}/api/v1/${path}`, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(30_000),
      });
      const contentType = response.headers.get('content-type') ?? 'application/json';
      return { status: response.status, contentType, body: Buffer.from(await response.arrayBuffer()) };
    } catch (error) {
      return this.#unreachable(error);
    }
  }

  #unreachable(error: unknown): ShimAnswer {
    const message = `Insights' receiver at ${this.#url} cannot be reached: ${reason(error)}. Is it running?`;
    const body: ErrorResponse = { error: { code: 'unavailable', message } };
    return { status: 502, contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) };
  }
}

/** `fetch` hides what happened in the cause. */
function reason(error: unknown): string {
  const { name, message, cause } = error as {
    name?: string;
    message?: string;
    cause?: { code?: string; message?: string };
  };
  if (name === 'TimeoutError') {
    return 'no answer within 30 seconds';
  }
  return cause?.code === 'ECONNREFUSED' ? 'connection refused' : cause?.message || message || String(error);
}
