import { IconButton, Stack, TextLink } from '@grafana/ui';
import React, { type RefObject } from 'react';
import type { ProblemDocument } from '../../../contract/documents';
import type { ProblemChange } from '../../../contract/problems';
import { paths } from '../navigation/paths';
import { useLinkTo } from '../navigation/useLinkTo';
import { AssignPicker } from '../problem-actions/AssignPicker';
import { StatusActions } from '../problem-actions/StatusActions';
import { StatusBadge } from '../problems/StatusBadge';
import { StatusNote } from './StatusNote';

interface Props {
  problem: ProblemDocument;
  pending: boolean;
  onChange: (change: ProblemChange) => void;
  ignoreRef: RefObject<HTMLSpanElement>;
  /** Absent in a panel, which leads to the page instead. */
  onHelp?: () => void;
}

/** Of the input in which the assignee is chosen. */
export const assigneeId = 'insights-assignee';

/** What was decided about a problem, and what can be. */
export function ProblemActions({ problem, pending, onChange, ignoreRef, onHelp }: Props) {
  const linkTo = useLinkTo();
  return (
    <Stack gap={1} rowGap={1} alignItems="center" wrap="wrap">
      <StatusBadge status={problem.status} />
      <StatusNote problem={problem} />
      <Stack gap={1} rowGap={1} alignItems="center" wrap="wrap">
        <StatusActions status={problem.status} disabled={pending} onChange={onChange} ignoreRef={ignoreRef} size="md" />
        <AssignPicker assignee={problem.assignee} disabled={pending} onChange={onChange} id={assigneeId} />
        {onHelp ? (
          <IconButton name="keyboard" size="lg" tooltip="Keys (?)" aria-label="Keys" onClick={onHelp} />
        ) : (
          <TextLink href={linkTo(paths.problem(problem.id))}>Open its page</TextLink>
        )}
      </Stack>
    </Stack>
  );
}
