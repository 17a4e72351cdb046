import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import React, { useId, type ReactNode } from 'react';

interface Props {
  title: string;
  /** Beside the title, such as a link to all. */
  actions?: ReactNode;
  /** Makes the section a link's target. */
  id?: string;
  children: ReactNode;
}

/** A part of a page under a heading of its own. */
export function Section({ title, actions, id, children }: Props) {
  const styles = useStyles2(getStyles);
  const headingId = useId();
  return (
    <section id={id} tabIndex={id ? -1 : undefined} aria-labelledby={headingId} className={styles.section}>
      <div className={styles.head}>
        <div id={headingId}>
          <Text element="h2" variant="h5">
            {title}
          </Text>
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ minWidth: 0, '&:focus': { outline: 'none' } }),
  head: css({
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    minHeight: theme.spacing(theme.components.height.sm),
    marginBottom: theme.spacing(1),
  }),
});
