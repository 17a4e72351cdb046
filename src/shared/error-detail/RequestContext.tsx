import { css } from '@emotion/css';
import { dateTimeFormatWithAbbrevation, type GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import React, { useContext } from 'react';
import type { OccurrenceContext } from '../../../contract/documents';
import { useDatasource } from '../datasource/DatasourceContext';
import { Section } from '../layout/Section';
import { EmptyNote } from '../state/EmptyNote';
import { useStores } from '../stores/useStores';
import { ShopText } from '../text/ShopText';
import { TimeZoneContext } from '../text/TimeZoneContext';
import { contextRows } from './contextRows';

/** The request in which the problem was met last. */
export function RequestContext({ latest }: { latest: OccurrenceContext | null }) {
  const styles = useStyles2(getStyles);
  const timeZone = useContext(TimeZoneContext);
  const stores = useStores(useDatasource().uid);
  const formatTime = (time: number) => dateTimeFormatWithAbbrevation(time, { timeZone });
  return (
    <Section title="Request context (latest occurrence)">
      {!latest ? (
        <EmptyNote>No occurrence is kept any more.</EmptyNote>
      ) : (
        <>
          {latest.note && <EmptyNote>{latest.note}</EmptyNote>}
          <table className={styles.table} aria-label="Request context">
            <tbody>
              {contextRows(latest, stores, formatTime).map(([label, value]) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>{value === null ? <Text color="secondary">not known</Text> : <ShopText>{value}</ShopText>}</td>
                </tr>
              ))}
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
