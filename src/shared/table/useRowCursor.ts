import { useCallback, useEffect, useRef, useState } from 'react';
import { focusRow } from './focusRow';

interface Cursor {
  key: string;
  index: number;
}

/** The row that keys act on; it moves on when its row goes. `keys` are of the rows shown, in order. */
export function useRowCursor(keys: string[]) {
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const index = cursor ? keys.indexOf(cursor.key) : -1;
  if (cursor && index !== cursor.index && keys.length > 0) {
    const moved = index >= 0 ? index : Math.min(cursor.index, keys.length - 1);
    setCursor({ key: keys[moved], index: moved });
  }

  const moved = useRef(false);
  const key = cursor?.key ?? null;
  useEffect(() => {
    // The focus goes with its row, and would be lost.
    if (key !== null && moved.current && document.activeElement === document.body) {
      focusRow(key);
    }
  }, [key, keys.length]);

  const move = useCallback(
    (step: 1 | -1) => {
      if (keys.length === 0) {
        return;
      }
      const next = index < 0 ? 0 : Math.min(Math.max(index + step, 0), keys.length - 1);
      moved.current = true;
      setCursor({ key: keys[next], index: next });
      focusRow(keys[next]);
    },
    [keys, index]
  );
  const place = useCallback((at: string) => setCursor({ key: at, index: keys.indexOf(at) }), [keys]);
  return { key: index >= 0 ? key : null, move, place };
}
