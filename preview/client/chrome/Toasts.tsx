import { css } from '@emotion/css';
import { AppEvents, type EventBusExtended, type GrafanaTheme2 } from '@grafana/data';
import { Alert, useStyles2, type AlertVariant } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

interface Toast {
  id: number;
  severity: AlertVariant;
  lines: string[];
}

const kinds: Array<[{ name: string }, AlertVariant]> = [
  [AppEvents.alertSuccess, 'success'],
  [AppEvents.alertWarning, 'warning'],
  [AppEvents.alertError, 'error'],
  [AppEvents.alertInfo, 'info'],
];

let ids = 0;

/** What plugins tell by Grafana's application events. */
export function Toasts({ events }: { events: EventBusExtended }) {
  const styles = useStyles2(getStyles);
  const [toasts, setToasts] = useState<Toast[]>([]);
  const remove = (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id));

  useEffect(() => {
    const subscriptions = kinds.map(([event, severity]) => {
      const show = (payload: unknown) => {
        const id = ++ids;
        const lines = [payload].flat().filter((line) => typeof line === 'string');
        setToasts((shown) => [...shown, { id, severity, lines }]);
        setTimeout(() => remove(id), 5_000);
      };
      events.on(event, show);
      return () => events.off(event, show);
    });
    return () => subscriptions.forEach((end) => end());
  }, [events]);

  return (
    <div className={styles} role="status">
      {toasts.map(({ id, severity, lines }) => (
        <Alert key={id} severity={severity} title={lines[0] ?? ''} elevated onRemove={() => remove(id)}>
          {lines.slice(1).join(' ')}
        </Alert>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({ position: 'fixed', top: 56, right: 16, width: 400, maxWidth: '90vw', zIndex: theme.zIndex.portal });
