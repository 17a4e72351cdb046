import { Button, Stack, Text } from '@grafana/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import React from 'react';
import type { ProblemDocument } from '../../../contract/documents';
import type { OccurrenceDocument } from '../../../contract/problems';
import type { InsightsError } from '../datasource/InsightsError';
import { EmptyNote } from '../state/EmptyNote';
import { ErrorNotice } from '../state/ErrorNotice';
import { LongText } from '../text/LongText';
import { OccurrenceWalk } from './OccurrenceWalk';
import type { ProblemView } from './ProblemView';
import { RequestContext } from './RequestContext';
import { RequestLogs } from './RequestLogs';
import { RequestTrail } from './RequestTrail';
import { StackTrace } from './StackTrace';
import { TwoColumns } from './TwoColumns';

interface Props {
  problem: ProblemDocument;
  occurrence: UseQueryResult<OccurrenceDocument, InsightsError>;
  view: ProblemView;
}

/** One occurrence with its stack, its request, and what the request did; else what the problem itself tells. */
export function OccurrenceDetail({ problem, occurrence: { data, error, isFetching, refetch }, view }: Props) {
  const gone = error?.kind === 'notFound';
  const shown = error ? undefined : data;
  const stack = shown && shown.stack.length > 0 ? shown.stack : problem.stack;
  return (
    <Stack direction="column" gap={2}>
      {gone && view.occurrence !== 'last' ? (
        <Stack gap={1} alignItems="center" wrap="wrap">
          <EmptyNote>This occurrence is not kept any more.</EmptyNote>
          <Button size="sm" variant="secondary" onClick={() => view.onOccurrence('last')}>
            Show the latest
          </Button>
        </Stack>
      ) : (
        error && !gone && <ErrorNotice error={error} onRetry={() => void refetch()} />
      )}
      {shown && <OccurrenceWalk occurrence={shown} busy={isFetching} onWalk={view.onOccurrence} />}
      <Message text={(shown?.context ?? problem.latest)?.message ?? stack[0]?.message ?? ''} title={problem.title} />
      <TwoColumns>
        <StackTrace stack={stack} />
        <RequestContext context={shown?.context ?? problem.latest} />
      </TwoColumns>
      {shown && (
        <>
          <RequestTrail occurrence={shown} />
          <RequestLogs occurrence={shown} />
        </>
      )}
    </Stack>
  );
}

/** What was really said, where the title, which stands for all occurrences, says something else. */
function Message({ text, title }: { text: string; title: string }) {
  const message = text.trim();
  if (message === '' || message === title.trim()) {
    return null;
  }
  return (
    <div>
      <Text color="secondary">Message: </Text>
      <LongText>{message}</LongText>
    </div>
  );
}
