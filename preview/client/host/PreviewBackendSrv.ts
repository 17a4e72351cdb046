import { AppEvents, type EventBus } from '@grafana/data';
import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { Observable, lastValueFrom, map } from 'rxjs';

/** Grafana's way to its server, without queues, retries and sessions. */
export class PreviewBackendSrv implements BackendSrv {
  readonly #events: EventBus;
  readonly #running = new Map<string, AbortController>();

  constructor(events: EventBus) {
    this.#events = events;
  }

  /** Errors as {@link FetchError}; a request ends the running one of the same `requestId`. */
  fetch<T>(options: BackendSrvRequest): Observable<FetchResponse<T>> {
    return new Observable((subscriber) => {
      const controller = new AbortController();
      if (options.requestId) {
        this.#running.get(options.requestId)?.abort();
        this.#running.set(options.requestId, controller);
      }
      this.#send<T>(options, controller.signal).then(
        (response) => {
          subscriber.next(response);
          subscriber.complete();
        },
        (error: FetchError) => {
          this.#tell(options, error);
          subscriber.error(error);
        }
      );
      return () => controller.abort();
    });
  }

  async request<T>(options: BackendSrvRequest): Promise<T> {
    return lastValueFrom(this.fetch<T>(options).pipe(map(({ data }) => data)));
  }

  get<T>(url: string, params?: BackendSrvRequest['params'], requestId?: string, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'GET', url, params, requestId });
  }
  delete<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'DELETE', url, data });
  }
  post<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'POST', url, data });
  }
  put<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'PUT', url, data });
  }
  patch<T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) {
    return this.request<T>({ ...options, method: 'PATCH', url, data });
  }
  datasourceRequest<T>(options: BackendSrvRequest) {
    return lastValueFrom(this.fetch<T>(options));
  }
  chunked(): Observable<FetchResponse<Uint8Array | undefined>> {
    throw new Error('The preview host has no streams.');
  }

  async #send<T>(options: BackendSrvRequest, signal: AbortSignal): Promise<FetchResponse<T>> {
    const url = new URL(options.url, `${window.location.origin}/`);
    for (const [name, value] of Object.entries(options.params ?? {})) {
      if (value !== undefined && value !== null) {
        url.searchParams.append(name, String(value));
      }
    }
    const method = options.method ?? 'GET';
    const hasBody = options.data !== undefined && method !== 'GET';
    const response = await fetch(url, {
      method,
      signal,
      headers: { ...(hasBody && { 'content-type': 'application/json' }), ...options.headers },
      body: hasBody ? JSON.stringify(options.data) : undefined,
    }).catch((error: Error) => {
      throw {
        status: 0,
        statusText: error.message,
        data: { message: error.message },
        config: options,
        cancelled: signal.aborted,
      };
    });
    const data = (await readBody(response)) as T;
    if (!response.ok) {
      throw { status: response.status, statusText: response.statusText, data, config: options };
    }
    const { status, statusText, ok, headers, redirected, type } = response;
    return { status, statusText, ok, headers, redirected, type, url: response.url, data, config: options };
  }

  /** As Grafana does, a failure is told in a toast unless the caller tells it itself; queries always do. */
  #tell(options: BackendSrvRequest, error: FetchError): void {
    const silent = options.showErrorAlert === false || options.url.includes('/api/ds/query') || error.cancelled;
    if (!silent) {
      this.#events.publish({ type: AppEvents.alertError.name, payload: [error.data?.message ?? error.statusText] });
    }
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
