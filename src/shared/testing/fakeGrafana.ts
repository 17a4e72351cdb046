import {
  LoadingState,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import { config, locationService, setBackendSrv, setDataSourceSrv, type BackendSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { delay, mergeMap, of, throwError, timer, type Observable } from 'rxjs';
import './patience';
import type { Role } from '../../../contract/access';
import type { QueryInput } from '../../../contract/queries';

export type FakeTarget = DataQuery & QueryInput;

export interface FakeGrafana {
  /** Answers a query, or throws a `{ status, message }` as Grafana tells a failed one. */
  answer?: (target: FakeTarget) => DataFrame | DataFrame[];
  /** Answers a resource call such as `GET problems/1`, or throws a `{ status, data }`; undefined for the usual answer. */
  resource?: (call: string, data?: unknown) => unknown;
  role?: Role;
  datasources?: number;
  url?: string;
}

/** What the pages asked for, in order. */
export interface Asked {
  queries: FakeTarget[];
  requests: Array<DataQueryRequest<FakeTarget>>;
  resources: Array<{ call: string; data?: unknown }>;
}

/** Stands in for the parts of Grafana that the pages talk to. */
export function fakeGrafana({
  answer = () => [],
  resource = () => undefined,
  role = 'Editor',
  datasources = 1,
  url = '/',
}: FakeGrafana): Asked {
  const asked: Asked = { queries: [], requests: [], resources: [] };
  config.bootData = {
    user: { login: 'jane', orgRole: role, orgId: 1, permissions: { 'datasources:explore': true } },
  } as unknown as typeof config.bootData;
  locationService.push(url);
  setDataSourceSrv(fakeDataSourceSrv(datasources, (request) => query(request, answer, asked)) as never);
  setBackendSrv({
    fetch: (options: { method: string; url: string; data?: unknown }) => fetch(options, resource, asked),
  } as unknown as BackendSrv);
  return asked;
}

function fakeDataSourceSrv(
  count: number,
  run: (request: DataQueryRequest<FakeTarget>) => Observable<DataQueryResponse>
) {
  const list = Array.from({ length: count }, (_, index) => ({
    uid: `insights-${index}`,
    name: `Insights ${index}`,
    isDefault: false,
  }));
  return {
    getList: () => list as DataSourceInstanceSettings[],
    get: async (uid: string) => ({ uid, query: run }) as unknown as DataSourceApi,
  };
}

function query(request: DataQueryRequest<FakeTarget>, answer: NonNullable<FakeGrafana['answer']>, asked: Asked) {
  asked.requests.push(request);
  asked.queries.push(...request.targets);
  try {
    const data = request.targets.flatMap((target) =>
      [answer(target)].flat().map((frame) => ({ ...frame, refId: target.refId }))
    );
    return of({ data, state: LoadingState.Done });
  } catch (error) {
    return of({ data: [], state: LoadingState.Error, errors: [error as { message: string }] });
  }
}

/** A service that has received something from one store. */
const defaults: Record<string, unknown> = {
  'GET stores': [],
  'GET status': { version: '1', lastReceived: { traces: 1, logs: null, metrics: null }, waiting: 0, deadLetters: 0 },
};

function fetch(
  options: { method: string; url: string; data?: unknown },
  resource: NonNullable<FakeGrafana['resource']>,
  asked: Asked
) {
  const call = `${options.method} ${options.url.replace(/^.*\/resources\//, '')}`;
  asked.resources.push({ call, data: options.data });
  try {
    return of({ data: resource(call, options.data) ?? defaults[call] }).pipe(delay(0));
  } catch (error) {
    // Never at once, as over a network.
    return timer(0).pipe(mergeMap(() => throwError(() => error)));
  }
}
