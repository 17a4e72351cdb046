import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Modal, useStyles2 } from '@grafana/ui';
import React from 'react';

const keys = [
  ['j', 'Next occurrence'],
  ['k', 'Previous occurrence'],
  ['r', 'Resolve'],
  ['i', 'Ignore: opens the ways to'],
  ['a', 'Assign: opens the list of users'],
  ['?', 'This help'],
];

export function KeyboardHelp({ onDismiss }: { onDismiss: () => void }) {
  const styles = useStyles2(getStyles);
  return (
    <Modal isOpen title="Keys of this page" onDismiss={onDismiss}>
      <dl className={styles}>
        {keys.map(([key, what]) => (
          <React.Fragment key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </React.Fragment>
        ))}
      </dl>
    </Modal>
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(1, 2),
    margin: 0,
    dd: { margin: 0 },
  });
