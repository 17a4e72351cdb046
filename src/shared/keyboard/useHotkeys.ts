import { useEffect, useRef } from 'react';

/** What the keys do, by `KeyboardEvent.key`: `{ j: next, '?': help }`. */
export type Hotkeys = Record<string, () => void>;

/** Grafana's own keys come in twos, such as `g` `a`: the second of them is not for the page. */
const leaders = new Set(['g', 't']);
const leaderMs = 1_000;

/**
 * Single keys for the whole page. None of them acts while something is typed, a dialog or menu is open, or a modifier
 * is held; a key that acts is kept from Grafana, which has a `?` of its own.
 */
export function useHotkeys(keys: Hotkeys): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    let leaderAt = -Infinity;
    const listen = (event: KeyboardEvent) => {
      const follows = event.timeStamp - leaderAt < leaderMs;
      leaderAt = leaders.has(event.key) ? event.timeStamp : -Infinity;
      const act = Object.hasOwn(current.current, event.key) ? current.current[event.key] : undefined;
      if (!act || follows || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    // Grafana listens at the document.
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
}

const typing = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]';
const above = '[role=dialog], [role=menu], [role=listbox]';

function isBusy(target: EventTarget | null): boolean {
  const inField = target instanceof Element && target.closest(`${typing}, ${above}`) !== null;
  return inField || document.querySelector('[role=dialog], [role=menu]') !== null;
}
