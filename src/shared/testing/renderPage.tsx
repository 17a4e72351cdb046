import type { AppRootProps } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { render } from '@testing-library/react';
import React, { useSyncExternalStore } from 'react';
import { Route, Router, Routes } from 'react-router-dom';
import { App } from '../../app/App';
import { fakeGrafana, type Asked, type FakeGrafana } from './fakeGrafana';

/** Renders the app at a path below `/a/maho-insights-app`, as Grafana's router would. */
export function renderPage(path: string, grafana: FakeGrafana = {}): Asked {
  const asked = fakeGrafana({ ...grafana, url: `/a/maho-insights-app${path}` });
  render(
    <GrafanaRouter>
      <Routes>
        <Route path="/a/:pluginId/*" element={<App {...({} as AppRootProps)} />} />
      </Routes>
    </GrafanaRouter>
  );
  return asked;
}

/** Follows `locationService`, as Grafana's own router does. */
export function GrafanaRouter({ children }: { children: React.ReactNode }) {
  const history = locationService.getHistory();
  const location = useSyncExternalStore(history.listen.bind(history), () => history.location);
  return (
    <Router location={location} navigator={history as never}>
      {children}
    </Router>
  );
}
