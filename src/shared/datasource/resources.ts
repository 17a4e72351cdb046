import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { toInsightsError } from './toInsightsError';

/** Reads a document of the shim through the datasource's resources. @throws InsightsError */
export function getResource<T>(uid: string, path: string): Promise<T> {
  return callResource<T>('GET', uid, path);
}

/** Changes something in the shim through the datasource's resources. @throws InsightsError */
export function postResource<T>(uid: string, path: string, data: unknown): Promise<T> {
  return callResource<T>('POST', uid, path, data);
}

async function callResource<T>(method: 'GET' | 'POST', uid: string, path: string, data?: unknown): Promise<T> {
  const url = `/api/datasources/uid/${encodeURIComponent(uid)}/resources/${path}`;
  try {
    // The page shows the error where it belongs; Grafana's toast would tell it twice.
    const response = await lastValueFrom(getBackendSrv().fetch<T>({ method, url, data, showErrorAlert: false }));
    return response.data;
  } catch (error) {
    throw toInsightsError(error);
  }
}
