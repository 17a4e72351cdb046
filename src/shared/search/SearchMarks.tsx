import { useStyles2 } from '@grafana/ui';
import React, { useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';
import type { SearchProblem } from '../../../contract/search';
import { getSearchStyles } from './searchStyles';

interface Props {
  input: RefObject<HTMLInputElement>;
  text: string;
  problems: SearchProblem[];
}

/** Underlines what is wrong, exactly below the letters in the field, which cannot be marked themselves. */
export function SearchMarks({ input, text, problems }: Props) {
  const styles = useStyles2(getSearchStyles);
  const marks = useRef<HTMLDivElement>(null);
  const marked = problems.length > 0;
  useLayoutEffect(() => {
    const field = input.current;
    if (!field || !marked) {
      return;
    }
    const follow = () => layOver(marks.current, field);
    follow();
    field.addEventListener('scroll', follow);
    // Its icon takes room only after it has been measured.
    const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(follow);
    observer?.observe(field);
    return () => {
      field.removeEventListener('scroll', follow);
      observer?.disconnect();
    };
  }, [input, text, marked]);
  return marked ? (
    <div ref={marks} className={styles.marks} aria-hidden>
      {pieces(text, problems, styles.mark)}
    </div>
  ) : null;
}

function layOver(marks: HTMLElement | null, field: HTMLInputElement): void {
  if (marks) {
    const { left, top, width, height } = field.getBoundingClientRect();
    const outer = marks.parentElement!.getBoundingClientRect();
    const { paddingLeft, paddingRight, fontFamily, fontSize, fontWeight, letterSpacing } = getComputedStyle(field);
    Object.assign(marks.style, {
      left: `${left - outer.left}px`,
      top: `${top - outer.top}px`,
      width: `${width}px`,
      lineHeight: `${height}px`,
      paddingLeft: `calc(${paddingLeft} + 1px)`,
      paddingRight,
      fontFamily,
      fontSize,
      fontWeight,
      letterSpacing,
    });
    marks.scrollLeft = field.scrollLeft;
  }
}

function pieces(text: string, problems: SearchProblem[], mark: string): ReactNode[] {
  let done = 0;
  const nodes = problems.flatMap(({ from, to }, index) => {
    const before = text.slice(done, from);
    done = to;
    return [
      before,
      <span key={index} className={mark}>
        {text.slice(from, to)}
      </span>,
    ];
  });
  return [...nodes, text.slice(done)];
}
