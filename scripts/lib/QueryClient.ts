import { setTimeout as sleep } from 'node:timers/promises';
import { callerHeaders, type Role } from '../../contract/access.ts';
import type { ProblemDocument, StatusDocument, StoreDocument } from '../../contract/documents.ts';
import type { ErrorResponse, Frame, QueryResponse } from '../../contract/frames.ts';
import type { ChangesDocument, ChangesRequest, OccurrenceDocument, UndoRequest } from '../../contract/problems.ts';
import type { QueryInput, QueryRequest } from '../../contract/queries.ts';

export interface Caller {
  login: string;
  role: Role;
}

export type QueryOptions = Partial<Pick<QueryRequest, 'intervalMs' | 'maxDataPoints' | 'fromAlert'>>;

/** An answer of the query API other than 2xx. */
export class QueryError extends Error {
  override name = 'QueryError';
  readonly status: number;
  readonly code: ErrorResponse['error']['code'] | null;

  constructor(status: number, code: QueryError['code'], message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The shim's query API as the bridge calls it. Every method throws {@link QueryError} for an answer other than 2xx. */
export class QueryClient {
  readonly #url: string;
  readonly #token: string;
  readonly #caller: Caller;

  constructor(url: string, token: string, caller: Caller = { login: 'scripts', role: 'Admin' }) {
    this.#url = url;
    this.#token = token;
    this.#caller = caller;
  }

  async query(query: QueryInput, range: QueryRequest['range'], options: QueryOptions = {}): Promise<Frame[]> {
    const body = { query, range, ...options };
    return (await this.#request<QueryResponse>('POST', '/api/v1/query', body)).frames;
  }

  /** As {@link query}, the frames' rows one after the other, by field name; labels of fields become values of the row. */
  async rows<T>(query: QueryInput, range: QueryRequest['range'], options: QueryOptions = {}): Promise<T[]> {
    return (await this.query(query, range, options)).flatMap((frame) => rowsOf<T>(frame));
  }

  status(): Promise<StatusDocument> {
    return this.#request('GET', '/api/v1/status');
  }

  stores(): Promise<StoreDocument[]> {
    return this.#request('GET', '/api/v1/stores');
  }

  /** @param which - `first`, `last` or an id */
  occurrence(problemId: string, which: string): Promise<OccurrenceDocument> {
    return this.#request('GET', `/api/v1/problems/${problemId}/occurrences/${which}`);
  }

  problem(id: string): Promise<ProblemDocument> {
    return this.#request('GET', `/api/v1/problems/${id}`);
  }

  change(request: ChangesRequest): Promise<ChangesDocument> {
    return this.#request('POST', '/api/v1/problems/changes', request);
  }

  undo(request: UndoRequest): Promise<ChangesDocument> {
    return this.#request('POST', '/api/v1/problems/undo', request);
  }

  /**
   * Waits until all that was acknowledged is stored.
   * @throws Error when it is not within `patienceMs`
   */
  async settled(patienceMs = 300_000): Promise<StatusDocument> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const status = await this.status();
      if (status.waiting === 0) {
        return status;
      }
      if (Date.now() > deadline) {
        throw new Error(`${status.waiting} bodies were still not stored after ${patienceMs / 1_000} s`);
      }
      await sleep(100);
    }
  }

  async #request<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        [callerHeaders.login]: this.#caller.login,
        [callerHeaders.role]: this.#caller.role,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) {
      const error = parseError(text);
      const message = `${method} ${path} was answered with ${response.status}: ${error?.message ?? text.slice(0, 200)}`;
      throw new QueryError(response.status, error?.code ?? null, message);
    }
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

function parseError(text: string): ErrorResponse['error'] | null {
  try {
    return (JSON.parse(text) as Partial<ErrorResponse>).error ?? null;
  } catch {
    return null;
  }
}

function rowsOf<T>(frame: Frame): T[] {
  const { fields } = frame.schema;
  const length = frame.data.values[0]?.length ?? 0;
  return Array.from({ length }, (_, row) => {
    const entries = fields.flatMap((field, column) => [
      ...Object.entries(field.labels ?? {}),
      [field.name, frame.data.values[column][row]] as const,
    ]);
    return Object.fromEntries(entries) as T;
  });
}
