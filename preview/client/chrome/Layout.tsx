import { css } from '@emotion/css';
import type { GrafanaTheme2, NavModelItem } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo, useState, type ReactNode } from 'react';
import { ChromeContext } from './ChromeContext';
import { Menu } from './Menu';
import { TopBar } from './TopBar';

export function Layout({ children }: { children: ReactNode }) {
  const styles = useStyles2(getStyles);
  const [page, setPage] = useState<NavModelItem>();
  const chrome = useMemo(() => ({ setPage }), []);
  return (
    <ChromeContext.Provider value={chrome}>
      <TopBar page={page} />
      <div className={styles.columns}>
        <Menu />
        <main className={styles.main} id="pageContent">
          {children}
        </main>
      </div>
    </ChromeContext.Provider>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({ display: 'flex', minHeight: 'calc(100vh - 48px)', background: theme.colors.background.primary }),
  main: css({ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }),
});
