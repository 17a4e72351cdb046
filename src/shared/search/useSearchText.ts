import { useCallback, useEffect, useState } from 'react';

interface Options {
  /** What is searched for now. */
  value: string;
  onApply: (search: string) => void;
  /** Whether the text is in the middle of being written, and not to be searched for yet. */
  unfinished: (text: string) => boolean;
}

const pauseMs = 300;

/** The text being typed, which is searched for when the typing pauses. */
export function useSearchText({ value, onApply, unfinished }: Options) {
  const [text, setText] = useState(value);
  const [applied, setApplied] = useState(value);
  if (applied !== value) {
    // The URL changed from elsewhere, such as by the browser's back button.
    setApplied(value);
    setText(value);
  }
  const apply = useCallback(
    (typed: string) => {
      const search = typed.trim();
      setApplied(search);
      onApply(search);
    },
    [onApply]
  );
  const waiting = text.trim() !== value && !unfinished(text);
  useEffect(() => {
    if (!waiting) {
      return;
    }
    const timer = setTimeout(() => apply(text), pauseMs);
    return () => clearTimeout(timer);
  }, [waiting, text, apply]);
  return { text, setText, apply };
}
