import { Button, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import type { StackException, StackFrame } from '../../../contract/documents';
import { plural } from '../text/plural';
import { ShopText } from '../text/ShopText';
import { foldFrames, type FoldedFrame } from './foldFrames';
import { Place } from './Place';
import { getStackStyles } from './stackStyles';

/** Of a recursion whose steps differ, and of what else is longer than anybody reads. */
const mostEntries = 60;

export function ExceptionFrames({ exception: { file, line, frames } }: { exception: StackException }) {
  const styles = useStyles2(getStackStyles);
  const [whole, setWhole] = useState(false);
  const shown: StackFrame[] = frames.length > 0 ? frames : file ? [{ function: '', file, line, inApp: true }] : [];
  const folded = foldFrames(shown);
  const listed = whole ? folded : folded.slice(0, mostEntries);
  return (
    <ol className={styles.frames}>
      {listed.map((entry, index) =>
        entry.kind === 'frame' ? (
          <Frame key={index} frame={entry.frame} times={entry.times} />
        ) : (
          <LibraryFrames key={index} frames={entry.frames} />
        )
      )}
      {folded.length > listed.length && (
        <li>
          <Button size="sm" variant="secondary" fill="text" icon="angle-down" onClick={() => setWhole(true)}>
            {`Show ${plural(countFrames(folded.slice(mostEntries)), 'more frame')}`}
          </Button>
        </li>
      )}
    </ol>
  );
}

function countFrames(entries: FoldedFrame[]): number {
  return entries.reduce((sum, entry) => sum + (entry.kind === 'frame' ? entry.times : entry.frames.length), 0);
}

function Frame({ frame, times = 1 }: { frame: StackFrame; times?: number }) {
  const styles = useStyles2(getStackStyles);
  return (
    <li className={frame.inApp ? styles.inApp : styles.library}>
      {frame.file ? (
        <Place file={frame.file} line={frame.line} className={styles.whole} />
      ) : (
        <span className={styles.whole}>[internal]</span>
      )}
      {frame.function && (
        <>
          <span className={styles.in}> in </span>
          <ShopText className={styles.whole}>{frame.function}</ShopText>
        </>
      )}
      {times > 1 && <span className={styles.in}> ({plural(times, 'time')} in a row)</span>}
    </li>
  );
}

function LibraryFrames({ frames }: { frames: StackFrame[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <li>
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          icon={open ? 'angle-down' : 'angle-right'}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {plural(frames.length, 'library frame')}
        </Button>
      </li>
      {open && frames.map((frame, index) => <Frame key={index} frame={frame} />)}
    </>
  );
}
