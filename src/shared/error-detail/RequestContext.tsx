import { css } from '@emotion/css';
import { dateTimeFormatWithAbbrevation, type GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import React, { useContext } from 'react';
import type { OccurrenceContext } from '../../../contract/documents';
import { useDatasource } from '../datasource/DatasourceContext';
import { Section } from '../layout/Section';
import { EmptyNote } from '../state/EmptyNote';
import { useStores } from '../stores/useStores';
import { LongText } from '../text/LongText';
import { TimeZoneContext } from '../text/TimeZoneContext';
import { contextRows } from './contextRows';

/** The request in which the problem was met. */
export function RequestContext({ context }: { context: OccurrenceContext | null }) {
  const styles = useStyles2(getStyles);
  const timeZone = useContext(TimeZoneContext);
  const stores = useStores(useDatasource().uid);
  const formatTime = (time: number) => dateTimeFormatWithAbbrevation(time, { timeZone });
  const rows = context ? contextRows(context, stores, formatTime) : [];
  const unknown = rows.filter(([, value]) => value === null).map(([label]) => label);
  return (
    <Section title="Request context">
      {!context ? (
        <EmptyNote>No occurrence is kept any more.</EmptyNote>
      ) : (
        <>
          {context.note && <EmptyNote>{context.note}</EmptyNote>}
          <table className={styles.table} aria-label="Request context">
            <tbody>
              {rows.map(
                ([label, value]) =>
                  value !== null && (
                    <tr key={label}>
                      <th scope="row">{label}</th>
                      <td>
                        <LongText limit={500}>{value}</LongText>
                      </td>
                    </tr>
                  )
              )}
              {unknown.length > 0 && (
                <tr>
                  <th scope="row">Not known</th>
                  <td>
                    <Text color="secondary">{unknown.join(', ')}</Text>
                  </td>
                </tr>
              )}
            </tbody>
          </table>
        </>
      )}
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({
    width: '100%',
    th: {
      ...theme.typography.bodySmall,
      fontWeight: theme.typography.fontWeightMedium,
      color: theme.colors.text.secondary,
      whiteSpace: 'nowrap',
      textAlign: 'left',
      width: '1%',
    },
    'th, td': {
      verticalAlign: 'baseline',
      padding: theme.spacing(0.5, 1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    },
  }),
});
