import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Modal, Text, useStyles2 } from '@grafana/ui';
import React from 'react';
import { searchFields } from '../../../contract/search';

const keys: Array<[string, string]> = [
  ['j', 'Next problem'],
  ['k', 'Problem before'],
  ['Enter', 'Open the problem'],
  ['x', 'Select it, or no more'],
  ['r', 'Resolve what is selected, else the problem'],
  ['i', 'Ignore it'],
  ['a', 'Assign it'],
  ['u', 'Undo what was done last'],
  ['/', 'Search'],
  ['?', 'This help'],
];

const rules: Array<[string, string]> = [
  ['route:checkout*', '* is any characters; text without a field is searched for in message and type'],
  ['!type:PDOException', '! or - before a term: it must not hold'],
  ['first:<2h', 'an age (s, m, h, d, w) or a date: first:>=2026-11-01'],
  ['occurrences:>100', 'numbers compare by >, >=, <, <='],
  ['store:1 store:2', 'a field asked for twice is either; different fields all have to hold'],
  ['title:"not found"', 'quotes hold together what has spaces'],
];

/** Keys of the list, and the language of its search. */
export function HelpDialog({ onDismiss }: { onDismiss: () => void }) {
  const styles = useStyles2(getStyles);
  return (
    <Modal isOpen title="Keys and search" onDismiss={onDismiss}>
      <div className={styles.columns}>
        <Part title="Keys" entries={keys} />
        <div>
          <Part title="Search" entries={rules} />
          <Part
            title="Fields"
            entries={Object.entries(searchFields).map(([name, { describe, values }]) => [
              `${name}:`,
              values ? `${describe}: ${values.join(', ')}` : describe,
            ])}
          />
        </div>
      </div>
    </Modal>
  );
}

function Part({ title, entries }: { title: string; entries: Array<[string, string]> }) {
  const styles = useStyles2(getStyles);
  return (
    <section className={styles.part}>
      <Text element="h3" variant="h5">
        {title}
      </Text>
      <dl className={styles.list}>
        {entries.map(([term, meaning]) => (
          <React.Fragment key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </React.Fragment>
        ))}
      </dl>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
    gap: theme.spacing(3),
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  }),
  part: css({ marginBottom: theme.spacing(2) }),
  list: css({
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    marginTop: theme.spacing(1),
    ...theme.typography.bodySmall,
    dt: { fontFamily: theme.typography.fontFamilyMonospace, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0, color: theme.colors.text.secondary },
  }),
});
