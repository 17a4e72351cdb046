import { css } from '@emotion/css';
import type { PanelProps, TimeRange } from '@grafana/data';
import { EmptyState, ErrorBoundaryAlert, ScrollContainer } from '@grafana/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import React, { useCallback, useMemo, useState } from 'react';
import { DatasourceGate } from '../../shared/datasource/DatasourceGate';
import { datasourceType } from '../../shared/datasource/datasourceType';
import { createQueryClient } from '../../shared/datasource/queryClient';
import { LinkParamsContext } from '../../shared/navigation/LinkParams';
import { boundToUrl } from '../../shared/page/boundToUrl';
import { TimeZoneContext } from '../../shared/text/TimeZoneContext';
import type { ErrorDetailOptions } from './ErrorDetailOptions';
import { PanelProblem } from './PanelProblem';
import { problemIdOf } from './problemIdOf';

/** The page's error detail anywhere in Grafana. */
export function ErrorDetailPanel({
  options,
  data,
  replaceVariables,
  timeRange,
  timeZone,
  width,
  height,
  onChangeTimeRange,
}: PanelProps<ErrorDetailOptions>) {
  const [client] = useState(createQueryClient);
  const { from, to } = timeRange.raw;
  const links = useMemo(() => ({ from: boundToUrl(from), to: boundToUrl(to) }), [from, to]);
  const onRange = useCallback(
    (range: TimeRange) => onChangeTimeRange({ from: range.from.valueOf(), to: range.to.valueOf() }),
    [onChangeTimeRange]
  );
  const id = problemIdOf(replaceVariables(options.problemId ?? ''), data.series);
  const target = data.request?.targets.find(({ datasource }) => datasource?.type === datasourceType);
  return (
    <QueryClientProvider client={client}>
      <LinkParamsContext.Provider value={links}>
        <TimeZoneContext.Provider value={timeZone}>
          <div className={css({ width, height })}>
            <ScrollContainer>
              <ErrorBoundaryAlert title="This problem cannot be shown" dependencies={[id]}>
                {id ? (
                  <DatasourceGate uid={target?.datasource?.uid}>
                    <PanelProblem
                      key={id}
                      problemId={id}
                      range={timeRange}
                      generation={data.request?.startTime ?? 0}
                      onRange={onRange}
                    />
                  </DatasourceGate>
                ) : (
                  <EmptyState variant="call-to-action" hideImage message="No problem to show">
                    Set a problem id in the panel&apos;s options, or choose a query of type &quot;Problems&quot; that
                    finds one.
                  </EmptyState>
                )}
              </ErrorBoundaryAlert>
            </ScrollContainer>
          </div>
        </TimeZoneContext.Provider>
      </LinkParamsContext.Provider>
    </QueryClientProvider>
  );
}
