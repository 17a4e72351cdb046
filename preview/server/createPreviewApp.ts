import { join } from 'node:path';
import express, { type Express, type Request, type Response } from 'express';
import { bootData, datasourceUid } from './bootData.ts';
import { callerCookies, readCaller } from './caller.ts';
import { checkHealth } from './checkHealth.ts';
import { forwardQueries } from './forwardQueries.ts';
import { forwardResource } from './forwardResource.ts';
import { onlyLocalNames } from './onlyLocalNames.ts';
import { previewBundle } from './previewBundle.ts';
import { pluginSettings } from './pluginSettings.ts';
import type { PreviewOptions } from './PreviewOptions.ts';
import { readPlugins } from './readPlugins.ts';
import { renderPage } from './renderPage.ts';
import { serveIcons } from './serveIcons.ts';
import { ShimClient } from './ShimClient.ts';

/** Grafana's paths, as far as the plugin needs them. */
export function createPreviewApp(options: PreviewOptions): Express {
  const shim = new ShimClient(options.insightsUrl, options.token);
  const app = express();
  app.disable('x-powered-by');
  app.use(onlyLocalNames(options.host));

  app.get('/api/health', (_request, response) => void response.json({ database: 'ok' }));
  app.post('/api/ds/query', express.json({ limit: '1mb' }), forwardQueries(shim));
  app.get(`/api/datasources/uid/${datasourceUid}/health`, checkHealth(shim));
  app.all(`/api/datasources/uid/${datasourceUid}/resources/*path`, express.json(), forwardResource(shim));
  app.use('/api/plugins', pluginSettings());
  app.all('/api/*path', (_request, response) => void response.status(404).json({ message: 'Not found' }));

  app.use('/preview', express.static(join(options.root, previewBundle)));
  for (const { manifest, folder } of readPlugins(options.root)) {
    app.use(`/public/plugins/${manifest.id}`, express.static(folder));
  }
  app.use(['/public/img/icons', '/public/build/img/icons'], serveIcons(options.root));
  app.use(['/public', '/preview'], (_request, response) => void response.status(404).end());

  app.get('/*path', sendPage(options));
  app.get('/', (_request, response) => response.redirect('/a/maho-insights-app'));
  return app;
}

function sendPage({ root }: PreviewOptions) {
  return (request: Request, response: Response): void => {
    const caller = readCaller(request);
    for (const cookie of callerCookies(caller)) {
      response.append('set-cookie', cookie);
    }
    response.set('cache-control', 'no-store').send(renderPage(bootData(readPlugins(root), caller)));
  };
}
