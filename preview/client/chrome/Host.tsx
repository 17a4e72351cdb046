import { ThemeContext, type EventBusExtended } from '@grafana/data';
import { config, LocationServiceProvider, locationService } from '@grafana/runtime';
import { ErrorBoundaryAlert, GlobalStyles, ModalRoot, ModalsProvider, PortalContainer } from '@grafana/ui';
import React, { useEffect } from 'react';
import { Route, Routes } from 'react-router-dom';
import { AppRootPage } from '../pages/AppRootPage';
import { DatasourcePage } from '../pages/DatasourcePage';
import { ExplorePage } from '../pages/ExplorePage';
import { NotFoundPage } from '../pages/NotFoundPage';
import { PanelPage } from '../pages/PanelPage';
import { PluginPageDetails } from '../pages/PluginPageDetails';
import { GrafanaRouter } from './GrafanaRouter';
import { interceptLinkClicks } from './interceptLinkClicks';
import { Layout } from './Layout';
import { Toasts } from './Toasts';

/** What Grafana is around a plugin: theme, router, frame, dialogs, toasts. */
export function Host({ events }: { events: EventBusExtended }) {
  useEffect(() => {
    document.addEventListener('click', interceptLinkClicks);
    return () => document.removeEventListener('click', interceptLinkClicks);
  }, []);
  return (
    <ThemeContext.Provider value={config.theme2}>
      <GlobalStyles />
      <ModalsProvider>
        <LocationServiceProvider service={locationService}>
          <GrafanaRouter>
            <Layout>
              <ErrorBoundaryAlert style="page">
                <Routes>
                  <Route path="/a/:pluginId/*" element={<AppRootPage />} />
                  <Route path="/d/panel/:pluginId" element={<PanelPage />} />
                  <Route path="/explore" element={<ExplorePage />} />
                  <Route path="/connections/datasources/edit/:uid" element={<DatasourcePage />} />
                  <Route path="/plugins/:pluginId" element={<PluginPageDetails />} />
                  <Route path="*" element={<NotFoundPage />} />
                </Routes>
              </ErrorBoundaryAlert>
            </Layout>
          </GrafanaRouter>
        </LocationServiceProvider>
        <ModalRoot />
      </ModalsProvider>
      <PortalContainer />
      <Toasts events={events} />
    </ThemeContext.Provider>
  );
}
