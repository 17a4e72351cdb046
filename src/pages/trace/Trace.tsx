import { Alert, Stack } from '@grafana/ui';
import React, { useMemo } from 'react';
import { useDatasource } from '../../shared/datasource/DatasourceContext';
import { useFrames } from '../../shared/datasource/useFrames';
import { usePageState } from '../../shared/page/PageState';
import { ErrorNotice } from '../../shared/state/ErrorNotice';
import { Skeleton } from '../../shared/state/Skeleton';
import { plural } from '../../shared/text/plural';
import { buildSpanTree, type SpanTree } from './buildSpanTree';
import { NoTrace } from './NoTrace';
import { SpanExplorer } from './SpanExplorer';
import { summariseTrace } from './summariseTrace';
import { toSpans } from './toSpans';
import { TraceSummaryLine } from './TraceSummaryLine';

/** One request's spans, whatever of them has come. */
export function Trace({ traceId }: { traceId: string }) {
  const { uid } = useDatasource();
  const { range, generation } = usePageState();
  const known = /^[0-9a-f]{32}$/.test(traceId);
  const { data, error, refetch } = useFrames(
    { queries: { trace: { queryType: 'trace', traceId } }, range },
    { enabled: known, generation }
  );
  const spans = useMemo(() => data && toSpans(data.trace), [data]);
  const tree = useMemo(() => spans && buildSpanTree(spans), [spans]);
  if (!known || error?.kind === 'notFound') {
    return <NoTrace />;
  }
  if (error) {
    return <ErrorNotice error={error} datasourceUid={uid} onRetry={() => void refetch()} />;
  }
  if (!spans || !tree) {
    return <Skeleton lines={12} label="Loading the trace" />;
  }
  if (spans.length === 0) {
    return <NoTrace reason={data?.trace[0]?.meta?.notices?.[0]?.text} />;
  }
  const summary = summariseTrace(spans);
  return (
    <Stack direction="column" gap={2}>
      <TraceSummaryLine summary={summary} traceId={traceId} datasourceUid={uid} />
      <Incomplete tree={tree} />
      <SpanExplorer nodes={tree.nodes} duration={summary.duration} />
    </Stack>
  );
}

function Incomplete({ tree: { hasRoot, orphans } }: { tree: SpanTree }) {
  if (hasRoot && orphans === 0) {
    return null;
  }
  const missing = [
    hasRoot ? '' : 'Its root has not come.',
    orphans > 0 ? `${plural(orphans, 'span')} stand at the top because the span above them is missing.` : '',
  ];
  return (
    <Alert severity="info" title="A part of this trace is missing">
      {missing.filter(Boolean).join(' ')} A request sends its spans in several exports, its root in the last one: try
      again in a minute. A store that makes more spans than OTEL_BSP_MAX_QUEUE_SIZE (2,048 where it is not set) in one
      request drops the rest itself.
    </Alert>
  );
}
