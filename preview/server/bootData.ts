import type { Caller } from './caller.ts';
import type { InstalledPlugin } from './readPlugins.ts';

export const datasourceUid = 'maho-insights';

/** `window.grafanaBootData`: the part of Grafana's that its libraries and the plugin read. */
export function bootData(plugins: InstalledPlugin[], caller: Caller) {
  const metas = plugins.map(({ manifest }) => pluginMeta(manifest));
  const datasource = metas.find(({ type }) => type === 'datasource');
  const settings = datasource && {
    id: 1,
    uid: datasourceUid,
    type: datasource.id,
    name: 'Maho Insights',
    meta: datasource,
    url: '',
    access: 'proxy',
    readOnly: true,
    isDefault: true,
    jsonData: {},
  };
  return {
    assets: { dark: '', light: '' },
    navTree: [],
    user: {
      isSignedIn: true,
      id: 1,
      login: caller.login,
      name: caller.login,
      email: '',
      orgId: 1,
      orgName: 'Preview',
      orgRole: caller.role,
      theme: caller.theme,
      timezone: 'browser',
      weekStart: 'browser',
      locale: 'en-US',
      language: 'en-US',
      regionalFormat: 'en-US',
      // As Grafana grants them by default.
      permissions: ['Editor', 'Admin'].includes(caller.role) ? { 'datasources:explore': true } : {},
    },
    settings: {
      appUrl: '',
      appSubUrl: '',
      buildInfo: { version: '12.4.2', commit: '', env: 'production', edition: 'Open Source' },
      featureToggles: {},
      exploreEnabled: true,
      unifiedAlertingEnabled: true,
      defaultDatasource: settings?.name ?? '',
      datasources: settings ? { [settings.name]: settings } : {},
      apps: Object.fromEntries(metas.filter(({ type }) => type === 'app').map((meta) => [meta.id, meta])),
      panels: Object.fromEntries(metas.filter(({ type }) => type === 'panel').map((meta) => [meta.id, meta])),
    },
  };
}

function pluginMeta(manifest: InstalledPlugin['manifest']) {
  const baseUrl = `public/plugins/${manifest.id}`;
  const { small, large } = manifest.info.logos;
  const logos = { small: `/${baseUrl}/${small}`, large: `/${baseUrl}/${large}` };
  return { ...manifest, baseUrl, module: `${baseUrl}/module.js`, enabled: true, info: { ...manifest.info, logos } };
}
