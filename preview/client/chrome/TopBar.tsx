import { css } from '@emotion/css';
import { urlUtil, type GrafanaTheme2, type NavModelItem } from '@grafana/data';
import { config } from '@grafana/runtime';
import { Combobox, LinkButton, useStyles2 } from '@grafana/ui';
import { useLocation } from 'react-router-dom';
import React from 'react';
import { roles } from '../../../contract/access';
import { breadcrumbs } from './breadcrumbs';

export function TopBar({ page }: { page: NavModelItem | undefined }) {
  const styles = useStyles2(getStyles);
  const { pathname, search } = useLocation();
  const { login, orgRole } = config.bootData.user;
  const otherTheme = config.theme2.isDark ? 'light' : 'dark';
  const withParam = (name: string, value: string) =>
    urlUtil.renderUrl(pathname, { ...urlUtil.parseKeyValue(search.slice(1)), [name]: value });
  const crumbs = breadcrumbs(page, pathname);

  return (
    <header className={styles.bar}>
      <nav aria-label="Breadcrumbs" className={styles.crumbs}>
        {crumbs.map(({ text, url }, index) =>
          index < crumbs.length - 1 ? (
            <span key={index}>
              <a href={url}>{text}</a> <span aria-hidden>›</span>
            </span>
          ) : (
            <span key={index} aria-current="page">
              {text}
            </span>
          )
        )}
      </nav>
      <span className={styles.note}>Preview, not Grafana.</span>
      <span id="preview-role" className={styles.note}>
        {login} as
      </span>
      <Combobox
        aria-labelledby="preview-role"
        width={14}
        value={orgRole}
        options={roles.map((value) => ({ value, label: value }))}
        onChange={({ value }) => window.location.assign(withParam('role', value))}
      />
      <LinkButton
        variant="secondary"
        fill="text"
        icon="palette"
        aria-label={`Switch to the ${otherTheme} theme`}
        href={withParam('theme', otherTheme)}
      />
    </header>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: 48,
    padding: theme.spacing(0, 2),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    background: theme.colors.background.primary,
  }),
  crumbs: css({
    display: 'flex',
    gap: theme.spacing(0.75),
    flex: 1,
    minWidth: 0,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    '[aria-current]': { color: theme.colors.text.primary, overflow: 'hidden', textOverflow: 'ellipsis' },
  }),
  note: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap', ...theme.typography.bodySmall }),
});
