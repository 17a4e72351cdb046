import {
  EventBusSrv,
  setLocale,
  setTimeZoneResolver,
  setWeekStart,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformersRegistry,
  type EventBusExtended,
} from '@grafana/data';
import {
  config,
  FakeEchoSrv,
  locationService,
  setAppEvents,
  setBackendSrv,
  setCurrentUser,
  setDataSourceSrv,
  setEchoSrv,
  setLocationSrv,
  setPluginLinksHook,
  setReturnToPreviousHook,
  setTemplateSrv,
} from '@grafana/runtime';
import { PreviewBackendSrv } from './PreviewBackendSrv';
import { PreviewDataSourceSrv } from './PreviewDataSourceSrv';
import { PreviewTemplateSrv } from './PreviewTemplateSrv';

/** Options of panels are declared with these editors, which the preview host never opens. */
const editorIds = [
  'text',
  'number',
  'slider',
  'boolean',
  'select',
  'multi-select',
  'radio',
  'color',
  'fieldColor',
  'icon',
  'unit',
  'strings',
  'timezone',
  'dashboard-uid',
  'field-name',
  'statsPicker',
  'stats-picker',
  'links',
  'mappings',
  'thresholds',
  'resource',
  'resource-folder',
  'fieldName',
  'multi-value',
];

/** Fills the registries that Grafana's libraries expect the host to fill. Before any plugin is loaded. */
export function registerServices(): EventBusExtended {
  const events = new EventBusSrv();
  setAppEvents(events);
  setEchoSrv(new FakeEchoSrv());
  setBackendSrv(new PreviewBackendSrv(events));
  setTemplateSrv(new PreviewTemplateSrv());
  setDataSourceSrv(new PreviewDataSourceSrv());
  setLocationSrv(locationService);
  setCurrentUser(config.bootData.user);
  setTimeZoneResolver(() => config.bootData.user.timezone);
  setLocale(config.bootData.user.regionalFormat);
  setWeekStart(config.bootData.user.weekStart);
  setPluginLinksHook(() => ({ links: [], isLoading: false }));
  setReturnToPreviousHook(() => () => {});
  standardEditorsRegistry.setInit(() => editorIds.map((id) => ({ id, name: id, editor: () => null })));
  standardFieldConfigEditorRegistry.setInit(() => []);
  standardTransformersRegistry.setInit(() => []);
  return events;
}
