import { Icon, IconButton, Input, useStyles2 } from '@grafana/ui';
import React, { useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Completion, SearchProblem } from '../../../contract/search';
import { getSearchStyles } from './searchStyles';
import { SearchMarks } from './SearchMarks';
import { SearchProblems } from './SearchProblems';
import { Suggestions } from './Suggestions';
import { useSearchText } from './useSearchText';

interface Props {
  /** For a screen reader. */
  label: string;
  placeholder: string;
  maxLength: number;
  value: string;
  /** Called when the typing pauses, and at once by Enter. */
  onApply: (search: string) => void;
  suggest?: (text: string, caret: number) => Completion[];
  /** What is wrong with a text. */
  check?: (text: string) => SearchProblem[];
  onFocus?: () => void;
  id?: string;
}

const none: never[] = [];

/** A search with completion as it is typed: a combobox of the ARIA pattern, its options below the field. */
export function SearchField(props: Props) {
  const {
    label,
    placeholder,
    maxLength,
    value,
    onApply,
    suggest = () => none,
    check = () => none,
    onFocus,
    id,
  } = props;
  const styles = useStyles2(getSearchStyles);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const problemsId = useId();
  const [caret, setCaret] = useState(value.length);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [focused, setFocused] = useState(false);
  const placeCaret = useRef<number | null>(null);
  const completionsOf = (typed: string) => (open ? suggest(typed, caret) : none);
  // A value that is being chosen would be searched for letter by letter, and find nothing.
  const unfinished = (typed: string) =>
    focused &&
    (check(typed).some(({ from, to }) => from < caret && caret <= to) ||
      completionsOf(typed).some(({ text: completion }) => !completion.endsWith(':')));
  const { text, setText, apply } = useSearchText({ value, onApply, unfinished });

  const completions = completionsOf(text);
  const shown = completions.length > 0;
  const problems = text.trim() === value || !focused ? check(text) : none;

  useLayoutEffect(() => {
    if (placeCaret.current !== null) {
      input.current?.setSelectionRange(placeCaret.current, placeCaret.current);
      placeCaret.current = null;
    }
  });

  const write = (changed: string, at: number) => {
    setText(changed);
    setCaret(at);
    setOpen(true);
    setActive(-1);
  };
  const accept = ({ text: completion, from, to }: Completion) => {
    const after = text.slice(to);
    // A field wants its value next, a value is done.
    const written = completion.endsWith(':') || after.startsWith(' ') ? completion : `${completion} `;
    const changed = `${text.slice(0, from)}${written}${after}`;
    if (changed.length <= maxLength) {
      placeCaret.current = from + written.length;
      write(changed, from + written.length);
    }
    input.current?.focus();
  };
  const search = (typed: string) => {
    setOpen(false);
    setActive(-1);
    apply(typed);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (!shown) {
        setOpen(true);
        return;
      }
      const places = completions.length + 1;
      // The place after the last is the field itself.
      setActive(((active + 1 + (key === 'ArrowDown' ? 1 : places - 1)) % places) - 1);
    } else if (key === 'Enter' || (key === 'Tab' && !event.shiftKey && active >= 0)) {
      const chosen = completions[active];
      if (chosen) {
        event.preventDefault();
        accept(chosen);
      } else if (key === 'Enter') {
        search(text);
      }
    } else if (key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (shown) {
        setOpen(false);
        setActive(-1);
      } else {
        input.current?.blur();
      }
    }
  };

  return (
    <div className={styles.field}>
      <div className={styles.box}>
        <Input
          ref={input}
          id={id}
          role="combobox"
          aria-label={label}
          aria-autocomplete="list"
          aria-expanded={shown}
          aria-controls={listId}
          aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
          aria-invalid={problems.length > 0}
          aria-describedby={problems.length > 0 ? problemsId : undefined}
          invalid={problems.length > 0}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          maxLength={maxLength}
          prefix={<Icon name="search" />}
          suffix={
            text ? (
              <IconButton
                name="times"
                aria-label="Clear"
                onClick={() => {
                  search('');
                  setText('');
                  input.current?.focus();
                }}
              />
            ) : undefined
          }
          value={text}
          onChange={({ currentTarget }) =>
            write(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length)
          }
          onSelect={({ currentTarget }) => setCaret((currentTarget as HTMLInputElement).selectionStart ?? text.length)}
          onClick={() => setOpen(true)}
          onFocus={() => {
            setFocused(true);
            onFocus?.();
          }}
          onBlur={() => {
            setFocused(false);
            setOpen(false);
            setActive(-1);
          }}
          onKeyDown={onKeyDown}
        />
        <SearchMarks input={input} text={text} problems={problems} />
        <Suggestions id={listId} label={label} completions={completions} active={active} onChoose={accept} />
      </div>
      <SearchProblems id={problemsId} problems={problems} />
    </div>
  );
}
