import type { AppPluginMeta } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { toInsightsError } from '../../shared/datasource/toInsightsError';
import { appSettingsUrl, type AppSettings } from '../../shared/settings/AppSettings';

/** Stores the app's settings in Grafana; what else is set of the app stays as it is. */
export async function saveSettings(meta: AppPluginMeta<AppSettings>, jsonData: AppSettings): Promise<'saved' | Error> {
  const data = { enabled: meta.enabled, pinned: meta.pinned, jsonData: { ...meta.jsonData, ...jsonData } };
  try {
    const request = { method: 'POST', url: appSettingsUrl, data, showErrorAlert: false };
    await lastValueFrom(getBackendSrv().fetch(request));
    return 'saved';
  } catch (error) {
    return toInsightsError(error);
  }
}
