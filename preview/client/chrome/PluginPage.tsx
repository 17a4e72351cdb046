import { css } from '@emotion/css';
import { PageLayoutType, type GrafanaTheme2, type NavModelItem } from '@grafana/data';
import type { PluginPageProps } from '@grafana/runtime';
import { Tab, TabsBar, useStyles2 } from '@grafana/ui';
import React, { useContext, useEffect, useLayoutEffect } from 'react';
import { useLocation } from 'react-router-dom';
import { ChromeContext } from './ChromeContext';
import { activeItem, appNavigation } from './navigation';

/** Grafana's page: title and actions above, breadcrumbs and document title set on the way. */
export function PluginPage({ pageNav, renderTitle, subTitle, actions, info, layout, children }: PluginPageProps) {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  const { setPage } = useContext(ChromeContext);
  const section = appNavigation();
  const title = pageNav ?? pageOf(section, pathname);
  const sub = subTitle ?? title.subTitle;

  useLayoutEffect(() => {
    setPage(pageNav);
    return () => setPage(undefined);
  }, [pageNav, setPage]);
  useEffect(() => {
    document.title = [title.text, section?.text, 'Grafana'].filter(Boolean).join(' - ');
  }, [title.text, section?.text]);

  if (layout === PageLayoutType.Custom) {
    return <>{children}</>;
  }
  return (
    <div className={styles.page}>
      {layout !== PageLayoutType.Canvas && (
        <div className={styles.header}>
          <div className={styles.titleRow}>
            <div className={styles.title}>
              {title.img && <img src={title.img} alt={`logo for ${title.text}`} width={32} height={32} />}
              {renderTitle ? renderTitle(title.text) : <h1>{title.text}</h1>}
            </div>
            {info?.map(({ label, value }) => (
              <div key={label}>
                {label}: {value}
              </div>
            ))}
            <div className={styles.actions}>{actions}</div>
          </div>
          {sub && <div className={styles.subTitle}>{sub}</div>}
        </div>
      )}
      {pageNav?.children && (
        <TabsBar>
          {pageNav.children.map(({ text, url, active }) => (
            <Tab key={text} label={text} href={url} active={active} />
          ))}
        </TabsBar>
      )}
      <div className={styles.content}>{children}</div>
    </div>
  );
}

/** As in Grafana, the app's first page goes by the app's own name, not by that of its entry in the menu. */
function pageOf(section: NavModelItem | undefined, path: string): NavModelItem {
  const page = path === section?.url ? section : activeItem(section, path);
  return page ?? { text: section?.text ?? '' };
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    padding: theme.spacing(2),
    [theme.breakpoints.up('md')]: { padding: theme.spacing(4) },
  }),
  header: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), marginBottom: theme.spacing(2) }),
  titleRow: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: theme.spacing(1, 3) }),
  title: css({ flex: 1, minWidth: 200, display: 'flex', gap: theme.spacing(2), h1: { marginBottom: 0 } }),
  actions: css({ display: 'flex', gap: theme.spacing(1) }),
  subTitle: css({ color: theme.colors.text.secondary }),
  content: css({ flexGrow: 1 }),
});
