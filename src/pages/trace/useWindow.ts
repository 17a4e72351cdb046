import { useEffect, useState, type RefObject, type UIEvent } from 'react';

/** Rows drawn before and after those that can be seen, so that fast scrolling shows no gap. */
const margin = 20;
/** What is drawn until the height is known. */
const assumedHeight = 600;

/** The rows that a scrolling element shows: with thousands of rows of one height only those are drawn. */
export function useWindow(ref: RefObject<HTMLElement>, rows: number, rowHeight: number) {
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(assumedHeight);
  useEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === 'undefined') {
      return;
    }
    const observer = new ResizeObserver(() => setHeight(element.clientHeight || assumedHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  const first = Math.max(0, Math.floor(top / rowHeight) - margin);
  const end = Math.min(rows, Math.ceil((top + height) / rowHeight) + margin);
  return {
    first: Math.min(first, end),
    end,
    onScroll: (event: UIEvent<HTMLElement>) => setTop(event.currentTarget.scrollTop),
  };
}
