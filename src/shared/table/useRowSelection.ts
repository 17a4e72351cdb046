import { useCallback, useMemo, useState } from 'react';
import type { RowSelection } from './RowSelection';

const empty: ReadonlySet<string> = new Set();

/** Which of the rows shown are ticked; a row that is shown no more is ticked no more. */
export function useRowSelection<Row>(rows: Row[], keyOf: (row: Row) => string) {
  const [ticked, setTicked] = useState(empty);
  const [anchor, setAnchor] = useState<string | null>(null);
  const selected = useMemo(() => rows.filter((row) => ticked.has(keyOf(row))), [rows, ticked, keyOf]);
  const clear = useCallback(() => setTicked(empty), []);
  const select = useCallback((keys: string[]) => setTicked(new Set(keys)), []);

  const selection: RowSelection = {
    has: (key) => ticked.has(key),
    toggle: (key, range) => {
      const keys = rows.map(keyOf);
      const here = keys.indexOf(key);
      const from = range && anchor !== null ? keys.indexOf(anchor) : here;
      const touched = keys.slice(Math.min(from < 0 ? here : from, here), Math.max(from, here) + 1);
      const next = new Set(selected.map(keyOf));
      const tick = !next.has(key);
      touched.forEach((one) => (tick ? next.add(one) : next.delete(one)));
      setTicked(next);
      setAnchor(key);
    },
    toggleAll: () => setTicked(selected.length === rows.length ? empty : new Set(rows.map(keyOf))),
    state: selected.length === 0 ? 'none' : selected.length === rows.length ? 'all' : 'some',
  };
  return { selected, selection, select, clear };
}
