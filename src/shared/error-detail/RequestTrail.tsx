import { Badge, Button, Icon, Stack, Text, TextLink } from '@grafana/ui';
import React, { useState } from 'react';
import type { OccurrenceDocument, TrailStep } from '../../../contract/problems';
import { Section } from '../layout/Section';
import { paths } from '../navigation/paths';
import { useLinkTo } from '../navigation/useLinkTo';
import { EmptyNote } from '../state/EmptyNote';
import type { Column } from '../table/Column';
import { DataTable } from '../table/DataTable';
import { formatDuration } from '../text/formatDuration';
import { LongText } from '../text/LongText';
import { plural } from '../text/plural';
import { formatBefore } from './formatBefore';

const shownAtFirst = 10;

/** What the request did before it failed, the latest last. */
export function RequestTrail({ occurrence: { id, context, trail, trailOmitted } }: { occurrence: OccurrenceDocument }) {
  const [openFor, setOpenFor] = useState('');
  const linkTo = useLinkTo();
  const open = openFor === id;
  const shown = open ? trail : trail.slice(-shownAtFirst);
  const hidden = trail.length - shown.length;
  const rows = shown.map((step, index) => ({ ...step, key: String(hidden + index) }));
  return (
    <Section title="What the request did before it failed">
      {trail.length === 0 ? (
        <EmptyNote>
          {context.traceId === null
            ? 'Only a trace tells this, and the store sent none of this request.'
            : 'Its trace tells of nothing before the failure.'}
        </EmptyNote>
      ) : (
        <Stack direction="column" gap={0.5}>
          {trailOmitted > 0 && hidden === 0 && (
            <Text variant="bodySmall" color="secondary">
              {plural(trailOmitted, 'earlier step')} left out
              {context.traceId !== null && (
                <>
                  {': '}
                  <TextLink href={linkTo(paths.trace(context.traceId))} inline variant="bodySmall">
                    the trace has all
                  </TextLink>
                </>
              )}
              .
            </Text>
          )}
          {hidden > 0 && (
            <div>
              <Button size="sm" variant="secondary" fill="text" icon="angle-up" onClick={() => setOpenFor(id)}>
                {`Show ${plural(hidden, 'earlier step')}`}
              </Button>
            </div>
          )}
          <DataTable label="Trail" columns={columns(context.time)} rows={rows} rowKey={({ key }) => key} />
        </Stack>
      )}
    </Section>
  );
}

type Row = TrailStep & { key: string };

function columns(failedAt: number): Array<Column<Row>> {
  return [
    {
      id: 'before',
      header: 'Before',
      align: 'right',
      cell: ({ time }) => <Text color="secondary">{formatBefore(failedAt - time)}</Text>,
    },
    { id: 'kind', header: 'Kind', from: 'sm', cell: ({ kind }) => kind },
    {
      id: 'what',
      header: 'What',
      grows: true,
      cell: ({ text, count, failed }) => (
        <Text variant="code">
          {failed && <Badge color="red" icon="exclamation-circle" text="failed" />}{' '}
          <LongText limit={180}>{text}</LongText>
          {count > 1 && (
            <Text color="secondary" variant="bodySmall">
              {' '}
              <Icon name="repeat" size="sm" aria-hidden /> {plural(count, 'time')} in a row
            </Text>
          )}
        </Text>
      ),
    },
    {
      id: 'duration',
      header: 'Duration',
      align: 'right',
      cell: ({ durationMs }) => (durationMs > 0 ? formatDuration(durationMs) : ''),
    },
  ];
}
