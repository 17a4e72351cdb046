import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Text, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import type { DistributionRow } from '../../../contract/rows';
import { useDatasource } from '../datasource/DatasourceContext';
import { toRows } from '../datasource/toRows';
import { useFrames } from '../datasource/useFrames';
import { coverageOf } from '../figures/coverageOf';
import { Section } from '../layout/Section';
import { EmptyNote } from '../state/EmptyNote';
import { ErrorNotice } from '../state/ErrorNotice';
import { Skeleton } from '../state/Skeleton';
import { storeNameOfKey } from '../stores/storeName';
import { useStores } from '../stores/useStores';
import { plural } from '../text/plural';
import { ShareBar } from './ShareBar';
import { dimensionsOf, isTelling, labelOf, type Dimension } from './dimensions';
import type { ProblemView } from './ProblemView';

const shownAtFirst = 6;
const valuesAtFirst = 4;

/** In what these occurrences differ from all requests, the most telling first. */
export function Distributions({ problemId, view }: { problemId: string; view: ProblemView }) {
  const styles = useStyles2(getStyles);
  const { range, store, generation } = view;
  const [all, setAll] = useState(false);
  const { data, error, refetch } = useFrames(
    { queries: { distributions: { queryType: 'distributions', problemId, store } }, range },
    { generation }
  );
  const dimensions = data && dimensionsOf(toRows<DistributionRow>(data.distributions[0]));
  const note = coverageOf(data?.distributions[0])?.note;
  const telling = dimensions?.filter(isTelling).slice(0, shownAtFirst) ?? [];
  const shown = all ? dimensions : telling;
  return (
    <Section title="What they have in common">
      {error ? (
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : !dimensions || !shown ? (
        <Skeleton lines={4} label="Loading what they have in common" />
      ) : dimensions.length === 0 ? (
        <EmptyNote>No occurrence in this time range tells.</EmptyNote>
      ) : (
        <>
          {note && (
            <p>
              <Text variant="bodySmall" color="secondary">
                {note}
              </Text>
            </p>
          )}
          {telling.length === 0 && !all && (
            <EmptyNote>Nothing sets them apart: they are like all requests in every respect.</EmptyNote>
          )}
          <div className={styles.grid}>
            {shown.map((dimension) => (
              <DimensionValues key={dimension.dimension} dimension={dimension} />
            ))}
          </div>
          {dimensions.length > telling.length && (
            <Button size="sm" variant="secondary" fill="text" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? 'Show fewer' : `Show ${dimensions.length - telling.length} more`}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}

function DimensionValues({ dimension: { dimension, rows } }: { dimension: Dimension }) {
  const styles = useStyles2(getStyles);
  const stores = useStores(useDatasource().uid);
  const [all, setAll] = useState(false);
  const label = labelOf(dimension);
  const hidden = rows.length - valuesAtFirst;
  return (
    <div>
      <Text element="h3" variant="h6">
        {label}
      </Text>
      <ul className={styles.values} aria-label={label}>
        {(all ? rows : rows.slice(0, valuesAtFirst)).map((row) => (
          <ShareBar
            key={row.value}
            row={row}
            name={dimension === 'store' ? storeNameOfKey(row.value, stores) : row.value}
          />
        ))}
      </ul>
      {hidden > 0 && (
        <Button size="sm" variant="secondary" fill="text" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `${plural(hidden, 'other value')}`}
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    display: 'grid',
    gridTemplateColumns: `repeat(auto-fill, minmax(min(100%, ${theme.spacing(44)}), 1fr))`,
    gap: theme.spacing(2, 4),
    marginBottom: theme.spacing(1),
  }),
  values: css({ listStyle: 'none', margin: 0, padding: 0 }),
});
