import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaUi from '@grafana/ui';
import * as react from 'react';
import * as reactJsxRuntime from 'react/jsx-runtime';
import * as reactDom from 'react-dom';
import * as reactRouter from 'react-router-dom';
import * as rxjs from 'rxjs';
import * as rxjsOperators from 'rxjs/operators';
import { PreviewPanelRenderer } from '../panels/PreviewPanelRenderer';
import { PluginPage } from '../chrome/PluginPage';

/**
 * What the host lends to plugins, under Grafana's names, as far as this plugin needs it. Grafana sets the page and the panels of its runtime by
 * functions that the package does not export; here they are replaced on the way to the plugin.
 */
export const sharedModules: Record<string, unknown> = {
  '@emotion/css': emotionCss,
  '@emotion/react': emotionReact,
  '@grafana/data': grafanaData,
  '@grafana/runtime': { ...grafanaRuntime, PluginPage, PanelRenderer: PreviewPanelRenderer },
  '@grafana/ui': grafanaUi,
  react,
  'react/jsx-runtime': reactJsxRuntime,
  'react-dom': reactDom,
  // As in Grafana: all of the router's exports, under the name that plugins bundle nothing of.
  'react-router': reactRouter,
  rxjs,
  'rxjs/operators': rxjsOperators,
};
