import { dateTimeFormatWithAbbrevation } from '@grafana/data';

import { Badge, ClipboardButton, LinkButton, Stack, Text } from '@grafana/ui';
import React, { useContext } from 'react';
import { mayExplore } from '../../shared/access/mayExplore';
import { formatDuration } from '../../shared/text/formatDuration';
import { plural } from '../../shared/text/plural';
import { ShopText } from '../../shared/text/ShopText';
import { TimeZoneContext } from '../../shared/text/TimeZoneContext';
import { exploreTraceUrl } from './exploreTraceUrl';
import type { TraceSummary } from './summariseTrace';

interface Props {
  summary: TraceSummary;
  traceId: string;
  datasourceUid: string;
}

/** What the request was and what it cost, in one line. */
export function TraceSummaryLine({ summary, traceId, datasourceUid }: Props) {
  const timeZone = useContext(TimeZoneContext);
  const { title, method, path, httpStatus, failed, start, duration, spans, queries, queryTime, exceptions } = summary;
  const request = [method, path].filter(Boolean).join(' ');
  return (
    <Stack direction="column" gap={1}>
      <Text element="h2" variant="h4">
        <ShopText>{title}</ShopText>
      </Text>
      <Stack gap={2} rowGap={1} alignItems="center" wrap="wrap">
        <Badge
          color={failed ? 'red' : 'green'}
          icon={failed ? 'exclamation-circle' : 'check-circle'}
          text={httpStatus === null ? (failed ? 'Failed' : 'Not failed') : `Status ${httpStatus}`}
        />
        {request && request !== title && (
          <Text color="secondary">
            <ShopText>{request}</ShopText>
          </Text>
        )}
        <Text weight="medium">{formatDuration(duration)}</Text>
        <Text>{plural(spans, 'span')}</Text>
        <Text>
          {plural(queries, 'query', 'queries')}
          {queries > 0 && ` in ${formatDuration(queryTime)}`}
        </Text>
        {exceptions > 0 && <Text color="error">{plural(exceptions, 'span')} with an exception</Text>}
        <Text color="secondary">{dateTimeFormatWithAbbrevation(start, { timeZone })}</Text>
        <ClipboardButton size="sm" variant="secondary" fill="text" icon="copy" getText={() => traceId}>
          Copy trace id
        </ClipboardButton>
        {mayExplore() && (
          <LinkButton
            size="sm"
            variant="secondary"
            icon="compass"
            href={exploreTraceUrl(datasourceUid, traceId, start, duration)}
          >
            Open in Explore
          </LinkButton>
        )}
      </Stack>
    </Stack>
  );
}
