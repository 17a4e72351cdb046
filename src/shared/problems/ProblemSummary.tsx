import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Stack, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { ProblemRow } from '../../../contract/rows';
import { TwoLines } from '../text/TwoLines';
import { formatPlace } from './formatPlace';
import { ProblemLink } from './ProblemLink';
import { ProblemMarks } from './ProblemMarks';

interface Props {
  problem: ProblemRow;
  /** Problems first seen since this time (ms) are marked. */
  newSince?: number;
}

/** What a problem is called, and beneath it what is remarkable, type, place and whether the shop caught it. */
export function ProblemSummary({ problem, newSince }: Props) {
  const styles = useStyles2(getStyles);
  const { id, title, type, file, line, handled } = problem;
  return (
    <Stack direction="column" gap={0.25}>
      <ProblemLink id={id} title={title || type} />
      <div className={styles.line}>
        <div className={styles.marks}>
          <ProblemMarks problem={problem} newSince={newSince} />
        </div>
        <div className={styles.what}>
          <TwoLines>{[type, formatPlace(file, line), handled ? 'handled' : ''].filter(Boolean).join(' · ')}</TwoLines>
        </div>
      </div>
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ display: 'flex', alignItems: 'flex-start', gap: theme.spacing(0.75) }),
  // On one line with the words in the marks.
  what: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, paddingTop: theme.spacing(0.25) }),
  marks: css({ display: 'flex', flexShrink: 0, gap: theme.spacing(0.5), '&:empty': { display: 'none' } }),
});
