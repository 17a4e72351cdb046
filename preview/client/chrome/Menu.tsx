import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useLocation } from 'react-router-dom';
import React from 'react';
import { activeItem, appNavigation } from './navigation';

/** Grafana's docked menu: gone on narrow screens, as there. */
export function Menu() {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  const section = appNavigation();
  const active = activeItem(section, pathname);
  const isFirst = pathname === section?.url;
  return (
    <nav className={styles.menu} aria-label="Menu">
      {section && (
        <>
          <a
            href={section.url}
            className={cx(styles.section, isFirst && styles.active)}
            aria-current={isFirst ? 'page' : undefined}
          >
            <img src={section.img} alt="" width={16} height={16} />
            {section.text}
          </a>
          {section.children?.map((item) => (
            <a
              key={item.url}
              href={item.url}
              className={cx(styles.item, item === active && styles.active)}
              aria-current={item === active ? 'page' : undefined}
            >
              {item.text}
            </a>
          ))}
        </>
      )}
      <a href="/explore" className={cx(styles.section, pathname === '/explore' && styles.active)}>
        Explore
      </a>
      <a href="/connections/datasources/edit/maho-insights" className={styles.section}>
        Data source
      </a>
    </nav>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const entry = {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 1.5),
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.secondary,
    '&:hover': { color: theme.colors.text.primary, background: theme.colors.action.hover },
  };
  return {
    menu: css({
      width: 220,
      flexShrink: 0,
      padding: theme.spacing(2, 1),
      borderRight: `1px solid ${theme.colors.border.weak}`,
      background: theme.colors.background.primary,
      display: 'none',
      [theme.breakpoints.up('lg')]: { display: 'block' },
    }),
    section: css(entry, { fontWeight: theme.typography.fontWeightMedium, color: theme.colors.text.primary }),
    item: css(entry, { marginLeft: theme.spacing(3) }),
    active: css({ background: theme.colors.action.selected, color: theme.colors.text.primary }),
  };
};
