import { getBackendSrv } from '@grafana/runtime';
import { useQuery } from '@tanstack/react-query';
import { lastValueFrom } from 'rxjs';
import { appSettingsUrl, type AppSettings } from './AppSettings';

const none: AppSettings = {};

/** The app's settings; none until they have come, and where they cannot be read. */
export function useAppSettings(): AppSettings {
  const { data } = useQuery({ queryKey: ['app-settings'], queryFn: readAppSettings, staleTime: 300_000 });
  return data ?? none;
}

async function readAppSettings(): Promise<AppSettings> {
  try {
    const request = { method: 'GET', url: appSettingsUrl, showErrorAlert: false };
    const { data } = await lastValueFrom(getBackendSrv().fetch<{ jsonData?: AppSettings | null } | undefined>(request));
    return data?.jsonData ?? none;
  } catch {
    // Frames are then without links, which is no reason to disturb anybody.
    return none;
  }
}
