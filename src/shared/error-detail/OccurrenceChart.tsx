import { dateTimeFormat, type DataFrame, type FieldConfigSource } from '@grafana/data';
import { GraphDrawStyle, StackingMode, type GraphFieldConfig } from '@grafana/schema';
import { Button, Stack, Text } from '@grafana/ui';
import React, { useContext, useMemo } from 'react';
import type { ProblemDocument } from '../../../contract/documents';
import { SeriesPanel } from '../chart/SeriesPanel';
import { useFrames } from '../datasource/useFrames';
import { Section } from '../layout/Section';
import { absoluteRange } from '../page/absoluteRange';
import { EmptyNote } from '../state/EmptyNote';
import { ErrorNotice } from '../state/ErrorNotice';
import { Skeleton } from '../state/Skeleton';
import { plural } from '../text/plural';
import { ShopText } from '../text/ShopText';
import { TimeAgo } from '../text/TimeAgo';
import { TimeZoneContext } from '../text/TimeZoneContext';
import { markersOf, markersFrame } from './markers';
import type { ProblemView } from './ProblemView';
import { tellSeries } from './tellSeries';

const height = 150;
const points = 80;

/** Occurrences in the chosen time by version, with where versions began and where it came back. */
export function OccurrenceChart({ problem, view }: { problem: ProblemDocument; view: ProblemView }) {
  const { range, store, generation, onRange } = view;
  const timeZone = useContext(TimeZoneContext);
  const { data, error, refetch } = useFrames(
    {
      queries: { series: { queryType: 'occurrenceSeries', by: 'version', problemId: problem.id, store } },
      range,
      points,
    },
    { generation }
  );
  const from = range.from.valueOf();
  const to = range.to.valueOf();
  const frames = useMemo(() => (data?.series ?? []).map(nameByVersion), [data]);
  const markers = useMemo(() => markersOf(problem, from, to), [problem, from, to]);
  const annotations = useMemo(() => [markersFrame(markers)], [markers]);
  const { total, text } = tellSeries(frames, (time) => dateTimeFormat(time, { timeZone }));
  const whole = onRange && (
    <Button size="sm" variant="secondary" fill="text" icon="clock-nine" onClick={() => onRange(lifeOf(problem))}>
      All of its time
    </Button>
  );
  return (
    <Section title="Occurrences over time" actions={total > 0 && whole}>
      {error ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={4} label="Loading occurrences over time" />
      ) : total === 0 ? (
        <Stack gap={1} alignItems="center" wrap="wrap">
          <EmptyNote>
            Not seen in this time range{store ? ' and store' : ''}. It was last seen <TimeAgo time={problem.lastSeen} />
            .
          </EmptyNote>
          {whole}
        </Stack>
      ) : (
        <>
          <SeriesPanel
            frames={frames}
            range={range}
            annotations={annotations}
            fieldConfig={bars}
            label={`Occurrences over time: ${text}`}
            height={height}
            onRange={onRange && ((start, end) => onRange(absoluteRange(start, end)))}
          />
          <Text variant="bodySmall" color="secondary">
            {plural(total, 'occurrence')} in this time range.{' '}
            {markers.map(({ time, title, version }) => (
              <React.Fragment key={`${time} ${title}`}>
                {version ? (
                  <>
                    Version <ShopText>{version}</ShopText> began <TimeAgo time={time} />.{' '}
                  </>
                ) : (
                  <>
                    {title} <TimeAgo time={time} />.{' '}
                  </>
                )}
              </React.Fragment>
            ))}
          </Text>
        </>
      )}
    </Section>
  );
}

const bars: FieldConfigSource = {
  defaults: {
    unit: 'short',
    decimals: 0,
    min: 0,
    custom: {
      drawStyle: GraphDrawStyle.Bars,
      fillOpacity: 80,
      lineWidth: 0,
      stacking: { mode: StackingMode.Normal, group: 'A' },
    } satisfies GraphFieldConfig,
  },
  overrides: [],
};

function nameByVersion(frame: DataFrame): DataFrame {
  const fields = frame.fields.map((field) => {
    const version = field.labels?.version;
    return version === undefined
      ? field
      : { ...field, config: { ...field.config, displayName: version || 'version not known' } };
  });
  return { ...frame, fields };
}

/** A minute at each end, so that a problem that was seen once has a width. */
function lifeOf({ firstSeen, lastSeen }: ProblemDocument) {
  return absoluteRange(firstSeen - 60_000, lastSeen + 60_000);
}
