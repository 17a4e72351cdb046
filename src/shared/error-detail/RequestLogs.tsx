import { Button, Stack, Text } from '@grafana/ui';
import React, { useState } from 'react';
import type { OccurrenceDocument, TrailLog } from '../../../contract/problems';
import { Section } from '../layout/Section';
import { SeverityBadge } from '../log/SeverityBadge';
import { EmptyNote } from '../state/EmptyNote';
import type { Column } from '../table/Column';
import { DataTable } from '../table/DataTable';
import { LongText } from '../text/LongText';
import { plural } from '../text/plural';
import { formatBefore } from './formatBefore';

const shownAtFirst = 10;

/** What the request wrote into the shop's log. */
export function RequestLogs({ occurrence: { id, context, logs } }: { occurrence: OccurrenceDocument }) {
  const [openFor, setOpenFor] = useState('');
  const open = openFor === id;
  const shown = open ? logs : logs.slice(-shownAtFirst);
  const hidden = logs.length - shown.length;
  const rows = shown.map((log, index) => ({ ...log, key: String(hidden + index) }));
  return (
    <Section title="Its log records">
      {logs.length === 0 ? (
        <EmptyNote>No log record of this request is kept.</EmptyNote>
      ) : (
        <Stack direction="column" gap={0.5}>
          {hidden > 0 && (
            <div>
              <Button size="sm" variant="secondary" fill="text" icon="angle-up" onClick={() => setOpenFor(id)}>
                {`Show ${plural(hidden, 'earlier record')}`}
              </Button>
            </div>
          )}
          <DataTable label="Log records" columns={columns(context.time)} rows={rows} rowKey={({ key }) => key} />
        </Stack>
      )}
    </Section>
  );
}

function columns(failedAt: number): Array<Column<TrailLog & { key: string }>> {
  return [
    {
      id: 'when',
      header: 'When',
      cell: ({ time }) => (
        <Text color="secondary">
          {time > failedAt ? `${formatBefore(time - failedAt)} after` : `${formatBefore(failedAt - time)} before`}
        </Text>
      ),
    },
    {
      id: 'severity',
      header: 'Severity',
      from: 'sm',
      cell: ({ severity }) => <SeverityBadge severity={severity} />,
    },
    { id: 'text', header: 'Text', grows: true, cell: ({ text }) => <LongText limit={300}>{text.trim()}</LongText> },
  ];
}
