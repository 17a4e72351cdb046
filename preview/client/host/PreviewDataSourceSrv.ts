import {
  DataSourcePlugin,
  type DataSourceApi,
  type DataSourceInstanceSettings,
  type DataSourceRef,
} from '@grafana/data';
import { config, type DataSourceSrv, type GetDataSourceListFilters } from '@grafana/runtime';
import { importPlugin } from '../loader/importPlugin';

type Ref = DataSourceRef | string | null;

export class PreviewDataSourceSrv implements DataSourceSrv {
  readonly #instances = new Map<string, Promise<DataSourceApi>>();

  /** @throws Error when no datasource has this uid, name or type. */
  async get(ref?: Ref): Promise<DataSourceApi> {
    const settings = this.getInstanceSettings(ref);
    if (!settings) {
      throw new Error(`Data source ${JSON.stringify(ref)} was not found.`);
    }
    const instance = this.#instances.get(settings.uid) ?? createInstance(settings);
    this.#instances.set(settings.uid, instance);
    return instance;
  }

  getList(filters: GetDataSourceListFilters = {}): DataSourceInstanceSettings[] {
    const types = [filters.type ?? []].flat();
    return Object.values(config.datasources).filter(
      (settings) =>
        (types.length === 0 || types.includes(settings.type)) &&
        (!filters.pluginId || settings.type === filters.pluginId) &&
        (!filters.filter || filters.filter(settings))
    );
  }

  getInstanceSettings(ref?: Ref): DataSourceInstanceSettings | undefined {
    const all = Object.values(config.datasources);
    if (!ref) {
      return all.find(({ isDefault }) => isDefault);
    }
    return typeof ref === 'string'
      ? all.find(({ uid, name }) => uid === ref || name === ref)
      : all.find(({ uid, type }) => (ref.uid ? uid === ref.uid : type === ref.type));
  }

  async reload(): Promise<void> {}

  registerRuntimeDataSource(): void {
    throw new Error('The preview host has no runtime data sources.');
  }
}

async function createInstance(settings: DataSourceInstanceSettings): Promise<DataSourceApi> {
  const { plugin } = await importPlugin<{ plugin: DataSourcePlugin<DataSourceApi> }>(settings.meta.module);
  const instance = new plugin.DataSourceClass(settings);
  return Object.assign(instance, { components: plugin.components, meta: settings.meta });
}
