import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { IconButton, Stack, Text, useStyles2 } from '@grafana/ui';
import React, { useContext, useEffect, useRef } from 'react';
import type { KeyValue } from '../../../contract/rows';
import { formatDuration } from '../../shared/text/formatDuration';
import { LongText } from '../../shared/text/LongText';
import { ShopText } from '../../shared/text/ShopText';
import { TimeZoneContext } from '../../shared/text/TimeZoneContext';
import type { Span } from './Span';

/** All that a span says of itself. */
export function SpanDetails({ span, onClose }: { span: Span; onClose: () => void }) {
  const styles = useStyles2(getStyles);
  const timeZone = useContext(TimeZoneContext);
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.scrollIntoView?.({ block: 'nearest' }), []);
  return (
    <section ref={section} aria-label="Span details" className={styles.details}>
      <Stack justifyContent="space-between" alignItems="flex-start" gap={1}>
        <Text element="h3" variant="h6">
          <ShopText>{span.name}</ShopText>
        </Text>
        <IconButton name="times" tooltip="Close span details" onClick={onClose} />
      </Stack>
      <Text variant="bodySmall" color="secondary">
        {[span.kind, `+${formatDuration(span.offset)}`, formatDuration(span.duration), span.service]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      {span.failed && (
        <Text color="error">
          Failed{span.statusMessage && ': '}
          <ShopText>{span.statusMessage}</ShopText>
        </Text>
      )}
      {span.attributes.length > 0 && <Attributes label="Attributes" attributes={span.attributes} />}
      {span.attributes.length + span.events.length === 0 && (
        <Text color="secondary">It carries no attributes and no events.</Text>
      )}
      {span.events.map((event, index) => (
        <div key={index}>
          <Text variant="bodySmall" weight="medium">
            <ShopText>{event.name || 'Event'}</ShopText>
            {event.time > 0 && ` at ${dateTimeFormat(event.time, { timeZone, defaultWithMS: true })}`}
          </Text>
          <Attributes label={event.name || 'Event'} attributes={event.attributes} />
        </div>
      ))}
    </section>
  );
}

function Attributes({ label, attributes }: { label: string; attributes: KeyValue[] }) {
  const styles = useStyles2(getStyles);
  return (
    <table className={styles.table} aria-label={label}>
      <tbody>
        {attributes.map(({ key, value }, index) => (
          <tr key={index}>
            <th scope="row">
              <ShopText>{key}</ShopText>
            </th>
            <td>
              <LongText limit={1_000}>{typeof value === 'string' ? value : JSON.stringify(value)}</LongText>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  details: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    overflow: 'auto',
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  table: css({
    width: '100%',
    tableLayout: 'fixed',
    fontSize: theme.typography.bodySmall.fontSize,
    th: { width: '35%', fontWeight: theme.typography.fontWeightMedium, color: theme.colors.text.secondary },
    td: { fontFamily: theme.typography.fontFamilyMonospace },
    'th, td': {
      padding: theme.spacing(0.5, 1, 0.5, 0),
      verticalAlign: 'top',
      textAlign: 'left',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
  }),
});
