import { useMemo, useState } from 'react';
import type { StoreDocument } from '../../../contract/documents';
import type { ProblemRow } from '../../../contract/rows';
import { useDatasource } from '../../shared/datasource/DatasourceContext';
import { useFrames } from '../../shared/datasource/useFrames';
import { usePageState } from '../../shared/page/PageState';
import type { KnownValues } from '../../shared/search/suggest';
import { useStores } from '../../shared/stores/useStores';
import { plural } from '../../shared/text/plural';

/** Rows beyond these have nothing to add that is worth their memory. */
const mostRemembered = 1_000;

/** Values for completion: of the rows shown till now, the stores, and the versions in which anything failed in the range. */
export function useKnownValues(rows: ProblemRow[], enabled: boolean): KnownValues {
  const { uid } = useDatasource();
  const { range, generation } = usePageState();
  const stores = useStores(uid);
  const { data } = useFrames(
    { queries: { versions: { queryType: 'occurrenceSeries', format: 'total', by: 'version' } }, range },
    { enabled, generation }
  );
  const seen = useSeenRows(rows);
  return useMemo(
    () => ({ ...valuesOfRows(seen), store: valuesOfStores(stores), version: valuesOfFrames(data?.versions ?? []) }),
    [seen, stores, data]
  );
}

/** A search that is changed would else complete only to what it is already. */
function useSeenRows(rows: ProblemRow[]): ProblemRow[] {
  const [seen, setSeen] = useState({ latest: rows, all: rows });
  if (seen.latest !== rows) {
    const ids = new Set(rows.map(({ id }) => id));
    const before = seen.all.filter(({ id }) => !ids.has(id));
    setSeen({ latest: rows, all: [...rows, ...before].slice(0, mostRemembered) });
  }
  return seen.all;
}

/** The most frequent first. */
export function valuesOfRows(rows: ProblemRow[]): KnownValues {
  const read = (value: (row: ProblemRow) => string | null) => {
    const counts = new Map<string, number>();
    rows.forEach((row) => {
      const of = value(row);
      if (of) {
        counts.set(of, (counts.get(of) ?? 0) + 1);
      }
    });
    return [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([of, count]) => ({ value: of, describe: plural(count, 'problem') }));
  };
  return { route: read(({ route }) => route), type: read(({ type }) => type), assignee: read((row) => row.assignee) };
}

function valuesOfStores(stores: StoreDocument[]): KnownValues[string] {
  return stores.map(({ key, code, storeId }) => ({ value: key, describe: `${code}, id ${storeId}` }));
}

interface FrameLike {
  fields: Array<{ name: string; values: ArrayLike<unknown> }>;
}

function valuesOfFrames(frames: FrameLike[]): KnownValues[string] {
  const versions = frames.flatMap(({ fields }) =>
    fields.filter(({ name }) => name === 'version').flatMap(({ values }) => Array.from(values))
  );
  return [...new Set(versions)]
    .filter((version): version is string => typeof version === 'string' && version !== '')
    .map((value) => ({ value, describe: 'Seen in the time range' }));
}
