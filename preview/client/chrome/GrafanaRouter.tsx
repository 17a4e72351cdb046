import { locationService } from '@grafana/runtime';
import React, { useEffect, useMemo, useState, type ReactNode } from 'react';
import { Router, type Navigator } from 'react-router-dom';

type Location = ReturnType<typeof locationService.getLocation>;

/** The router that plugins see, on the history that `locationService` writes: as in Grafana, there is only one. */
export function GrafanaRouter({ children }: { children: ReactNode }) {
  const history = locationService.getHistory();
  const [{ location, action }, setState] = useState({ location: history.location, action: history.action });
  useEffect(() => history.listen((location: Location, action: string) => setState({ location, action })), [history]);

  const navigator = useMemo<Navigator>(
    () => ({
      createHref: (to) => (typeof to === 'string' ? to : history.createHref(to)),
      go: (delta) => history.go(delta),
      push: (to, state) => history.push(toLocation(to, state)),
      replace: (to, state) => history.replace(toLocation(to, state)),
    }),
    [history]
  );
  return (
    <Router navigator={navigator} location={{ ...location, key: location.key ?? '' }} navigationType={action as never}>
      {children}
    </Router>
  );
}

/** An older `history` takes the state within the location. */
function toLocation(to: Parameters<Navigator['push']>[0], state: unknown) {
  if (typeof to !== 'string') {
    return { ...to, state };
  }
  const { pathname, search, hash } = new URL(to, window.location.origin);
  return { pathname, search, hash, state };
}
