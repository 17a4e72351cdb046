import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Text, useStyles2 } from '@grafana/ui';
import React, { useState, type RefObject } from 'react';
import type { ProblemChange } from '../../../contract/problems';
import type { ProblemStatus } from '../../../contract/problemStatus';
import type { ProblemRow } from '../../../contract/rows';
import { currentLogin } from '../../shared/access/currentLogin';
import { mayTriage, whoMayTriage } from '../../shared/access/mayTriage';
import { AssignPicker } from '../../shared/problem-actions/AssignPicker';
import { StatusActions } from '../../shared/problem-actions/StatusActions';
import { plural } from '../../shared/text/plural';
import { MergeDialog } from './MergeDialog';

interface Props {
  selected: ProblemRow[];
  /** Of the rows shown, where they all have the same: says what can be done before any is selected. */
  status?: ProblemStatus;
  onChange: (change: ProblemChange) => void;
  onClear: () => void;
  /** Gets an element around the button that opens the menu of ways to ignore. */
  ignoreRef: RefObject<HTMLSpanElement>;
  /** Of the field that assigns. */
  assignId: string;
}

/** What can be done with the problems selected. Viewers see it, and who can. */
export function BulkBar({ selected, status, onChange, onClear, ignoreRef, assignId }: Props) {
  const styles = useStyles2(getStyles);
  const [merging, setMerging] = useState(false);
  const allowed = mayTriage();
  const none = selected.length === 0;
  const statuses = new Set(selected.map((problem) => problem.status));
  const common = none ? status : statuses.size === 1 ? selected[0].status : undefined;
  const state = { variant: 'secondary', disabled: !allowed || none } as const;
  const tooltip = allowed ? undefined : whoMayTriage;
  const me = currentLogin();
  return (
    <div role="group" aria-label="Change the selected problems" className={styles.bar}>
      <div className={styles.count} aria-live="polite">
        <Text variant="bodySmall" color={none ? 'secondary' : 'primary'}>
          {!allowed ? whoMayTriage : none ? 'None selected' : `${plural(selected.length, 'problem')} selected`}
        </Text>
      </div>
      <StatusActions status={common} onChange={onChange} disabled={none} size="md" ignoreRef={ignoreRef} />
      {me !== '' && (
        <Button {...state} icon="user" tooltip={tooltip} onClick={() => onChange({ kind: 'assign', assignee: me })}>
          Assign to me
        </Button>
      )}
      <AssignPicker id={assignId} onChange={onChange} disabled={none} />
      <Button
        {...state}
        icon="link"
        disabled={state.disabled || selected.length < 2}
        tooltip={tooltip ?? (selected.length < 2 ? 'Select two or more to merge them.' : undefined)}
        onClick={() => setMerging(true)}
      >
        Merge
      </Button>
      {!none && (
        <Button fill="text" variant="secondary" onClick={onClear}>
          Select none
        </Button>
      )}
      {merging && <MergeDialog problems={selected} onChange={onChange} onDismiss={() => setMerging(false)} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 1),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
  count: css({ minWidth: theme.spacing(14) }),
});
