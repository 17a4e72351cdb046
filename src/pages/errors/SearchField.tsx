import { FilterInput } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { longestSearch } from './useErrorsFilter';

interface Props {
  value: string;
  onChange: (search: string) => void;
}

const pauseMs = 300;

/** Searches when the typing pauses. */
export function SearchField({ value, onChange }: Props) {
  const [text, setText] = useState(value);
  const [applied, setApplied] = useState(value);
  if (applied !== value) {
    // The URL changed from elsewhere, such as by the browser's back button.
    setApplied(value);
    setText(value);
  }
  useEffect(() => {
    if (text === value) {
      return;
    }
    const timer = setTimeout(() => {
      setApplied(text);
      onChange(text);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <FilterInput
      aria-label="Search problems"
      placeholder="Search message, type, file or route"
      escapeRegex={false}
      maxLength={longestSearch}
      width={40}
      value={text}
      onChange={setText}
    />
  );
}
