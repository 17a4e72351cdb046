import { Stack } from '@grafana/ui';
import React, { useCallback, useRef, useState } from 'react';
import type { ProblemDocument } from '../../../contract/documents';
import type { ProblemChange } from '../../../contract/problems';
import { useDatasource } from '../datasource/DatasourceContext';
import { ChangeNotices } from '../problem-actions/ChangeNotices';
import type { ProblemRef } from '../problem-actions/ProblemRef';
import { useProblemChanges } from '../problem-actions/useProblemChanges';
import { EmptyNote } from '../state/EmptyNote';
import { ErrorNotice } from '../state/ErrorNotice';
import { Skeleton } from '../state/Skeleton';
import { ActivityLog } from './ActivityLog';
import { ProblemActions } from './ProblemActions';
import { Distributions } from './Distributions';
import { KeyboardHelp } from './KeyboardHelp';
import { OccurrenceChart } from './OccurrenceChart';
import { OccurrenceDetail } from './OccurrenceDetail';
import { ProblemHeader } from './ProblemHeader';
import type { ProblemView } from './ProblemView';
import { RecentOccurrences } from './RecentOccurrences';
import { RelatedProblems } from './RelatedProblems';
import { TwoColumns } from './TwoColumns';
import { useOccurrence } from './useOccurrence';
import { useProblem } from './useProblem';
import { useProblemKeys } from './useProblemKeys';

interface Props {
  problemId: string;
  view: ProblemView;
}

/** One problem whole: the page's body and the panel are this same component. */
export function ErrorDetail({ problemId, view }: Props) {
  const { uid } = useDatasource();
  const { data: problem, error, refetch } = useProblem(problemId, view.generation);
  if (error) {
    return <ErrorNotice error={error} datasourceUid={uid} onRetry={() => void refetch()} />;
  }
  if (!problem) {
    return <Skeleton lines={12} label="Loading the problem" />;
  }
  return <Problem problem={problem} view={view} asked={problemId} />;
}

function Problem({ problem, view, asked }: { problem: ProblemDocument; view: ProblemView; asked: string }) {
  const changes = useProblemChanges();
  const occurrence = useOccurrence(problem.id, view.occurrence, view.generation);
  const ignoreRef = useRef<HTMLSpanElement>(null);
  const [help, setHelp] = useState(false);
  const { change } = changes;
  const changeOf = useCallback(
    (of: ProblemRef, what: ProblemChange) => change([{ id: of.id, revision: of.revision }], what),
    [change]
  );
  useProblemKeys({
    problem,
    occurrence: occurrence.data,
    view,
    busy: changes.pending !== null,
    ignoreRef,
    onChange: (what) => void changeOf(problem, what),
    onHelp: () => setHelp(true),
  });
  return (
    <Stack direction="column" gap={3}>
      <ChangeNotices changes={changes} />
      {problem.id !== asked && <EmptyNote>The problem that was asked for was merged into this one.</EmptyNote>}
      <ProblemHeader problem={problem}>
        <ProblemActions
          problem={problem}
          pending={changes.pending !== null}
          onChange={(what) => void changeOf(problem, what)}
          ignoreRef={ignoreRef}
          onHelp={view.keyboard ? () => setHelp(true) : undefined}
        />
      </ProblemHeader>
      <OccurrenceChart problem={problem} view={view} />
      <OccurrenceDetail problem={problem} occurrence={occurrence} view={view} />
      <Distributions problemId={problem.id} view={view} />
      <RecentOccurrences problem={problem} shownId={occurrence.data?.id} view={view} />
      <TwoColumns>
        <ActivityLog
          activity={problem.activity}
          pending={changes.pending?.kind === 'note'}
          onNote={async (text) => (await changeOf(problem, { kind: 'note', text }))?.refused.length === 0}
        />
        <RelatedProblems problem={problem} pending={changes.pending !== null} onChange={changeOf} />
      </TwoColumns>
      {help && <KeyboardHelp onDismiss={() => setHelp(false)} />}
    </Stack>
  );
}
