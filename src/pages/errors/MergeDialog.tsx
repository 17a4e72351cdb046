import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Modal, RadioButtonList, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import type { ProblemChange } from '../../../contract/problems';
import type { ProblemRow } from '../../../contract/rows';
import { formatPlace } from '../../shared/problems/formatPlace';
import { plural } from '../../shared/text/plural';

interface Props {
  problems: ProblemRow[];
  onChange: (change: ProblemChange) => void;
  onDismiss: () => void;
}

const longestTitle = 120;

/** Asks as which of them they are all told from now on; the one with the most occurrences is proposed. */
export function MergeDialog({ problems, onChange, onDismiss }: Props) {
  const styles = useStyles2(getStyles);
  const [into, setInto] = useState(
    problems.reduce((best, row) => (row.occurrences > best.occurrences ? row : best)).id
  );
  const options = problems.map(({ id, title, type, file, line, occurrences }) => ({
    value: id,
    label: cut(title || type),
    description: [title && type, formatPlace(file, line), plural(occurrences, 'occurrence')]
      .filter(Boolean)
      .join(' · '),
  }));
  return (
    <Modal isOpen title={`Merge ${plural(problems.length, 'problem')}`} onDismiss={onDismiss}>
      <p id="merge-into">
        All of their occurrences, past and to come, are told as one problem. Status and assignee are those of the one
        that is kept. Each can be separated again on its page.
      </p>
      <div className={styles} role="group" aria-labelledby="merge-into">
        <RadioButtonList name="merge-into" options={options} value={into} onChange={setInto} />
      </div>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          Cancel
        </Button>
        <Button
          onClick={() => {
            onDismiss();
            onChange({ kind: 'merge', into });
          }}
        >
          Merge into this one
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}

function cut(title: string): string {
  return title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title;
}

const getStyles = (theme: GrafanaTheme2) =>
  css({ maxHeight: theme.spacing(50), overflowY: 'auto', overflowWrap: 'anywhere', unicodeBidi: 'isolate' });
