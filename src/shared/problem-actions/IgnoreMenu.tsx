import { Menu } from '@grafana/ui';
import React, { Fragment } from 'react';
import type { ProblemChange } from '../../../contract/problems';
import { ignoreChoices } from './ignoreChoices';

interface Props {
  onChange: (change: ProblemChange) => void;
  /** Asks for other numbers. */
  onOther: () => void;
}

export function IgnoreMenu({ onChange, onOther }: Props) {
  return (
    <Menu ariaLabel="Ignore">
      {ignoreChoices.map((group, index) => (
        <Fragment key={index}>
          {group.map(({ label, change }) => (
            <Menu.Item key={label} label={label} onClick={() => onChange(change(Date.now()))} />
          ))}
          <Menu.Divider />
        </Fragment>
      ))}
      <Menu.Item label="Other ..." onClick={onOther} />
    </Menu>
  );
}
